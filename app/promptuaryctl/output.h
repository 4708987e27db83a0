// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace promptuary
{

/// What the program ends with; scripts rely on the numbers.
enum class ExitStatus : std::uint8_t {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Invalid = 3,
    NotFound = 4,
    Conflict = 5,
    NotPermitted = 6,
    NoDatabase = 7,
};

[[nodiscard]] ExitStatus exitStatus(ErrorKind kind);

/// What a verb gives back: bytes for standard output, and the status where the result itself is not "done".
struct Output {
    QByteArray text;
    ExitStatus status = ExitStatus::Done;
};

/// One JSON document with a line end.
[[nodiscard]] Output jsonOutput(const QJsonObject &object);
[[nodiscard]] Output jsonOutput(const QJsonArray &array);
/// One line of text for people.
[[nodiscard]] Output lineOutput(const QString &line);

/// "1 version", "2 versions".
[[nodiscard]] QString counted(qint64 count, const QString &what);

/// A column of a table for people.
struct Column {
    QString title;
    bool rightAligned = false; ///< for numbers
};
/// Aligned columns under their titles. Nothing is cut off; line breaks inside a cell become spaces.
[[nodiscard]] QByteArray table(const QList<Column> &columns, const QList<QStringList> &rows);

/// 0, which stands for "none" inside the program, is null in JSON.
[[nodiscard]] QJsonValue numberOrNull(int number);

/// An empty text, which stands for "nobody", is null in JSON.
[[nodiscard]] QJsonValue textOrNull(const QString &text);

/// Writes to standard output; false where it could not take everything (a full disk, a closed pipe).
[[nodiscard]] bool writeResult(const QByteArray &bytes);
/// Writes a message for people to standard error, with a line end.
void writeMessage(const QString &message);
/// An error as a script wants it: FILE:LINE:COLUMN first where the input was wrong, the program's name otherwise.
void writeError(const Error &error);

} // namespace promptuary
