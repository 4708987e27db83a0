// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/output.h"

#include <QJsonDocument>

#include <wchar.h>

#include <algorithm>
#include <cstdio>

namespace promptuary
{

namespace
{

/// Columns of a terminal that a text takes: two for a wide character, none for a combining one.
int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t character : text.toUcs4())
        width += std::max(0, ::wcwidth(static_cast<wchar_t>(character)));
    return width;
}

QString oneLine(QString text)
{
    for (QChar &character : text) {
        if (character.category() == QChar::Other_Control || character == QChar::LineSeparator ||
            character == QChar::ParagraphSeparator)
            character = u' ';
    }
    return text.trimmed();
}

} // namespace

ExitStatus exitStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed:
    case ErrorKind::Cancelled:
        return ExitStatus::Failed;
    case ErrorKind::Invalid:
        return ExitStatus::Invalid;
    case ErrorKind::NotFound:
        return ExitStatus::NotFound;
    case ErrorKind::Conflict:
    case ErrorKind::Unchanged:
        return ExitStatus::Conflict;
    case ErrorKind::NotPermitted:
        return ExitStatus::NotPermitted;
    case ErrorKind::NoDatabase:
        return ExitStatus::NoDatabase;
    }
    return ExitStatus::Failed;
}

Output jsonOutput(const QJsonObject &object)
{
    return {QJsonDocument(object).toJson(QJsonDocument::Indented)};
}

Output jsonOutput(const QJsonArray &array)
{
    return {QJsonDocument(array).toJson(QJsonDocument::Indented)};
}

QString counted(qint64 count, const QString &what)
{
    return QString::number(count) + u' ' + what + (count == 1 ? QString() : QStringLiteral("s"));
}

Output lineOutput(const QString &line)
{
    return {line.toUtf8() + '\n'};
}

QByteArray table(const QList<Column> &columns, const QList<QStringList> &rows)
{
    QList<QStringList> lines;
    lines.reserve(rows.size() + 1);
    QStringList titles;
    for (const Column &column : columns)
        titles << column.title;
    lines << titles;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells << oneLine(cell);
        lines << cells;
    }
    QList<int> widths(columns.size(), 0);
    for (const QStringList &line : std::as_const(lines)) {
        for (qsizetype i = 0; i < columns.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(line.at(i)));
    }
    QString text;
    for (const QStringList &line : std::as_const(lines)) {
        QString out;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QString padding(widths.at(i) - displayWidth(line.at(i)), u' ');
            out += columns.at(i).rightAligned ? padding + line.at(i) : line.at(i) + padding;
            out += QStringLiteral("  ");
        }
        while (out.endsWith(u' '))
            out.chop(1);
        text += out + u'\n';
    }
    return text.toUtf8();
}

QJsonValue numberOrNull(int number)
{
    return number == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(number);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

bool writeResult(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

void writeMessage(const QString &message)
{
    const QByteArray line = message.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

void writeError(const Error &error)
{
    const bool placed = error.kind == ErrorKind::Invalid && !error.place.isEmpty();
    writeMessage(placed ? error.toString() : QStringLiteral("promptuaryctl: ") + error.toString());
}

} // namespace promptuary
