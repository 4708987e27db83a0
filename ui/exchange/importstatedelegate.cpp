// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importstatedelegate.h"

#include "ui/exchange/importmodel.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QPainter>

namespace promptuary
{

namespace
{

PillKind kindOf(ImportModel::RowState state)
{
    using enum ImportModel::RowState;
    switch (state) {
    case New:
        return PillKind::Accent;
    case HasNews:
        return PillKind::Warning;
    case Added:
        return PillKind::Active;
    case Problem:
        return PillKind::Danger;
    case Reading:
    case Unchanged:
    case LeftOut:
        return PillKind::Neutral;
    }
    return PillKind::Neutral;
}

} // namespace

void ImportStateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() == ImportModel::Versions) {
        // Right-aligned figures stand apart from what begins the next column.
        QStyleOptionViewItem figures = option;
        figures.rect.setRight(figures.rect.right() - option.fontMetrics.horizontalAdvance(u'\u2003'));
        QStyledItemDelegate::paint(painter, figures, index);
        return;
    }
    if (index.column() != ImportModel::State) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, {});
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    constexpr int margin = 4;
    QSize size = pillSize(smallFont(), text);
    size.setWidth(std::min(size.width(), option.rect.width() - 2 * margin));
    const QRect place = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size,
                                            option.rect.adjusted(margin, 0, -margin, 0));
    const auto state = index.data(ImportModel::StateRole).value<ImportModel::RowState>();
    painter->save();
    painter->setFont(smallFont());
    paintPill(*painter, place, kindOf(state), text, colors(option.palette));
    painter->restore();
}

QSize ImportStateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int rowHeight = 28;
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == ImportModel::State)
        size.setWidth(pillSize(smallFont(), index.data().toString()).width() + 8);
    size.setHeight(rowHeight);
    return size;
}

} // namespace promptuary
