// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/lineage.h"

#include <QHash>

#include <array>

namespace promptuary
{

QList<Lineage> lineageOf(const QList<VersionSummary> &newestFirst)
{
    QList<Lineage> lines(newestFirst.size());
    QHash<int, qsizetype> rowOf;
    for (qsizetype row = 0; row < newestFirst.size(); ++row)
        rowOf.insert(newestFirst.at(row).number, row);

    std::array<qsizetype, Lineage::lanes> freeFrom{}; // the first row a lane may be used from
    for (qsizetype row = 0; row < newestFirst.size(); ++row) {
        const qsizetype parent = rowOf.value(newestFirst.at(row).parent, -1);
        if (parent <= row)
            continue;
        if (parent == row + 1) {
            lines[row].down = true;
            lines[parent].up = true;
            continue;
        }
        for (int lane = 0; lane < Lineage::lanes; ++lane) {
            if (freeFrom[size_t(lane)] > row)
                continue;
            const auto bit = quint8(1 << lane);
            lines[row].leaves = lane;
            for (qsizetype between = row + 1; between < parent; ++between)
                lines[between].passing |= bit;
            lines[parent].arriving |= bit;
            freeFrom[size_t(lane)] = parent;
            break;
        }
    }
    return lines;
}

} // namespace promptuary
