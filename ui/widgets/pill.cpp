// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/widgets/typography.h"

#include <QFontMetrics>
#include <QPainter>

#include <utility>

namespace promptuary
{

namespace
{

struct PillColors {
    QColor back;
    QColor text;
};

PillColors colorsOf(PillKind kind, const Colors &colors)
{
    switch (kind) {
    case PillKind::Accent:
        return {colors.accentSoft, colors.accent};
    case PillKind::Active:
        return {colors.activeSoft, colors.active};
    case PillKind::Warning:
        return {colors.warningSoft, colors.warning};
    case PillKind::Danger:
        return {colors.dangerSoft, colors.danger};
    case PillKind::Added:
        return {colors.added, colors.active};
    case PillKind::Removed:
        return {colors.removed, colors.danger};
    case PillKind::Neutral:
        break;
    }
    return {colors.raised, colors.secondaryText};
}

QFont pillFont(QFont font, PillKind kind)
{
    if (kind != PillKind::Neutral)
        font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QSize pillSize(const QFont &font, const QString &text)
{
    // As wide as the bold form in any kind, so that a change of kind moves nothing.
    const QFontMetrics metrics(pillFont(font, PillKind::Active));
    const int height = metrics.height() + 4;
    return {std::max(metrics.horizontalAdvance(text) + 14, height), height};
}

void paintPill(QPainter &painter, const QRect &rect, PillKind kind, const QString &text, const Colors &colors)
{
    const PillColors own = colorsOf(kind, colors);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(own.back);
    const double radius = std::min(rect.height() / 2.0, 10.0);
    painter.drawRoundedRect(QRectF(rect), radius, radius);
    painter.setPen(own.text);
    painter.setFont(pillFont(painter.font(), kind));
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width() - 8);
    painter.drawText(rect, Qt::AlignCenter, shown);
    painter.restore();
}

Pill::Pill(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFont(smallFont());
}

void Pill::set(PillKind kind, const QString &text)
{
    if (kind == m_kind && text == m_text)
        return;
    m_kind = kind;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QString Pill::text() const
{
    return m_text;
}

QSize Pill::sizeHint() const
{
    return m_text.isEmpty() ? QSize(0, 0) : pillSize(font(), m_text);
}

void Pill::paintEvent(QPaintEvent *)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    paintPill(painter, rect(), m_kind, m_text, colors(palette()));
}

} // namespace promptuary
