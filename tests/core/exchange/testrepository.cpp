// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/exchange/testrepository.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace promptuary
{

TestRepository::TestRepository()
{
    if (!m_folder.isValid() || !m_bundles.isValid())
        qFatal("No temporary folder.");
    git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
}

void TestRepository::write(const QString &file, const QByteArray &content) const
{
    const QString name = path() + u'/' + file;
    QDir().mkpath(QFileInfo(name).path());
    QFile target(name);
    if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
        qFatal("%ls cannot be written.", qUtf16Printable(name));
}

QString TestRepository::commit(const QString &message, const QString &author)
{
    git({u"add"_s, u"-A"_s});
    git({u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"--allow-empty-message"_s, u"-m"_s, message}, author);
    return QString::fromLatin1(git({u"rev-parse"_s, u"HEAD"_s})).trimmed();
}

QByteArray TestRepository::git(const QStringList &arguments, const QString &author)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString time = QDateTime(QDate(2025, 3, 1), QTime(8, 0), QTimeZone::fromSecondsAheadOfUtc(7200))
                             .addSecs(60 * ++m_minutes)
                             .toString(Qt::ISODate);
    const QString name = author.isEmpty() ? u"Ada Lovelace"_s : author;
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    for (const QString &who : {u"AUTHOR"_s, u"COMMITTER"_s}) {
        environment.insert(u"GIT_%1_NAME"_s.arg(who), name);
        environment.insert(u"GIT_%1_EMAIL"_s.arg(who), u"someone@example.invalid"_s);
        environment.insert(u"GIT_%1_DATE"_s.arg(who), time);
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(path());
    process.start(u"git"_s, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) {
        qFatal("git %ls: %s", qUtf16Printable(arguments.join(u' ')), process.readAllStandardError().constData());
    }
    return process.readAllStandardOutput();
}

QString TestRepository::bundle(const QStringList &references)
{
    const QString file = m_bundles.filePath(u"%1.bundle"_s.arg(m_minutes));
    git(QStringList{u"bundle"_s, u"create"_s, u"-q"_s, file} + references);
    return file;
}

} // namespace promptuary
