// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/database/connection.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace promptuary
{

/// ChangeHub's half on its own thread. Whoever may log in may notify, so what a notification says is not believed: it
/// is the reason to look, and what changed is read from the audit trail. The connection that listens does nothing else.
class ChangeListener : public QObject
{
    Q_OBJECT
public:
    explicit ChangeListener(QString conninfo);

    void start(std::chrono::milliseconds readingSince);
    void reconnect();
    void setCheckInterval(std::chrono::milliseconds interval);
    void probe();

Q_SIGNALS:
    void changed(const promptuary::ChangeSet &changes);
    void live();
    void lost(const QString &reason);
    void probeReturned(std::chrono::microseconds lag);

private:
    void attempt();
    [[nodiscard]] Result<void> listen();
    void hear(const QString &payload);
    void look(bool first);
    [[nodiscard]] Result<void> openTrail();
    [[nodiscard]] Result<void> readTrail();
    [[nodiscard]] Result<qint64> beginning();
    [[nodiscard]] Result<void> passOver();
    void deliver();
    void check();
    void giveUp(const QString &reason);

    QString m_conninfo;
    std::optional<Connection> m_connection; ///< listens
    std::optional<Connection> m_trail;      ///< reads the audit trail
    QTimer m_check;                         ///< while live: is the server still there?
    QTimer m_retry;                         ///< while lost: the next attempt
    QTimer m_merge;                         ///< from the first hint to reading what changed
    QElapsedTimer m_started;
    std::chrono::milliseconds m_readingSince{0}; ///< before m_started: what is shown was read from then on
    std::chrono::milliseconds m_pause{0};
    std::optional<qint64> m_revision; ///< the newest event that was read; nothing before the trail was read once
    QString m_probe;                  ///< the payload that is under way, none where it is empty
    QElapsedTimer m_probed;           ///< since it was sent
    bool m_first = true;              ///< nothing was shown to anyone yet, so nothing can have been missed
    ChangeSet m_pending;
};

} // namespace promptuary
