// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/fuzzymatch.h"

#include <QStringList>
#include <QVarLengthArray>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int matchValue = 16;
constexpr int wordStartBonus = 10;
constexpr int textStartBonus = 12;
constexpr int neighbourBonus = 8;
constexpr int gapCost = 4;       // for the first character skipped between two matches
constexpr int longerGapCost = 1; // for each further one
constexpr int impossible = -1'000'000;

QString folded(const QString &text)
{
    QString result = text;
    // One character for one character, so that positions stay those of the original.
    for (QChar &c : result)
        c = c.toCaseFolded();
    return result;
}

quint64 maskOf(QStringView text)
{
    quint64 mask = 0;
    for (const QChar c : text) {
        if (!c.isSpace())
            mask |= quint64(1) << (c.unicode() % 64);
    }
    return mask;
}

/// A term scattered over a text is noise: on average each character must be worth more than a match without its gap.
bool isGoodEnough(int score, qsizetype length)
{
    return length < 3 ? score > 0 : score >= int(length) * 20;
}

/// Best alignment of a term, by dynamic programming over (term, text). `ending[i]` is the best score with the term's
/// i-th character matched exactly at the present character of the text.
class Alignment
{
public:
    Alignment(QStringView term, QStringView text, const QList<quint8> &bonus)
        : m_term(term)
        , m_text(text)
        , m_width(text.size())
        , m_ending(term.size() * text.size())
    {
        for (qsizetype i = 0; i < term.size(); ++i)
            fillRow(i, bonus);
    }

    int best() const
    {
        const int *last = row(m_term.size() - 1);
        return *std::max_element(last, last + m_width);
    }

    void appendPositions(QList<int> &positions) const
    {
        qsizetype i = m_term.size() - 1;
        const int *last = row(i);
        qsizetype j = std::max_element(last, last + m_width) - last;
        for (;;) {
            positions.append(int(j));
            if (i == 0)
                return;
            j = predecessor(--i, j);
        }
    }

private:
    const int *row(qsizetype i) const { return m_ending.data() + i * m_width; }

    static int gap(qsizetype skipped)
    {
        return skipped == 0 ? -neighbourBonus : gapCost + int(skipped - 1) * longerGapCost;
    }

    void fillRow(qsizetype i, const QList<quint8> &bonus)
    {
        int *out = m_ending.data() + i * m_width;
        const int *before = i == 0 ? nullptr : row(i - 1);
        int carried = impossible; // the best earlier match, its gap up to here paid
        for (qsizetype j = 0; j < m_width; ++j) {
            out[j] = impossible;
            if (before && j > 1)
                carried = std::max(carried - longerGapCost, before[j - 2] - gapCost);
            if (m_text[j] != m_term[i])
                continue;
            const int value = matchValue + bonus[j];
            if (!before)
                out[j] = value;
            else if (j > 0)
                out[j] = value + std::max(carried, before[j - 1] + neighbourBonus);
        }
    }

    qsizetype predecessor(qsizetype i, qsizetype next) const
    {
        const int *scores = row(i);
        qsizetype best = next - 1;
        for (qsizetype j = next - 1; j >= 0; --j) {
            if (scores[j] - gap(next - 1 - j) > scores[best] - gap(next - 1 - best))
                best = j;
        }
        return best;
    }

    QStringView m_term;
    QStringView m_text;
    qsizetype m_width;
    QVarLengthArray<int, 512> m_ending;
};

bool isSubsequence(QStringView term, QStringView text)
{
    qsizetype i = 0;
    for (const QChar c : text) {
        if (c != term[i])
            continue;
        ++i;
        if (i == term.size())
            return true;
    }
    return false;
}

/// "sumrz" or "smrz" for "summarize": from the beginning of a word, with none left out but vowels and the second of two
/// equal letters. That is no noise, however little of the word it is.
bool isAbbreviation(QStringView term, QStringView text, const QList<quint8> &bonus)
{
    constexpr QStringView vowels = u"aeiou";
    for (qsizetype start = text.indexOf(term[0]); start >= 0; start = text.indexOf(term[0], start + 1)) {
        qsizetype matched = bonus[start] > 0 ? 1 : 0;
        for (qsizetype at = start + 1; matched > 0 && matched < term.size() && at < text.size(); ++at) {
            const bool nextWord = bonus[at] > 0;
            if (!nextWord && text[at] == term[matched])
                ++matched;
            else if (nextWord || (!vowels.contains(text[at]) && text[at] != text[at - 1]))
                break;
        }
        if (matched == term.size())
            return true;
    }
    return false;
}

/// Where the term stands as a whole at the beginning of a word; -1 where it does not.
qsizetype wordStart(const QString &term, const QString &text, const QList<quint8> &bonus)
{
    qsizetype at = text.indexOf(term);
    while (at > 0 && bonus[at] == 0)
        at = text.indexOf(term, at + 1);
    return at;
}

int pieceScore(qsizetype at, qsizetype length, const QList<quint8> &bonus)
{
    int score = int(length) * (matchValue + neighbourBonus) - neighbourBonus;
    for (qsizetype i = at; i < at + length; ++i)
        score += bonus[i];
    return score;
}

} // namespace

FuzzyText::FuzzyText(const QString &text)
    : m_folded(folded(text))
    , m_mask(maskOf(m_folded))
{
    m_bonus.reserve(text.size());
    QChar before = u' ';
    for (const QChar c : text) {
        const bool start = c.isLetterOrNumber() && (!before.isLetterOrNumber() || (c.isUpper() && before.isLower()) ||
                                                    (c.isDigit() && !before.isDigit()));
        m_bonus.append(m_bonus.isEmpty() ? textStartBonus : start ? wordStartBonus : 0);
        before = c;
    }
}

FuzzyPattern::FuzzyPattern(const QString &pattern)
    : m_terms(folded(pattern.simplified()).split(u' ', Qt::SkipEmptyParts))
{
    for (const QString &term : std::as_const(m_terms))
        m_mask |= maskOf(term);
}

std::optional<int> FuzzyPattern::run(const FuzzyText &text, QList<int> *positions) const
{
    if ((m_mask & ~text.m_mask) != 0)
        return {};
    int total = 0;
    for (const QString &term : m_terms) {
        // The usual case, a whole piece of a word, needs no alignment.
        if (const qsizetype at = wordStart(term, text.m_folded, text.m_bonus); at >= 0) {
            total += pieceScore(at, term.size(), text.m_bonus);
            for (qsizetype i = 0; positions && i < term.size(); ++i)
                positions->append(int(at + i));
            continue;
        }
        if (!isSubsequence(term, text.m_folded))
            return {};
        const Alignment alignment(term, text.m_folded, text.m_bonus);
        const int score = alignment.best();
        if (!isGoodEnough(score, term.size()) && !isAbbreviation(term, text.m_folded, text.m_bonus))
            return {};
        if (positions)
            alignment.appendPositions(*positions);
        total += score;
    }
    // Between equal matches the shorter text is the closer one.
    return total * 64 - int(std::min<qsizetype>(text.m_folded.size(), 63));
}

std::optional<int> FuzzyPattern::score(const FuzzyText &text) const
{
    return run(text, nullptr);
}

std::optional<FuzzyMatch> FuzzyPattern::match(const FuzzyText &text) const
{
    FuzzyMatch match;
    const auto score = run(text, &match.positions);
    if (!score)
        return {};
    match.score = *score;
    std::ranges::sort(match.positions);
    match.positions.erase(std::ranges::unique(match.positions).begin(), match.positions.end());
    return match;
}

} // namespace promptuary
