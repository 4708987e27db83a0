// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <expected>

namespace promptuary
{

/// What went wrong, in the terms a caller can act on. The command line's exit status follows from it.
enum class ErrorKind : std::uint8_t {
    Failed,       ///< anything not named below; the message says what
    Invalid,      ///< the input given is wrong; `place` says where
    NotFound,     ///< the named thing does not exist
    Conflict,     ///< someone else changed it meanwhile, or an invariant forbids it
    Unchanged,    ///< a save that would change nothing
    NotPermitted, ///< the role may not do this
    NoDatabase,   ///< no server, or the connection was lost
    Cancelled,    ///< the caller asked to stop
};

/// A failure as a value. Messages are whole sentences for people; programs look at the other members.
struct Error {
    ErrorKind kind = ErrorKind::Failed;
    QString message;         ///< what happened
    QString remedy = {};     ///< what to do about it; empty where nothing useful can be said
    QString place = {};      ///< FILE:LINE:COLUMN, a column's name, or a JSON path; empty where there is none
    QString sqlState = {};   ///< PostgreSQL's five-character code, where the database said it
    QString constraint = {}; ///< the name of the violated constraint, where there is one
    QJsonObject detail = {}; ///< what a Conflict found, e.g. {"newest": 7, "author": "ada"}
    bool retriable = false;  ///< true where repeating the same call can succeed by itself

    bool operator==(const Error &) const = default;
    /// Place, message and remedy as one text, for a terminal or a log.
    [[nodiscard]] QString toString() const;
};

/// Either a value or the reason why there is none.
template<typename T>
using Result = std::expected<T, Error>;

/// Shorthand for returning an error from a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> failure(ErrorKind kind, QString message, QString remedy = {})
{
    return std::unexpected(Error{.kind = kind, .message = std::move(message), .remedy = std::move(remedy)});
}

} // namespace promptuary
