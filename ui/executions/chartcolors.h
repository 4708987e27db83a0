// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/colors.h"

namespace promptuary
{

constexpr int seriesColorCount = 6;

/// The colour of a chart's series: Tableau's ten in their order, which people who confuse red and green can tell apart
/// by lightness too; in dark their lighter twins.
[[nodiscard]] QColor seriesColor(qsizetype series, const Colors &roles);
[[nodiscard]] QColor restColor(const Colors &roles); ///< of "others"

} // namespace promptuary
