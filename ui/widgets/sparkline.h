// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>

#include <optional>

class QPainter;

namespace promptuary
{

/// A course without axes, from its lowest to its highest; it breaks where nothing was measured, and is nothing with
/// fewer than two values.
void paintSparkline(QPainter &painter, const QRectF &rect, const QList<std::optional<double>> &course,
                    const QColor &color);
/// Amounts as bars of equal width that stand on zero; one that is not zero is seen, however small.
void paintBars(QPainter &painter, const QRect &rect, const QList<double> &amounts, const QColor &color);

} // namespace promptuary
