// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/schemafiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

// The linker drops a resource of a static library that nobody names. The macro must stand outside of any namespace.
static void keepResource()
{
    Q_INIT_RESOURCE(promptuary_sql);
}

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString checksumOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QList<SchemaObject> objectsIn(const QString &folder, const QString &kind)
{
    QList<SchemaObject> objects;
    const QDir directory(folder + u'/' + kind);
    for (const QString &file : directory.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        const QString text = textOf(directory.filePath(file));
        objects.append({.path = kind + u'/' + file.chopped(4), .text = text, .checksum = checksumOf(text)});
    }
    return objects;
}

/// What a first line lists after its mark, nothing where it has another one.
QStringList namedInFirstLine(const QString &text, QLatin1StringView mark)
{
    const QString line = text.section(u'\n', 0, 0);
    if (!line.startsWith(mark))
        return {};
    QStringList names = line.sliced(mark.size()).split(u',', Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed();
    names.removeAll(QString());
    return names;
}

} // namespace

QStringList SchemaChange::destroys() const
{
    return namedInFirstLine(revert, "-- destroys:"_L1);
}

bool SchemaChange::leadsTo(const QString &appliedChecksum) const
{
    return appliedChecksum == checksum || namedInFirstLine(deploy, "-- formerly:"_L1).contains(appliedChecksum);
}

int SchemaFiles::latest() const
{
    return changes.isEmpty() ? 0 : changes.last().number;
}

const SchemaChange *SchemaFiles::change(int number) const
{
    const auto found = std::ranges::find(changes, number, &SchemaChange::number);
    return found == changes.end() ? nullptr : &*found;
}

SchemaFiles SchemaFiles::read(const QString &folder)
{
    SchemaFiles files;
    const QDir deploy(folder + u"/deploy"_s);
    for (const QString &file : deploy.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        SchemaChange change{.number = file.section(u'-', 0, 0).toInt(),
                            .name = file.chopped(4),
                            .deploy = textOf(deploy.filePath(file)),
                            .revert = textOf(folder + u"/revert/"_s + file),
                            .verify = textOf(folder + u"/verify/"_s + file),
                            .checksum = {}};
        change.checksum = checksumOf(change.deploy);
        files.changes.append(change);
    }
    files.functions = objectsIn(folder, u"functions"_s);
    files.rights = objectsIn(folder, u"roles"_s);
    return files;
}

const SchemaFiles &SchemaFiles::builtIn()
{
    static const SchemaFiles files = [] {
        keepResource();
        return read(u":/sql"_s);
    }();
    return files;
}

} // namespace promptuary
