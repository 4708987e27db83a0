// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcolors.h"

#include <array>

namespace promptuary
{

QColor seriesColor(qsizetype series, const Colors &roles)
{
    static constexpr std::array<QRgb, seriesColorCount> light{0xFF4E79A7, 0xFFF28E2B, 0xFF59A14F,
                                                              0xFFE15759, 0xFF76B7B2, 0xFFEDC948};
    static constexpr std::array<QRgb, seriesColorCount> dark{0xFF7FB0DE, 0xFFFFBE7D, 0xFF8CD17D,
                                                             0xFFFF9D9A, 0xFF9FD8D3, 0xFFF1CE63};
    return {(roles.dark ? dark : light).at(std::size_t(series % seriesColorCount))};
}

QColor restColor(const Colors &roles)
{
    return roles.absent;
}

} // namespace promptuary
