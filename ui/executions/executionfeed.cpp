// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionfeed.h"

#include "core/executions/executionstore.h"
#include "ui/executions/executionmodel.h"

#include <utility>

namespace promptuary
{

namespace
{

/// The pulse moves before the transaction that moved it is committed, so one look is not enough.
constexpr int looks = 5;
/// How many times as long as it took to read the rest before the next reading is.
constexpr int restShare = 9;

} // namespace

ExecutionFeed::ExecutionFeed(ExecutionStore &store, ExecutionModel &model, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_model(model)
{
    using namespace std::chrono_literals;
    m_timer.setInterval(1s);
    m_ageing.setInterval(10s);
    connect(&m_ageing, &QTimer::timeout, &model, &ExecutionModel::tellTime);
    connect(&m_timer, &QTimer::timeout, this, &ExecutionFeed::ask);
    connect(&model, &ExecutionModel::refreshed, this,
            [this] { m_rest.setRemainingTime(m_reading.isValid() ? restShare * m_reading.restart() : 0); });
}

void ExecutionFeed::setActive(bool active)
{
    if (active == m_timer.isActive())
        return;
    if (!active) {
        m_timer.stop();
        m_ageing.stop();
        return;
    }
    m_timer.start();
    m_ageing.start();
    m_model.tellTime();
    ask();
}

void ExecutionFeed::ask()
{
    if (std::exchange(m_asked, true))
        return;
    m_store.pulse().then(this, [this](const Result<qint64> &pulse) {
        m_asked = false;
        if (pulse)
            return take(*pulse);
        if (!std::exchange(m_lost, true))
            Q_EMIT lost(pulse.error());
    });
}

void ExecutionFeed::take(qint64 pulse)
{
    if (std::exchange(m_lost, false)) {
        m_looks = looks;
        Q_EMIT found();
    }
    if (std::exchange(m_pulse, pulse) != pulse)
        m_looks = looks;
    if (m_looks > 0 && m_timer.isActive() && m_rest.hasExpired()) {
        --m_looks;
        m_reading.start();
        m_model.refresh();
        Q_EMIT moved();
    }
}

} // namespace promptuary
