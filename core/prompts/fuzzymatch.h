// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace promptuary
{

/// A text made ready once to be matched many times: folded to one case, its characters as a mask for a quick no, and
/// where words begin.
class FuzzyText
{
public:
    FuzzyText() = default;
    explicit FuzzyText(const QString &text);

private:
    friend class FuzzyPattern;
    QString m_folded;
    QList<quint8> m_bonus; ///< per character: what matching it is worth beside the match itself
    quint64 m_mask = 0;
};

struct FuzzyMatch {
    int score = 0;        ///< higher is better; only comparable for one pattern
    QList<int> positions; ///< the matched characters' indexes in the text, ascending
};

/// What the user typed. Blanks separate terms, all of which must match, in any order; a term matches where its
/// characters appear in order, close enough together: "invli" and "line inv" find "Invoice line items". Beginnings
/// of words and neighbours score; characters scattered over unrelated words are no match, a word without its vowels is.
class FuzzyPattern
{
public:
    FuzzyPattern() = default;
    explicit FuzzyPattern(const QString &pattern);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }

    [[nodiscard]] std::optional<int> score(const FuzzyText &text) const;
    [[nodiscard]] std::optional<FuzzyMatch> match(const FuzzyText &text) const;

private:
    std::optional<int> run(const FuzzyText &text, QList<int> *positions) const;

    QStringList m_terms; ///< folded
    quint64 m_mask = 0;
};

} // namespace promptuary
