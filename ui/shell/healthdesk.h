// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/health/healthstore.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace promptuary
{

class HealthPage;
class Session;

/// Keeps the page of health current while it is seen: reads every few seconds, and sends itself a notification to see
/// how long that takes.
class HealthDesk : public QObject
{
    Q_OBJECT
public:
    HealthDesk(Session &session, HealthPage &page);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followConnection(ChangeHub::State state);
    void beat();
    void read();
    void probe();
    void takeLag(std::chrono::microseconds lag);
    void showConnection();

    Session &m_session;
    HealthPage &m_page;
    HealthStore m_store;
    QTimer m_beat;
    bool m_reading = false;
    std::optional<std::chrono::microseconds> m_lag;                  ///< of the last probe that came back
    std::optional<std::chrono::steady_clock::time_point> m_probedAt; ///< while one is under way
};

} // namespace promptuary
