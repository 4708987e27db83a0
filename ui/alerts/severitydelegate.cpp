// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/severitydelegate.h"

#include "ui/widgets/typography.h"

#include <QApplication>
#include <QPainter>

namespace promptuary
{

PillKind pillOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Critical:
        return PillKind::Danger;
    case AlertSeverity::Warning:
        return PillKind::Warning;
    case AlertSeverity::Info:
        return PillKind::Neutral;
    }
    return PillKind::Neutral;
}

void SeverityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString name = cell.text;
    cell.text.clear();
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    painter->save();
    painter->setFont(smallFont());
    const QSize size = pillSize(smallFont(), name);
    paintPill(*painter, QRect(QPoint(option.rect.left() + 8, option.rect.center().y() - size.height() / 2), size),
              pillOf(AlertSeverity(index.data(Qt::UserRole).toInt())), name, colors(option.palette));
    painter->restore();
}

} // namespace promptuary
