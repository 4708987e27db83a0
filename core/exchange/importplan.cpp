// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/importplan.h"

#include <algorithm>
#include <numeric>

namespace promptuary
{

int ImportReport::templates() const
{
    return static_cast<int>(std::ranges::count_if(rows, &Row::newTemplate));
}

int ImportReport::versions() const
{
    return std::accumulate(rows.begin(), rows.end(), 0, [](int sum, const Row &row) { return sum + row.newVersions; });
}

int ImportReport::unchanged() const
{
    return std::accumulate(rows.begin(), rows.end(), 0, [](int sum, const Row &row) { return sum + row.unchanged; });
}

} // namespace promptuary
