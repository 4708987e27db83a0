// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alertstore.h"
#include "core/database/changehub.h"
#include "core/database/database.h"
#include "core/database/server.h"
#include "core/exchange/importstore.h"
#include "core/executions/executionstore.h"
#include "core/prompts/promptstore.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

namespace promptuary
{

class AlertFeed;

/// What every window of one process shares: the server, the pool of connections, the stores and the change hub.
/// Opening happens off the GUI thread; until opened() the stores are null.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(ServerChoice choice, QObject *parent = nullptr);
    ~Session() override;

    void open();      ///< again after failed() too
    void reconnect(); ///< at once: the user asked
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }

    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] PromptStore &prompts() { return *m_prompts; }
    [[nodiscard]] ImportStore &imports() { return *m_imports; }
    [[nodiscard]] ExecutionStore &executions() { return *m_executions; }
    [[nodiscard]] AlertStore &alerts() { return *m_alerts; }
    [[nodiscard]] AlertFeed &alertFeed() { return *m_alertFeed; }
    [[nodiscard]] ChangeHub &changes() { return *m_changes; }
    /// What the first window shows, which is read while that is being made; nothing for later windows.
    [[nodiscard]] std::optional<PromptLists> takeLists() { return std::exchange(m_lists, std::nullopt); }
    /// What opening is busy with; empty until it said so.
    [[nodiscard]] const QString &progress() const { return m_progress; }
    [[nodiscard]] const QString &serverDescription() const { return m_server.description; }
    /// Tells the drafts of one database from those of another: stable across restarts.
    [[nodiscard]] QString databaseIdentity() const;

Q_SIGNALS:
    void progressed(const QString &sentence);
    void opened();
    void failed(const promptuary::Error &error);

private:
    struct Opened;
    [[nodiscard]] static Opened startReading(Server server);
    void use(Opened opened);
    void revive();
    void rollUp();
    void tellProgress(const QString &sentence);

    ServerChoice m_choice;
    QString m_progress;
    QFuture<void> m_opening;
    Server m_server; // outlives everything that uses it
    std::unique_ptr<Database> m_database;
    std::unique_ptr<PromptStore> m_prompts;
    std::optional<PromptLists> m_lists;
    std::unique_ptr<ImportStore> m_imports;
    std::unique_ptr<ExecutionStore> m_executions;
    std::unique_ptr<AlertStore> m_alerts;
    std::unique_ptr<AlertFeed> m_alertFeed;
    /// A connection of its own: what nobody waits for may take as long as it needs.
    std::unique_ptr<Database> m_upkeepDatabase;
    std::unique_ptr<ExecutionStore> m_upkeep;
    QFuture<void> m_rollingUp;
    QTimer m_rollUp;
    QElapsedTimer m_maintained;
    std::unique_ptr<ChangeHub> m_changes;
};

} // namespace promptuary
