// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace promptuary {

/// A stretch of a line, in UTF-16 code units.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextSpan &) const = default;
};

/// The words that differ between two texts. Empty lists on both sides mean equal.
struct WordDiff {
    QList<TextSpan> left;  ///< removed words, in order, neighbours merged
    QList<TextSpan> right; ///< added words
    bool operator==(const WordDiff &) const = default;
};

/// Compares two changed lines (or blocks of lines) word by word: identifiers, numbers, runs of blanks and single other
/// characters are tokens, never half a character. Texts too large or too different to be worth it are marked whole.
[[nodiscard]] WordDiff diffWords(QStringView left, QStringView right);

} // namespace promptuary
