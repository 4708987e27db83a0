// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executiondelegate.h"

#include "ui/executions/executionmodel.h"
#include "ui/executions/executiontexts.h"
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QPainter>

namespace promptuary
{

void ExecutionDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false); // the row is chosen, not the cell
    const auto *model = static_cast<const ExecutionModel *>(index.model());
    if (model->isNumber(index.column()))
        option->font = tabularFont(option->font);
    const bool secondary = index.column() == ExecutionModel::Time || index.column() == ExecutionModel::Environment;
    if (secondary)
        option->palette.setColor(QPalette::Text, colors(option->palette).secondaryText);
}

void ExecutionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != ExecutionModel::Outcome) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    constexpr int margin = 6;
    constexpr int gap = 4;
    QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    painter->save();
    painter->setFont(smallFont());
    const auto *model = static_cast<const ExecutionModel *>(index.model());
    for (const ExecutionTexts::Mark &mark : ExecutionTexts::marks(model->at(index.row()))) {
        QSize size = pillSize(smallFont(), mark.text);
        size.setWidth(std::min(size.width(), room.width()));
        const QRect place = QStyle::alignedRect(Qt::LeftToRight, Qt::AlignLeft | Qt::AlignVCenter, size, room);
        if (place.width() > place.height()) // else only a dot would be left of it
            paintPill(*painter, place, mark.kind, mark.text, colors(option.palette));
        room.setLeft(place.right() + gap);
    }
    painter->restore();
}

} // namespace promptuary
