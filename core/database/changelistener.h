// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/database/connection.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <optional>

namespace promptuary
{

/// ChangeHub's half on its own thread: the connection that listens, and nothing else on it.
class ChangeListener : public QObject
{
    Q_OBJECT
public:
    explicit ChangeListener(QString conninfo);

    void start();
    void reconnect();
    void setCheckInterval(std::chrono::milliseconds interval);

Q_SIGNALS:
    void changed(const promptuary::ChangeSet &changes);
    void live();
    void lost(const QString &reason);

private:
    void attempt();
    [[nodiscard]] Result<void> listen();
    void catchUp();
    [[nodiscard]] Result<void> readMissed();
    void check();
    void take(const QString &payload);
    void note(qint64 revision, TemplateId templateId);
    void deliver();
    void giveUp(const QString &reason);

    QString m_conninfo;
    std::optional<Connection> m_connection;
    QTimer m_check; ///< while live: is the server still there?
    QTimer m_retry; ///< while lost: the next attempt
    QTimer m_merge; ///< from the first change to its delivery
    QElapsedTimer m_started;
    std::chrono::milliseconds m_pause{0};
    std::optional<qint64> m_revision; ///< the newest audit event that was noted; nothing before the first connection
    QSet<TemplateId> m_templates;
    ChangeSet m_pending; ///< but for its templates
};

} // namespace promptuary
