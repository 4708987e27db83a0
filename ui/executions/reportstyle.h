// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/colors.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace promptuary
{

/// A report is measured in pixels of which 96 make an inch, whatever it is painted on, so that each of its lines breaks
/// in the same place on paper and in a picture.
constexpr int reportDpi = 96;

/// How it looks, whatever the window's theme and the size of the desktop's font.
struct ReportStyle {
    QFont title;
    QFont heading;
    QFont figure;
    QFont body;
    QFont strong;
    QFont small;
    Colors roles;
};
[[nodiscard]] ReportStyle reportStyle();

/// How wide a text is on one line, or the widest of its lines where it has several.
[[nodiscard]] double textWidth(const QString &text, const QFont &font);
/// How high it becomes in lines of that width; 0 without a text.
[[nodiscard]] double textHeight(const QString &text, const QFont &font, double width);
/// From the top of the room down, broken where it must be, also in the middle of a word that is longer than its line.
void paintText(QPainter &painter, const QRectF &room, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment alignment = Qt::AlignLeft);

} // namespace promptuary
