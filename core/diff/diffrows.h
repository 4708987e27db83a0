// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/versiondiff.h"
#include "core/diff/wordtokens.h"

#include <QString>

namespace promptuary
{

/// One row of the diff viewer, ready to paint: stage three, after lines and words.
struct DiffRow {
    enum class Kind : std::uint8_t {
        Header, ///< the messages' roles, over both sides; empty on the side that has no such message
        Unchanged,
        Changed,   ///< left removed, right added, words marked
        Removed,   ///< right absent
        Added,     ///< left absent
        Fold,      ///< stands for `foldedLines` unchanged lines, the first of which are leftLine and rightLine
        NoNewline, ///< the last line of one side, the one whose line is not 0, has no line end and the other's has
    };
    Kind kind = Kind::Unchanged;
    int message = -1; ///< index into VersionDiff::messages
    int leftLine = 0; ///< from 1 within the message; 0 where absent
    int rightLine = 0;
    QString leftText = {}; ///< without "\n"; a carriage return is part of the text
    QString rightText = {};
    QList<TextSpan> leftWords = {}; ///< changed words; empty where the whole line differs, or only its end
    QList<TextSpan> rightWords = {};
    int foldedLines = 0;
    int change = -1; ///< number of the change this row belongs to (next/previous change); -1 for none
    bool operator==(const DiffRow &) const = default;
};

/// A fold, named by what stays the same while others are opened and closed.
struct DiffFold {
    int message = -1;
    int leftLine = 0; ///< the first line it hides
    bool operator==(const DiffFold &) const = default;
};

struct DiffRowsOptions {
    int context = 3;               ///< unchanged lines kept around a change; negative: fold nothing
    QList<DiffFold> unfolded = {}; ///< the folds the user opened
    bool sideBySide = true;        ///< false: the removed lines of a change, then its added ones
};

struct DiffRows {
    QList<DiffRow> rows;
    int changes = 0; ///< how many changes next/previous can step through
    bool operator==(const DiffRows &) const = default;
};

/// Lays a version diff out in rows. Word diffs are made here, per pair of changed lines. Cancellable by `stop`.
[[nodiscard]] Result<DiffRows> diffRows(const VersionContent &left, const VersionContent &right,
                                        const VersionDiff &diff, const DiffRowsOptions &options = {},
                                        const std::stop_token &stop = {});

} // namespace promptuary
