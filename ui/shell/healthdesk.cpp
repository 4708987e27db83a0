// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/healthdesk.h"

#include "ui/health/healthpage.h"
#include "ui/shell/session.h"

#include <QEvent>

#include <algorithm>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// Often enough to watch a repair, and a reading takes some milliseconds.
constexpr auto interval = 3s;

} // namespace

HealthDesk::HealthDesk(Session &session, HealthPage &page)
    : QObject(&page)
    , m_session(session)
    , m_page(page)
    , m_store(session.database())
{
    page.installEventFilter(this);
    m_beat.setInterval(interval);
    connect(&m_beat, &QTimer::timeout, this, &HealthDesk::beat);
    connect(&page, &HealthPage::retryRequested, this, &HealthDesk::beat);
    connect(&session.changes(), &ChangeHub::probeReturned, this, &HealthDesk::takeLag);
    connect(&session.changes(), &ChangeHub::stateChanged, this, &HealthDesk::followConnection);
    followConnection(session.changes().state());
}

bool HealthDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        m_beat.start();
        beat();
    } else if (event->type() == QEvent::Hide) {
        m_beat.stop();
    }
    return QObject::eventFilter(watched, event);
}

void HealthDesk::followConnection(ChangeHub::State state)
{
    m_page.setConnected(state != ChangeHub::State::Lost);
    if (state == ChangeHub::State::Live && m_beat.isActive())
        beat();
}

void HealthDesk::beat()
{
    probe();
    read();
}

void HealthDesk::read()
{
    if (m_reading)
        return;
    m_reading = true;
    m_store.read().then(this, [this](const Result<HealthReading> &reading) {
        m_reading = false;
        showConnection();
        if (reading)
            m_page.showReading(*reading);
        else
            m_page.showError(reading.error());
    });
}

void HealthDesk::probe()
{
    if (m_session.changes().state() != ChangeHub::State::Live) {
        m_lag.reset();
        m_probedAt.reset();
        return;
    }
    if (!m_probedAt)
        m_probedAt = std::chrono::steady_clock::now();
    m_session.changes().probe(); // again where the one under way was lost with its connection
}

void HealthDesk::takeLag(std::chrono::microseconds lag)
{
    m_lag = lag;
    m_probedAt.reset();
    showConnection();
}

/// What is late counts before it arrives.
void HealthDesk::showConnection()
{
    OwnConnection own = m_store.ownConnection();
    own.notificationLag = m_lag;
    if (m_probedAt) {
        const auto waited =
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - *m_probedAt);
        if (waited > interval)
            own.notificationLag = std::max(waited, m_lag.value_or(0us));
    }
    m_page.showConnection(own);
}

} // namespace promptuary
