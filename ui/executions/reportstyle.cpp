// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reportstyle.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace promptuary
{

namespace
{

/// Hinting is for screens: on paper it would only move the letters apart. Figures are as the font has them: those of
/// other widths that some fonts hold aside are in no list of letters, and a PDF file with them cannot be searched for
/// numbers.
QFont fontOf(int pixels, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// Breaks the text of a layout into lines and tells how high they are together.
double breakLines(QTextLayout &layout, double width, Qt::Alignment alignment)
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

QString withLines(QString text)
{
    return text.replace(u'\n', QChar::LineSeparator);
}

} // namespace

ReportStyle reportStyle()
{
    return {.title = fontOf(22, QFont::DemiBold),
            .heading = fontOf(14, QFont::DemiBold),
            .figure = fontOf(16, QFont::DemiBold),
            .body = fontOf(12, QFont::Normal),
            .strong = fontOf(12, QFont::DemiBold),
            .small = fontOf(10, QFont::Normal),
            .roles = colors(lightPalette())};
}

double textWidth(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const QStringView line : QStringView(text).split(u'\n'))
        width = std::max(width, metrics.horizontalAdvance(line.toString()));
    return width;
}

double textHeight(const QString &text, const QFont &font, double width)
{
    if (text.isEmpty())
        return 0;
    QTextLayout layout(withLines(text), font);
    return breakLines(layout, width, Qt::AlignLeft);
}

void paintText(QPainter &painter, const QRectF &room, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment alignment)
{
    if (text.isEmpty())
        return;
    QTextLayout layout(withLines(text), font);
    breakLines(layout, room.width(), alignment);
    painter.setPen(color);
    layout.draw(&painter, room.topLeft());
}

} // namespace promptuary
