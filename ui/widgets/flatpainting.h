// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/colors.h"

#include <QRect>
#include <QTextLayout>

class QPainter;
class QStyleOption;
class QStyleOptionSlider;
class QStyleOptionTab;

namespace promptuary
{

/// The strokes FlatStyle is made of; delegates draw with the same ones.
constexpr double cornerRadius = 6;

struct Box {
    QColor fill = {};
    QColor border = {};
    double width = 1;
    double corner = cornerRadius;
};

void paintBox(QPainter *painter, const QRectF &rect, const Box &box);
/// A line of text at the left and in the middle, with an ellipsis where it is longer than the rectangle. The formats
/// are for its characters, in ascending order.
void paintElided(QPainter *painter, const QRect &rect, const QString &text,
                 const QList<QTextLayout::FormatRange> &formats = {}, Qt::TextElideMode mode = Qt::ElideRight);
void paintChevron(QPainter *painter, const QRect &rect, Qt::ArrowType direction, const QColor &color);
/// A colour moved towards the text colour: hover, pressed, borders.
[[nodiscard]] QColor shifted(const QColor &color, const Colors &roles, double share);

[[nodiscard]] bool isPrimary(const QStyleOption *option);
/// Border and fill of what is pressed or typed into: one look for buttons, combo boxes and fields.
[[nodiscard]] Box controlBox(const QStyleOption *option, bool pressable);
void paintButton(const QStyleOption *option, QPainter *painter);
void paintCheck(const QStyleOption *option, QPainter *painter, bool round);
void paintTab(const QStyleOptionTab *tab, QPainter *painter);
void paintScrollBar(const QStyleOptionSlider *slider, QPainter *painter, const QRect &handle);

} // namespace promptuary
