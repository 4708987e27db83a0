// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/figuredelegate.h"

#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int cellPadding = 4;
constexpr int columnGap = 16;

/// What stands beside the figure, and what below it.
std::pair<QString, QString> linesOf(const ComparedFigure &figure)
{
    if (figure.interval.isEmpty())
        return {verdictText(figure), figure.difference};
    return {figure.interval, differenceLine(figure)};
}

QFont lowerFont()
{
    return tabularFont(smallFont());
}

} // namespace

QString spokenFigure(const ComparedFigure &figure)
{
    QString text = figure.value;
    if (!figure.interval.isEmpty())
        text += FigureDelegate::tr(", %1").arg(figure.interval);
    if (!figure.difference.isEmpty())
        text += FigureDelegate::tr("; %1").arg(figure.difference);
    if (figure.compared)
        text += figure.real ? FigureDelegate::tr(", real") : FigureDelegate::tr(", noise");
    return text;
}

void FigureDelegate::measure(const QAbstractItemModel &model)
{
    const QFontMetrics small(lowerFont());
    m_beside = QList<int>(model.columnCount(), 0);
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QVariant figure = model.index(row, column).data(figureRole);
            if (!figure.isValid())
                continue;
            const QString text = linesOf(figure.value<ComparedFigure>()).first;
            m_beside[column] = std::max(m_beside.at(column), small.horizontalAdvance(text));
        }
    }
}

int FigureDelegate::widthFor(const QAbstractItemModel &model, int column) const
{
    int width = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        width = std::max(width, sizeHint({}, model.index(row, column)).width());
    return width;
}

void FigureDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant figure = index.data(figureRole);
    const QVariant below = index.data(lineBelowRole);
    if (!figure.isValid() && !below.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QStyleOptionViewItem ground = cell;
    ground.text.clear();
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, cell.widget);
    painter->save();
    if (figure.isValid())
        paintFigure(painter, option, figure.value<ComparedFigure>(), m_beside.value(index.column()));
    else
        paintLines(painter, cell, below.toString());
    painter->restore();
}

void FigureDelegate::paintLines(QPainter *painter, const QStyleOptionViewItem &option, const QString &below)
{
    const Colors &roles = colors(option.palette);
    const QRect room = option.rect.adjusted(cellPadding, 3, -cellPadding, -3);
    const auto write = [&](const QRect &line, const QFont &font, const QColor &color, const QString &text) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
    };
    if (option.text.isEmpty()) {
        write(room, lowerFont(), roles.secondaryText, below);
        return;
    }
    const int half = room.height() / 2;
    write(room.adjusted(0, 0, 0, half - room.height()), option.font, roles.text, option.text);
    write(room.adjusted(0, half, 0, 0), lowerFont(), roles.secondaryText, below);
}

void FigureDelegate::paintFigure(QPainter *painter, const QStyleOptionViewItem &option, const ComparedFigure &figure,
                                 int beside)
{
    const Colors &roles = colors(option.palette);
    const QFont small = lowerFont();
    const auto [verdictOrInterval, below] = linesOf(figure);
    const QRect room = option.rect.adjusted(cellPadding, 3, -cellPadding, -3);
    QRect upper = room;
    QRect lower = room;
    upper.setHeight(room.height() / 2);
    lower.setTop(upper.bottom() + 1);
    painter->setFont(small);
    painter->setPen(figure.interval.isEmpty() ? toneColor(figure.tone, roles) : roles.secondaryText);
    painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, verdictOrInterval);
    if (beside > 0)
        upper.setRight(upper.right() - beside - 2 * cellPadding);
    painter->setFont(tabularFont(boldFont()));
    painter->setPen(roles.text);
    painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, figure.value);
    painter->setFont(small);
    painter->setPen(toneColor(figure.tone, roles));
    painter->drawText(lower, Qt::AlignRight | Qt::AlignVCenter, below);
}

QSize FigureDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant held = index.data(figureRole);
    const QVariant line = index.data(lineBelowRole);
    const QFontMetrics small(lowerFont());
    if (!held.isValid() && line.isValid()) {
        const QString text = index.data().toString();
        if (text.isEmpty()) // a sentence has the room of several cells
            return {0, figureRowHeight};
        return {std::max(option.fontMetrics.horizontalAdvance(text), small.horizontalAdvance(line.toString())) +
                    columnGap,
                figureRowHeight};
    }
    if (!held.isValid())
        return QStyledItemDelegate::sizeHint(option, index);
    const auto figure = held.value<ComparedFigure>();
    const QString below = linesOf(figure).second;
    const int upper = QFontMetrics(tabularFont(boldFont())).horizontalAdvance(figure.value) + 2 * cellPadding +
                      m_beside.value(index.column());
    return {std::max(upper, small.horizontalAdvance(below)) + columnGap, figureRowHeight};
}

} // namespace promptuary
