// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

class QThread;

namespace promptuary
{

/// What changed in the database, merged over a short time.
struct ChangeSet {
    QList<TemplateId> templates; ///< templates whose row, versions or activations changed; each once
    bool taskTypes = false;      ///< a task type or environment was added or renamed
    bool everything = false;     ///< notifications may have been missed: read again whatever is shown
    qint64 revision = 0;         ///< the newest audit event this set covers
    bool operator==(const ChangeSet &) const = default;
};

class ChangeListener;

/// Listens on channel "promptuary" over a connection of its own, on a thread of its own, and is the one way in for
/// change: a window that made a change learns of it here, as every other window does.
///
/// Notifications within 50 ms are merged, repeats (revision already seen) ignored. A killed listener gives no signal in
/// QPSQL, so the connection is checked, made anew with back-off, and what was missed meanwhile is read from the audit
/// trail by revision (`everything` is set where that is not possible).
class ChangeHub : public QObject
{
    Q_OBJECT
public:
    enum class State : std::uint8_t { Connecting, Live, Lost };
    Q_ENUM(State)

    explicit ChangeHub(QString conninfo, QObject *parent = nullptr);
    ~ChangeHub() override;

    /// Changes that are committed from now on arrive, also those before the connection is made: start it before reading
    /// what is to be shown, or tell how long ago the reading began.
    void start(std::chrono::milliseconds readingSince = {});
    void reconnectNow(); ///< do not wait for the back-off: the user asked
    [[nodiscard]] State state() const;
    /// Sends itself a notification and tells by probeReturned() how long it took; nothing while not connected or while
    /// one is under way.
    void probe();

    /// For tests and the findings panel: how often the connection is checked while nothing arrives.
    void setCheckInterval(std::chrono::milliseconds interval);

Q_SIGNALS:
    void changed(const promptuary::ChangeSet &changes);
    void stateChanged(promptuary::ChangeHub::State state, const QString &reason);
    void probeReturned(std::chrono::microseconds lag);

private:
    void setState(State state, const QString &reason);

    std::unique_ptr<QThread> m_thread;
    ChangeListener *m_listener = nullptr; // lives on m_thread, deleted there
    State m_state = State::Connecting;
};

} // namespace promptuary

Q_DECLARE_METATYPE(promptuary::ChangeSet)
