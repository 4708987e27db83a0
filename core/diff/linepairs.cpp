// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/linepairs.h"

#include "core/diff/wordtokens.h"

#include <QHashFunctions>

#include <algorithm>

namespace promptuary
{

namespace
{

// Regions of up to this many comparisons are paired by likeness; it keeps a hostile text from taking quadratic time.
constexpr qsizetype mostComparisons = 2'500;
constexpr qsizetype mostWords = 64;
// A long line is judged by its beginning.
constexpr qsizetype longestLine = 1'000;
// Lines with less in common than this did not come from each other.
constexpr double leastLikeness = 0.3;

// What stands before the pair `to`: row by row, then the rest of the longer side.
void appendUpTo(QList<LinePair> &pairs, int &left, int &right, LinePair to)
{
    while (left < to.left && right < to.right)
        pairs.append({left++, right++});
    while (left < to.left)
        pairs.append({left++, -1});
    while (right < to.right)
        pairs.append({-1, right++});
}

QList<LinePair> alikeLines(const QList<QStringView> &left, const QList<QStringView> &right)
{
    const auto hashes = [](const QList<QStringView> &lines) {
        QList<QList<size_t>> all;
        for (const QStringView line : lines)
            all.append(wordHashes(line.first(std::min(line.size(), longestLine)), mostWords));
        return all;
    };
    const QList<QList<size_t>> leftWords = hashes(left);
    const QList<QList<size_t>> rightWords = hashes(right);
    return bestPairs(static_cast<int>(left.size()), static_cast<int>(right.size()), [&](int i, int j) {
        const double alike = likeness(leftWords[i], rightWords[j]);
        return alike >= leastLikeness ? alike : 0.0;
    });
}

} // namespace

QList<size_t> wordHashes(QStringView text, qsizetype most)
{
    QList<size_t> hashes;
    for (const WordToken &token : splitWords(text)) {
        if (token.kind != WordToken::Kind::Blank)
            hashes.append(qHash(text.sliced(token.start, token.length), 0));
    }
    std::ranges::sort(hashes);
    hashes.resize(std::min(hashes.size(), most));
    return hashes;
}

double likeness(const QList<size_t> &left, const QList<size_t> &right)
{
    if (left.isEmpty() || right.isEmpty())
        return left.isEmpty() && right.isEmpty() ? 1.0 : 0.0;
    qsizetype common = 0;
    for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
        if (*a == *b) {
            ++common;
            ++a;
            ++b;
        } else if (*a < *b) {
            ++a;
        } else {
            ++b;
        }
    }
    return 2.0 * double(common) / double(left.size() + right.size());
}

QList<LinePair> pairLines(const QList<QStringView> &left, const QList<QStringView> &right)
{
    QList<LinePair> pairs;
    int i = 0;
    int j = 0;
    const bool several = left.size() > 1 || right.size() > 1;
    if (several && left.size() * right.size() <= mostComparisons) {
        for (const LinePair &alike : alikeLines(left, right)) {
            appendUpTo(pairs, i, j, alike);
            pairs.append({i++, j++});
        }
    }
    appendUpTo(pairs, i, j, {static_cast<int>(left.size()), static_cast<int>(right.size())});
    return pairs;
}

} // namespace promptuary
