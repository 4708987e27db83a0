// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/linecuts.h"

#include <QHash>

#include <algorithm>
#include <ranges>

namespace promptuary
{

namespace
{

constexpr int linesBetweenLooks = 4096;

bool timeToStop(int line, const std::stop_token &stop)
{
    return line % linesBetweenLooks == 0 && stop.stop_requested();
}

// The lines that occur exactly once in both texts, in the left text's order.
QList<LineCut> uniquePairs(const QList<QByteArrayView> &left, const QList<QByteArrayView> &right,
                           const std::stop_token &stop)
{
    constexpr int nowhere = -1;
    constexpr int repeated = -2;
    QHash<QByteArrayView, int> first; // where a line stands in the left text
    first.reserve(left.size());
    QList<int> partners(left.size(), nowhere); // of the lines of the left text
    for (int i = 0; i < left.size(); ++i) {
        if (timeToStop(i, stop))
            return {};
        const qsizetype known = first.size();
        int &at = first[left[i]];
        if (first.size() == known)
            partners[at] = partners[i] = repeated;
        else
            at = i;
    }
    for (int i = 0; i < right.size(); ++i) {
        if (timeToStop(i, stop))
            return {};
        if (const auto at = first.constFind(right[i]); at != first.cend())
            partners[at.value()] = partners[at.value()] == nowhere ? i : repeated;
    }
    QList<LineCut> pairs;
    for (int i = 0; i < left.size(); ++i) {
        if (partners[i] >= 0)
            pairs.append({i, partners[i]});
    }
    return pairs;
}

// The longest chain of pairs that ascends on both sides: the lines that surely stayed where they were.
QList<LineCut> ascendingChain(const QList<LineCut> &pairs)
{
    QList<int> ends;     // ends[k] is the pair that ends the chain of length k + 1 with the smallest right line
    QList<int> previous; // the pair before each pair in its chain
    previous.reserve(pairs.size());
    for (int i = 0; i < pairs.size(); ++i) {
        const auto at = std::ranges::lower_bound(ends, pairs[i].right, {}, [&](int p) { return pairs[p].right; });
        previous.append(at == ends.begin() ? -1 : *std::prev(at));
        if (at == ends.end())
            ends.append(i);
        else
            *at = i;
    }
    QList<LineCut> chain;
    for (int i = ends.isEmpty() ? -1 : ends.last(); i >= 0; i = previous[i])
        chain.append(pairs[i]);
    std::ranges::reverse(chain);
    return chain;
}

// Goes on to `to`, in equal steps where that is too far for one piece.
void appendCut(QList<LineCut> &cuts, LineCut to)
{
    const LineCut from = cuts.last();
    const int pieces = (std::max(to.left - from.left, to.right - from.right) + lineCutLimit - 1) / lineCutLimit;
    for (int i = 1; i < pieces; ++i) {
        const auto step = [&](int a, int b) { return static_cast<int>(a + qint64(b - a) * i / pieces); };
        cuts.append({step(from.left, to.left), step(from.right, to.right)});
    }
    if (to != from)
        cuts.append(to);
}

} // namespace

QList<LineCut> cutLines(const QList<QByteArrayView> &left, const QList<QByteArrayView> &right,
                        const std::stop_token &stop)
{
    const QList<LineCut> chain = ascendingChain(uniquePairs(left, right, stop));
    if (stop.stop_requested())
        return {};
    QList<LineCut> cuts{{0, 0}};
    for (const LineCut &pair : chain) {
        if (std::max(pair.left - cuts.last().left, pair.right - cuts.last().right) >= lineCutLimit / 2)
            appendCut(cuts, pair);
    }
    appendCut(cuts, {static_cast<int>(left.size()), static_cast<int>(right.size())});
    return cuts;
}

} // namespace promptuary
