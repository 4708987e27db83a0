// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/cardframe.h"

#include "ui/widgets/flatpainting.h"

#include <QPainter>

namespace promptuary
{

void CardFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    paintBox(&painter, rect(), {.fill = roles.surface, .border = roles.hairline});
}

} // namespace promptuary
