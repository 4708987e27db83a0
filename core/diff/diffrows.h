// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/versiondiff.h"

#include <QString>

namespace promptuary {

/// One row of the diff viewer, ready to paint: stage three, after lines and words.
struct DiffRow {
    enum class Kind : std::uint8_t {
        Header,    ///< "System message", over both sides
        Unchanged,
        Changed,   ///< left removed, right added, words marked
        Removed,   ///< right absent
        Added,     ///< left absent
        Fold,      ///< stands for `foldedLines` unchanged lines
        NoNewline, ///< the last line of one side has no line end and the other's has
    };
    Kind kind = Kind::Unchanged;
    int message = -1;          ///< index into VersionDiff::messages
    int leftLine = 0;          ///< from 1 within the message; 0 where absent
    int rightLine = 0;
    QString leftText = {};     ///< without its line end
    QString rightText = {};
    QList<TextSpan> leftWords = {};
    QList<TextSpan> rightWords = {};
    int foldedLines = 0;
    int change = -1;           ///< number of the change this row belongs to (next/previous change); -1 for none
    bool operator==(const DiffRow &) const = default;
};

struct DiffRowsOptions {
    int context = 3;          ///< unchanged lines kept around a change; negative: fold nothing
    QList<int> unfolded = {}; ///< rows of an earlier result whose folds the user opened, as (message, first right line) ordinals
    bool sideBySide = true;   ///< false: a changed line is a Removed row then an Added row
};

struct DiffRows {
    QList<DiffRow> rows;
    int changes = 0; ///< how many changes next/previous can step through
    bool operator==(const DiffRows &) const = default;
};

/// Lays a version diff out in rows. Word diffs are made here, per pair of changed lines. Cancellable by `stop`.
[[nodiscard]] Result<DiffRows> diffRows(const VersionContent &left, const VersionContent &right, const VersionDiff &diff,
                                        const DiffRowsOptions &options = {}, const std::stop_token &stop = {});

} // namespace promptuary
