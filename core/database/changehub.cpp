// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/changehub.h"

#include "core/database/changelistener.h"

#include <QThread>

namespace promptuary
{

ChangeHub::ChangeHub(QString conninfo, QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<QThread>())
    , m_listener(new ChangeListener(std::move(conninfo)))
{
    m_thread->setObjectName(QStringLiteral("changes"));
    m_listener->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_listener, &QObject::deleteLater);
    connect(m_listener, &ChangeListener::changed, this, &ChangeHub::changed);
    connect(m_listener, &ChangeListener::probeReturned, this, &ChangeHub::probeReturned);
    connect(m_listener, &ChangeListener::live, this, [this] { setState(State::Live, {}); });
    connect(m_listener, &ChangeListener::lost, this, [this](const QString &reason) { setState(State::Lost, reason); });
}

ChangeHub::~ChangeHub()
{
    if (!m_thread->isRunning())
        delete m_listener;
    m_thread->quit();
    m_thread->wait();
}

void ChangeHub::start(std::chrono::milliseconds readingSince)
{
    if (m_thread->isRunning())
        return;
    m_thread->start();
    QMetaObject::invokeMethod(m_listener, [listener = m_listener, readingSince] { listener->start(readingSince); });
}

void ChangeHub::reconnectNow()
{
    QMetaObject::invokeMethod(m_listener, &ChangeListener::reconnect);
}

void ChangeHub::probe()
{
    QMetaObject::invokeMethod(m_listener, &ChangeListener::probe);
}

ChangeHub::State ChangeHub::state() const
{
    return m_state;
}

void ChangeHub::setCheckInterval(std::chrono::milliseconds interval)
{
    QMetaObject::invokeMethod(m_listener, [listener = m_listener, interval] { listener->setCheckInterval(interval); });
}

void ChangeHub::setState(State state, const QString &reason)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state, reason);
}

} // namespace promptuary
