// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace promptuary
{

/// A removed line and the added line that took its place; -1 where there is none on that side.
struct LinePair {
    int left = -1;
    int right = -1;
    bool operator==(const LinePair &) const = default;
};

/// Holds the lines of a changed region against each other, in order: first those that are alike, then what stands
/// between them row by row, the rest alone. Every line occurs once. Regions of many lines are paired row by row.
[[nodiscard]] QList<LinePair> pairLines(const QList<QStringView> &left, const QList<QStringView> &right);

/// How much two texts have in common, from 0 (no word) to 1 (all words, in whatever order).
[[nodiscard]] double likeness(const QList<size_t> &left, const QList<size_t> &right);

/// The hashes of a text's words in ascending order, at most `most` of them: what likeness() compares.
[[nodiscard]] QList<size_t> wordHashes(QStringView text, qsizetype most);

/// The pairs (index left, index right), ascending on both sides, whose scores have the greatest sum; a score of 0
/// forbids a pair. Takes left × right steps.
template<typename Score>
[[nodiscard]] QList<LinePair> bestPairs(int left, int right, Score score)
{
    const qsizetype width = right + 1;
    QList<double> best((left + 1) * width, 0.0); // best[i, j]: of the first i left and j right items
    QList<double> scores(qsizetype(left) * right, 0.0);
    for (int i = 1; i <= left; ++i) {
        for (int j = 1; j <= right; ++j) {
            const double own = scores[(i - 1) * qsizetype(right) + j - 1] = score(i - 1, j - 1);
            const double without = qMax(best[(i - 1) * width + j], best[i * width + j - 1]);
            const double with = own > 0 ? best[(i - 1) * width + j - 1] + own : 0.0;
            best[i * width + j] = qMax(with, without);
        }
    }
    QList<LinePair> pairs;
    for (int i = left, j = right; i > 0 && j > 0;) {
        const double own = scores[(i - 1) * qsizetype(right) + j - 1];
        if (own > 0 && best[i * width + j] == best[(i - 1) * width + j - 1] + own)
            pairs.prepend({--i, --j});
        else if (best[i * width + j] == best[(i - 1) * width + j])
            --i;
        else
            --j;
    }
    return pairs;
}

} // namespace promptuary
