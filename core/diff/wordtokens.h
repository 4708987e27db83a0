// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace promptuary
{

/// A stretch of a text, in UTF-16 code units.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    [[nodiscard]] qsizetype end() const { return start + length; }
    bool operator==(const TextSpan &) const = default;
};

/// A word, a run of blanks, or a single other character.
struct WordToken : TextSpan {
    enum class Kind : std::uint8_t { Word, Blank, Other };
    Kind kind = Kind::Other;
    bool operator==(const WordToken &) const = default;
};

/// Cuts a text into what people change as a whole: identifiers and words, numbers with their fraction, runs of blanks,
/// and every other character by itself. Scripts that put no blanks between words (Chinese, Japanese, Korean, Thai…) are
/// cut at every character. A character is what a reader sees as one: never half a surrogate pair, never an
/// accent without its letter. The tokens cover the text without gaps.
[[nodiscard]] QList<WordToken> splitWords(QStringView text);

} // namespace promptuary
