// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/sizebardelegate.h"

#include "ui/health/storagemodel.h"
#include "ui/widgets/flatpainting.h"

#include <QPainter>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int padding = 8;
constexpr int barHeight = 8;
constexpr int textWidth = 64;

} // namespace

void SizeBarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the text, at the right
    const QRect room = option.rect.adjusted(padding, 0, -textWidth - padding, 0);
    const double length = index.data(StorageModel::BarRole).toDouble() * room.width();
    if (room.width() <= 0 || length <= 0)
        return;
    painter->save();
    const double top = room.center().y() - barHeight / 2.0 + 0.5;
    paintBox(painter, QRectF(room.left(), top, std::max(length, 2.0), barHeight),
             {.fill = colors(option.palette).accent, .corner = 2});
    painter->restore();
}

} // namespace promptuary
