// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// LINE:COLUMN of the first bytes that are no UTF-8.
QString placeOfMistake(QByteArrayView bytes)
{
    qsizetype line = 1;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n') < 0 ? bytes.size() : bytes.indexOf('\n') + 1;
        if (!bytes.first(end).isValidUtf8()) {
            const QString decoded = QString::fromUtf8(bytes.first(end));
            const auto column = decoded.first(decoded.indexOf(QChar::ReplacementCharacter)).toUcs4().size() + 1;
            return u"%1:%2"_s.arg(line).arg(column);
        }
        bytes = bytes.sliced(end);
        ++line;
    }
    return u"1:1"_s;
}

} // namespace

QString inputName(const QString &path)
{
    return path == "-"_L1 ? u"standard input"_s : path;
}

Result<QByteArray> readInput(const QString &path)
{
    QFile file(path);
    bool opened = false;
    if (path == "-"_L1) {
        opened = file.open(stdin, QIODevice::ReadOnly);
    } else if (!QFileInfo::exists(path)) {
        return failure(ErrorKind::NotFound, u"There is no file %1."_s.arg(path));
    } else if (QFileInfo(path).isDir()) {
        return failure(ErrorKind::Invalid, u"%1 is a folder, not a file."_s.arg(path));
    } else {
        opened = file.open(QIODevice::ReadOnly);
    }
    if (!opened)
        return failure(ErrorKind::Failed, u"Could not read %1: %2."_s.arg(inputName(path), file.errorString()));
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Failed, u"Could not read %1: %2."_s.arg(inputName(path), file.errorString()));
    return bytes;
}

Result<QByteArray> readTextInput(const QString &path)
{
    auto bytes = readInput(path);
    if (!bytes)
        return bytes;
    if (bytes->startsWith("\xEF\xBB\xBF"))
        bytes->remove(0, 3);
    if (!QByteArrayView(*bytes).isValidUtf8())
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"This is no UTF-8 text."_s,
                                     .remedy = u"Convert it to UTF-8 first, e.g. with iconv."_s,
                                     .place = inputName(path) + u':' + placeOfMistake(*bytes)});
    return bytes;
}

} // namespace promptuary
