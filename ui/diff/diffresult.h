// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/diffrows.h"

#include <memory>

namespace promptuary
{

/// A finished comparison: everything the views show, and never changed once made.
struct DiffResult {
    VersionContent left;
    VersionContent right;
    std::shared_ptr<const VersionDiff> diff;
    DiffRowsOptions options;
    DiffRows rows;
    QList<int> changeRows; ///< the first row of each change
    int columns = 0;       ///< width of the widest line, in the fixed font's columns
    int lines = 0;         ///< the greatest line number
};

using DiffResultPtr = std::shared_ptr<const DiffResult>;

/// Compares and lays out. With `earlier`, a result of the same sides, only the rows are made anew.
[[nodiscard]] Result<DiffResultPtr> makeDiffResult(const VersionContent &left, const VersionContent &right,
                                                   const DiffRowsOptions &options, const DiffResultPtr &earlier,
                                                   const std::stop_token &stop);

/// Lets go of a result on another thread: freeing some hundred thousand rows takes longer than a frame.
void release(DiffResultPtr result);

/// The text a row's side shows of a line too long to be painted whole: at most this much, from near the first change.
constexpr qsizetype longestShown = 10'000;

/// The lines [first, first + count) of a message's text, from 1.
[[nodiscard]] QString messageLines(const QString &text, int first, int count);

} // namespace promptuary
