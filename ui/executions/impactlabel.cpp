// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/impactlabel.h"

#include "ui/widgets/flatpainting.h"

#include <QEvent>
#include <QPainter>

namespace promptuary
{

ImpactLabel::ImpactLabel(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setContentsMargins(12, 8, 12, 8);
    dress();
}

void ImpactLabel::setImpact(const Impact &impact)
{
    m_impact = impact;
    setText(impact.sentence);
    setVisible(!impact.sentence.isEmpty());
    dress();
}

std::pair<QColor, QColor> ImpactLabel::tones() const
{
    const Colors &roles = colors(palette());
    switch (m_impact.tone) {
    case Verdict::Good:
        return {roles.active, roles.activeSoft};
    case Verdict::Bad:
        return {roles.danger, roles.dangerSoft};
    case Verdict::Neutral:
        break;
    }
    return m_impact.mixed ? std::pair(roles.warning, roles.warningSoft) : std::pair(roles.secondaryText, roles.raised);
}

void ImpactLabel::dress()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, tones().first);
    setPalette(own);
}

void ImpactLabel::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    paintBox(&painter, rect(), {.fill = tones().second});
    painter.end();
    QLabel::paintEvent(event);
}

void ImpactLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress(); // setting the same colour again changes nothing, so this ends
}

} // namespace promptuary
