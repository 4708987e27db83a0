// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QList>

#include <stop_token>

namespace promptuary
{

/// One changed region: lines [leftStart, leftStart+leftCount) were replaced by [rightStart, rightStart+rightCount).
/// Lines count from 0; either count may be 0, not both.
struct LineHunk {
    int leftStart = 0;
    int leftCount = 0;
    int rightStart = 0;
    int rightCount = 0;
    [[nodiscard]] int leftEnd() const { return leftStart + leftCount; }
    [[nodiscard]] int rightEnd() const { return rightStart + rightCount; }
    bool operator==(const LineHunk &) const = default;
};

/// All changed regions of two texts, in order and not touching each other.
struct LineDiff {
    QList<LineHunk> hunks;
    [[nodiscard]] bool equal() const { return hunks.isEmpty(); }
    [[nodiscard]] int added() const;   ///< lines
    [[nodiscard]] int removed() const; ///< lines
    bool operator==(const LineDiff &) const = default;
};

/// The lines of a text, each with its own line end, so that joining them gives the text back byte for byte.
/// A line ends at "\n"; a last line without one is a line; the empty text has no line.
[[nodiscard]] QList<QByteArrayView> splitLines(QByteArrayView text);

/// Compares two UTF-8 texts line by line (libgit2's xdiff). Every byte counts: other line ends are other lines.
/// The time is linear in the lines, whatever they hold: a text of many thousand lines is compared in pieces, by up to
/// four threads. `stop` ends it between two pieces, within some 50 ms, with an error of kind Cancelled.
[[nodiscard]] Result<LineDiff> diffLines(QByteArrayView left, QByteArrayView right, const std::stop_token &stop = {});

/// `left` with the hunks replaced by the lines of `right`: equal to `right` where the diff is right.
[[nodiscard]] QByteArray applyLines(QByteArrayView left, const LineDiff &diff, QByteArrayView right);

} // namespace promptuary
