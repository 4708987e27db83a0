// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timelinestrip.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace promptuary
{

namespace
{

constexpr int stripWidth = 44; // room for "v999"

}

TimelineStrip::TimelineStrip(QWidget *parent)
    : QWidget(parent)
    , m_open(new QToolButton(this))
    , m_active(new Pill(this))
{
    setObjectName(QStringLiteral("timelineStrip"));
    setFixedWidth(stripWidth);
    setNames(m_open, "openTimeline", tr("Open the timeline"));
    m_open->setToolTip(tr("Open the timeline (Ctrl+3)"));
    m_open->setAutoRaise(true);
    m_active->setObjectName(QStringLiteral("stripActivePill"));
    m_active->setMaximumWidth(stripWidth - 4);
    m_active->hide();
    connect(m_open, &QToolButton::clicked, this, &TimelineStrip::openRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 12, 0, 12);
    layout->setSpacing(8);
    layout->addWidget(m_open, 0, Qt::AlignHCenter);
    layout->addWidget(m_active, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    m_open->setIcon(icon(QStringLiteral("go-previous")));
}

void TimelineStrip::setActive(int active, const QString &environment)
{
    m_active->set(active > 0 ? PillKind::Active : PillKind::Neutral, active > 0 ? tr("v%1").arg(active) : tr("–"));
    m_active->setToolTip(active > 0 ? tr("v%1 is active in %2").arg(active).arg(environment)
                                    : tr("Nothing is active in %1").arg(environment));
    m_active->show();
}

void TimelineStrip::paintEvent(QPaintEvent *)
{
    const Colors &roles = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), roles.surface);
    painter.fillRect(0, 0, 1, height(), roles.hairline);
}

} // namespace promptuary
