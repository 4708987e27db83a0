// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/cardframe.h"

#include "ui/widgets/flatpainting.h"

#include <QPainter>

namespace promptuary
{

CardFrame::CardFrame(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent); // what is not opaque is painted twice where everything is
}

void CardFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    painter.fillRect(rect(), roles.raised); // behind the corners
    paintBox(&painter, rect(), {.fill = roles.surface, .border = roles.hairline});
}

} // namespace promptuary
