// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/nearestname.h"

#include <algorithm>
#include <vector>

namespace promptuary
{

namespace
{

/// Optimal string alignment distance, given up where it passes `limit`.
int typingDistance(QStringView left, QStringView right, int limit)
{
    if (qAbs(left.size() - right.size()) > limit)
        return limit + 1;
    const auto columns = static_cast<std::size_t>(right.size()) + 1;
    std::vector<int> beforeLast(columns);
    std::vector<int> last(columns);
    std::vector<int> row(columns);
    for (std::size_t j = 0; j < columns; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= left.size(); ++i) {
        row[0] = static_cast<int>(i);
        int best = row[0];
        for (std::size_t j = 1; j < columns; ++j) {
            const QChar a = left[i - 1];
            const QChar b = right[static_cast<qsizetype>(j) - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a == b ? 0 : 1)});
            if (i > 1 && j > 1 && a == right[static_cast<qsizetype>(j) - 2] && left[i - 2] == b)
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            best = std::min(best, row[j]);
        }
        if (best > limit)
            return limit + 1;
        beforeLast.swap(last);
        last.swap(row);
    }
    return last.back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &candidates)
{
    const QString wanted = name.toCaseFolded();
    const int limit = std::max(2, static_cast<int>(wanted.size() / 3));
    QString nearest;
    int nearestDistance = limit + 1;
    for (const QString &candidate : candidates) {
        const QString folded = candidate.toCaseFolded();
        // A beginning of at least three letters is a likelier meaning than any misspelling.
        const bool begins = wanted.size() >= 3 && folded.startsWith(wanted);
        const int distance = folded == wanted ? -1
                             : begins         ? 0
                                              : typingDistance(wanted, folded, std::min(limit, nearestDistance));
        if (distance < nearestDistance) {
            nearestDistance = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace promptuary
