// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/figuredelegate.h"

#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QPainter>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int cellPadding = 4;
constexpr int columnGap = 20;

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

void FigureDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant figure = index.data(figureRole);
    if (!figure.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    painter->save();
    paintFigure(painter, option, figure.value<ComparedFigure>());
    painter->restore();
}

void FigureDelegate::paintFigure(QPainter *painter, const QStyleOptionViewItem &option, const ComparedFigure &figure)
{
    const Colors &roles = colors(option.palette);
    const QFont small = tabularFont(smallFont());
    const QRect room = option.rect.adjusted(cellPadding, 3, -cellPadding, -3);
    QRect upper = room;
    QRect lower = room;
    upper.setHeight(room.height() / 2);
    lower.setTop(upper.bottom() + 1);
    painter->setFont(small);
    painter->setPen(roles.secondaryText);
    painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, figure.interval);
    if (!figure.interval.isEmpty())
        upper.setRight(upper.right() - painter->fontMetrics().horizontalAdvance(figure.interval) - 2 * cellPadding);
    painter->setFont(tabularFont(boldFont()));
    painter->setPen(roles.text);
    painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, figure.value);
    painter->setFont(small);
    painter->setPen(toneColor(figure.tone, roles));
    painter->drawText(lower, Qt::AlignRight | Qt::AlignVCenter, differenceLine(figure));
}

QSize FigureDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant held = index.data(figureRole);
    if (!held.isValid())
        return QStyledItemDelegate::sizeHint(option, index);
    const auto figure = held.value<ComparedFigure>();
    const QFontMetrics small(tabularFont(smallFont()));
    const int upper = QFontMetrics(tabularFont(boldFont())).horizontalAdvance(figure.value) + 2 * cellPadding +
                      small.horizontalAdvance(figure.interval);
    return {std::max(upper, small.horizontalAdvance(differenceLine(figure))) + columnGap, figureRowHeight};
}

} // namespace promptuary
