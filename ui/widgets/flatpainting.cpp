// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flatpainting.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace promptuary
{

void paintBox(QPainter *painter, const QRectF &rect, const Box &box)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(box.fill.isValid() ? QBrush(box.fill) : QBrush(Qt::NoBrush));
    painter->setPen(box.border.isValid() ? QPen(box.border, box.width) : QPen(Qt::NoPen));
    const double inset = box.border.isValid() ? box.width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), box.corner, box.corner);
    painter->restore();
}

namespace
{

/// The formats of what is left on both sides of the ellipsis.
QList<QTextLayout::FormatRange> keptFormats(const QString &text, const QString &shown,
                                            const QList<QTextLayout::FormatRange> &formats)
{
    const auto before = int(std::ranges::mismatch(text, shown).in2 - shown.begin());
    const int gone = int(text.size() - shown.size()); // and the ellipsis in their place
    QList<QTextLayout::FormatRange> kept;
    for (const QTextLayout::FormatRange &range : formats) {
        const int end = range.start + range.length;
        if (range.start < before)
            kept.append({range.start, std::min(end, before) - range.start, range.format});
        if (const int start = std::max(range.start, before + gone + 1); start < end)
            kept.append({start - gone, end - start, range.format});
    }
    return kept;
}

} // namespace

void paintElided(QPainter *painter, const QRect &rect, const QString &text,
                 const QList<QTextLayout::FormatRange> &formats, Qt::TextElideMode mode)
{
    // Shaping the text is the most part of painting a row: what fits is shaped once.
    QTextLayout layout(text, painter->font(), painter->device());
    layout.setFormats(formats);
    const auto shape = [&layout] {
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        return line;
    };
    QTextLine line = shape();
    if (line.isValid() && line.naturalTextWidth() > rect.width()) {
        const QString shown = painter->fontMetrics().elidedText(text, mode, rect.width());
        layout.clearLayout();
        layout.setText(shown);
        layout.setFormats(keptFormats(text, shown, formats));
        line = shape();
    }
    layout.draw(painter, QPointF(rect.left(), rect.top() + qRound((rect.height() - line.height()) / 2)));
}

void paintChevron(QPainter *painter, const QRect &rect, Qt::ArrowType direction, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rect).center());
    painter->rotate(direction == Qt::RightArrow  ? -90
                    : direction == Qt::UpArrow   ? 180
                    : direction == Qt::LeftArrow ? 90
                                                 : 0);
    painter->drawPolyline(QPolygonF{{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}});
    painter->restore();
}

QColor shifted(const QColor &color, const Colors &roles, double share)
{
    const QColor &to = roles.text;
    const auto channel = [share](int from, int end) { return qRound(from + (end - from) * share); };
    return {channel(color.red(), to.red()), channel(color.green(), to.green()), channel(color.blue(), to.blue())};
}

bool isPrimary(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton) &&
           button->state.testFlag(QStyle::State_Enabled);
}

Box controlBox(const QStyleOption *option, bool pressable)
{
    const Colors &roles = colors(option->palette);
    const QStyle::State state = option->state;
    Box box{.fill = roles.surface, .border = shifted(roles.hairline, roles, 0.12)};
    if (!state.testFlag(QStyle::State_Enabled)) {
        box.fill = roles.raised;
        box.border = roles.hairline;
    } else if (pressable && state & (QStyle::State_Sunken | QStyle::State_On)) {
        box.fill = shifted(roles.surface, roles, 0.10);
    } else if (pressable && state.testFlag(QStyle::State_MouseOver)) {
        box.fill = shifted(roles.surface, roles, 0.05);
    }
    if (state.testFlag(QStyle::State_HasFocus) && state.testFlag(QStyle::State_Enabled)) {
        box.border = roles.accent;
        box.width = pressable ? 2 : 1.5;
    }
    return box;
}

void paintButton(const QStyleOption *option, QPainter *painter)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const Colors &roles = colors(option->palette);
    Box box = controlBox(option, true);
    if (isPrimary(option)) {
        const bool down = option->state.testFlag(QStyle::State_Sunken);
        const bool over = option->state.testFlag(QStyle::State_MouseOver);
        const bool focused = option->state.testFlag(QStyle::State_HasFocus);
        box.fill = shifted(roles.accent, roles, down ? 0.25 : over ? 0.12 : 0);
        box.border = QColor();
        paintBox(painter, option->rect, box);
        if (focused)
            paintBox(painter, option->rect.adjusted(2, 2, -2, -2),
                     {.border = roles.onAccent, .width = 1.5, .corner = 4});
        return;
    }
    if (button && button->features.testFlag(QStyleOptionButton::Flat) &&
        !(option->state & (QStyle::State_Sunken | QStyle::State_On | QStyle::State_MouseOver | QStyle::State_HasFocus)))
        return;
    paintBox(painter, option->rect, box);
}

void paintCheck(const QStyleOption *option, QPainter *painter, bool round)
{
    const Colors &roles = colors(option->palette);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool set = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const QRectF rect = QRectF(option->rect).adjusted(1, 1, -1, -1);
    Box box = controlBox(option, false);
    box.border = enabled ? (option->state.testFlag(QStyle::State_HasFocus) ? roles.accent : roles.secondaryText)
                         : roles.hairline;
    box.corner = round ? rect.width() / 2 : 4;
    if (set && enabled) {
        box.fill = roles.accent;
        box.border = roles.accent;
    }
    paintBox(painter, rect, box);
    if (!set)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor mark = enabled ? roles.onAccent : roles.secondaryText;
    painter->setPen(QPen(mark, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(rect.center());
    if (round) {
        painter->setBrush(mark);
        painter->drawEllipse(QPointF(0, 0), 2, 2);
    } else if (option->state.testFlag(QStyle::State_NoChange)) {
        painter->drawLine(QPointF(-3, 0), QPointF(3, 0));
    } else {
        painter->drawPolyline(QPolygonF{{-3.2, 0.2}, {-0.9, 2.6}, {3.4, -2.6}});
    }
    painter->restore();
}

void paintTab(const QStyleOptionTab *tab, QPainter *painter)
{
    const Colors &roles = colors(tab->palette);
    const bool selected = tab->state.testFlag(QStyle::State_Selected);
    const QRect &rect = tab->rect;
    if (selected)
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), roles.accent);
    else if (tab->state.testFlag(QStyle::State_MouseOver))
        paintBox(painter, rect.adjusted(2, 4, -2, -4), {.fill = shifted(roles.surface, roles, 0.05)});
    if (tab->state.testFlag(QStyle::State_HasFocus) && selected)
        paintBox(painter, rect.adjusted(2, 4, -2, -4), {.border = roles.accent, .width = 1.5});
}

void paintScrollBar(const QStyleOptionSlider *slider, QPainter *painter, const QRect &handle)
{
    const Colors &roles = colors(slider->palette);
    painter->fillRect(slider->rect, roles.surface);
    if (slider->minimum == slider->maximum)
        return;
    const bool busy = slider->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int inset = busy ? 2 : 3;
    const QRect shown = slider->orientation == Qt::Vertical ? handle.adjusted(inset, 2, -inset, -2)
                                                            : handle.adjusted(2, inset, -2, -inset);
    const double corner = std::min(shown.width(), shown.height()) / 2.0;
    paintBox(painter, shown, {.fill = shifted(roles.surface, roles, busy ? 0.45 : 0.25), .corner = corner});
}

} // namespace promptuary
