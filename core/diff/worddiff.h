// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/wordtokens.h"

#include <QList>
#include <QStringView>

#include <stop_token>

namespace promptuary
{

/// The words that differ between two texts. Empty lists on both sides mean equal.
struct WordDiff {
    QList<TextSpan> left;  ///< removed words, in order, neighbours merged
    QList<TextSpan> right; ///< added words
    bool operator==(const WordDiff &) const = default;
};

/// Compares two changed lines (or blocks of lines) word by word; what is left of both texts without the marked words
/// is the same. Texts too large or too different to be worth it are marked whole, and so they are when `stop` ends
/// the comparison early.
[[nodiscard]] WordDiff diffWords(QStringView left, QStringView right, const std::stop_token &stop = {});

} // namespace promptuary
