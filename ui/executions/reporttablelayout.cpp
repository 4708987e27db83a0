// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reporttablelayout.h"

#include "ui/widgets/tonecolor.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace promptuary
{

namespace
{

constexpr double columnGap = 12;
constexpr double cellPadding = 5;    ///< above and below
constexpr double leastWords = 96;    ///< a column of names breaks them before it becomes narrower
constexpr double roundingRoom = 0.5; ///< what adding up advances may differ by

double longestWord(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        for (const QStringView word : line.split(u' '))
            width = std::max(width, metrics.horizontalAdvance(word.toString()));
    }
    return width;
}

double sum(const QList<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

ReportTableLayout::ReportTableLayout(const ReportTable &table, const ReportStyle &style, double width)
    : m_table(table)
    , m_style(style)
    , m_width(width)
{
    measure();
    fitColumns();
    for (qsizetype column = 0; column < m_columns.size(); ++column)
        m_headerHeight =
            std::max(m_headerHeight, textHeight(m_table.columns.at(column).name, m_style.small, m_columns.at(column)));
    m_headerHeight += 2 * cellPadding;
    for (qsizetype row = 0; row < rowCount(); ++row)
        m_rowHeights.append(heightOf(row));
}

void ReportTableLayout::measure()
{
    for (const ReportColumn &column : std::as_const(m_table.columns)) {
        m_wanted.append(textWidth(column.name, m_style.small));
        m_least.append(longestWord(column.name, m_style.small));
    }
    for (const ReportRow &row : std::as_const(m_table.rows)) {
        QList<CellWidths> widths;
        for (qsizetype column = 0; column < row.cells.size(); ++column) {
            const ReportCell &cell = row.cells.at(column);
            const bool words = m_table.columns.at(column).words;
            const CellWidths width{.text = textWidth(cell.text, words ? m_style.strong : m_style.body),
                                   .note = cell.note.isEmpty() ? 0 : textWidth(cell.note, m_style.small)};
            widths.append(width);
            m_wanted[column] = std::max({m_wanted.at(column), width.text, width.note});
            const double text = words ? std::min(width.text, leastWords) : width.text;
            const double note = cell.note.isEmpty() ? 0 : longestWord(cell.note, m_style.small);
            m_least[column] = std::max({m_least.at(column), text, note});
        }
        m_cells.append(widths);
    }
}

/// What is left over goes to the names; where there is too little, each gives of what it can do without.
void ReportTableLayout::fitColumns()
{
    if (m_wanted.isEmpty())
        return;
    for (double &width : m_wanted)
        width += roundingRoom;
    for (double &width : m_least)
        width += roundingRoom;
    const double room = m_width - columnGap * double(m_wanted.size() - 1);
    const double wanted = sum(m_wanted);
    const double least = sum(m_least);
    m_columns = m_wanted;
    if (wanted <= room) {
        m_columns.first() += room - wanted;
        return;
    }
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        const double spare = m_wanted.at(column) - m_least.at(column);
        m_columns[column] = least <= room ? m_least.at(column) + spare * (room - least) / (wanted - least)
                                          : m_least.at(column) * room / least;
    }
}

double ReportTableLayout::cellHeight(const ReportCell &cell, const CellWidths &widths, double width) const
{
    // One line is the rule, and breaking lines takes longer than all the rest.
    const auto high = [width](const QString &text, const QFont &font, double wide) {
        if (text.isEmpty())
            return 0.0;
        return wide <= width && !text.contains(u'\n') ? std::ceil(QFontMetricsF(font).height())
                                                      : textHeight(text, font, width);
    };
    return high(cell.text, m_style.strong, widths.text) + high(cell.note, m_style.small, widths.note);
}

double ReportTableLayout::heightOf(qsizetype row) const
{
    const ReportRow &data = m_table.rows.at(row);
    double height = 0;
    for (qsizetype column = 0; column < data.cells.size(); ++column)
        height = std::max(height, cellHeight(data.cells.at(column), m_cells.at(row).at(column), m_columns.at(column)));
    return height + textHeight(data.details, m_style.small, m_width) + 2 * cellPadding;
}

Qt::Alignment ReportTableLayout::alignmentOf(qsizetype column) const
{
    return m_table.columns.at(column).words ? Qt::AlignLeft : Qt::AlignRight;
}

void ReportTableLayout::paintHeader(QPainter &painter, QPointF topLeft) const
{
    const QRectF room(topLeft, QSizeF(m_width, m_headerHeight));
    double left = topLeft.x();
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        const QString &name = m_table.columns.at(column).name;
        const double height = textHeight(name, m_style.small, m_columns.at(column));
        // Names of one line stand beside the last line of longer ones.
        paintText(painter, QRectF(left, room.bottom() - cellPadding - height, m_columns.at(column), height), name,
                  m_style.small, m_style.roles.secondaryText, alignmentOf(column));
        left += m_columns.at(column) + columnGap;
    }
    painter.setPen(QPen(m_style.roles.secondaryText, 1));
    painter.drawLine(room.bottomLeft(), room.bottomRight());
}

void ReportTableLayout::paintRow(QPainter &painter, QPointF topLeft, qsizetype row) const
{
    const ReportRow &data = m_table.rows.at(row);
    const double top = topLeft.y() + cellPadding;
    double left = topLeft.x();
    double deepest = 0;
    for (qsizetype column = 0; column < data.cells.size(); ++column) {
        const ReportCell &cell = data.cells.at(column);
        const double width = m_columns.at(column);
        const QFont &font = m_table.columns.at(column).words ? m_style.strong : m_style.body;
        const double both = cellHeight(cell, m_cells.at(row).at(column), width);
        const double note = textHeight(cell.note, m_style.small, width);
        paintText(painter, QRectF(left, top, width, both - note), cell.text, font, m_style.roles.text,
                  alignmentOf(column));
        paintText(painter, QRectF(left, top + both - note, width, note), cell.note, m_style.small,
                  toneColor(cell.tone, m_style.roles), alignmentOf(column));
        deepest = std::max(deepest, both);
        left += width + columnGap;
    }
    paintText(painter, QRectF(topLeft.x(), top + deepest, m_width, 0), data.details, m_style.small,
              m_style.roles.secondaryText);
    const double bottom = topLeft.y() + rowHeight(row);
    painter.setPen(QPen(m_style.roles.hairline, 1));
    painter.drawLine(QPointF(topLeft.x(), bottom), QPointF(topLeft.x() + m_width, bottom));
}

} // namespace promptuary
