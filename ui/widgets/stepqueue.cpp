// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stepqueue.h"

namespace promptuary
{

StepQueue::StepQueue(QObject *parent)
    : QObject(parent)
{
    connect(&m_turn, &QTimer::timeout, this, &StepQueue::takeOne);
    m_turn.setInterval(0);
}

void StepQueue::start(const QList<Step> &steps)
{
    m_steps = steps;
    if (m_steps.isEmpty())
        m_turn.stop();
    else
        m_turn.start();
}

void StepQueue::takeOne()
{
    const Step step = m_steps.takeFirst();
    if (m_steps.isEmpty())
        m_turn.stop();
    step();
}

} // namespace promptuary
