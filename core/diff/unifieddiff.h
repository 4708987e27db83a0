// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/linediff.h"

#include <QByteArray>
#include <QString>

namespace promptuary
{

/// One hunk of a unified diff with its lines of context; lines count from 1 as in the format's @@ header.
struct UnifiedHunk {
    int oldStart = 0;
    int oldLines = 0;
    int newStart = 0;
    int newLines = 0;
    bool operator==(const UnifiedHunk &) const = default;
};

/// Groups changed regions with `context` unchanged lines around them.
[[nodiscard]] QList<UnifiedHunk> unifiedHunks(const LineDiff &diff, int leftLines, int rightLines, int context = 3);

/// The text `patch` applies, with "\ No newline at end of file" where that is so; empty for equal texts.
[[nodiscard]] QByteArray unifiedDiff(QByteArrayView left, QByteArrayView right, const LineDiff &diff,
                                     const QString &leftName, const QString &rightName, int context = 3);

/// As unifiedDiff, with changed words marked [-removed-]{+added+} inside the lines, as `git diff --word-diff` does.
/// What differs in any byte is marked, a newline at the end of the text included; unmarked bytes are as they were.
[[nodiscard]] QByteArray wordMarkedDiff(QByteArrayView left, QByteArrayView right, const LineDiff &diff,
                                        const QString &leftName, const QString &rightName, int context = 3);

} // namespace promptuary
