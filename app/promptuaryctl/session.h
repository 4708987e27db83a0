// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"
#include "core/database/database.h"
#include "core/database/server.h"
#include "core/prompts/promptstore.h"

#include <QString>

#include <memory>
#include <stop_token>

namespace promptuary
{

/// The options every verb shares.
struct GlobalOptions {
    QString database;
    QString privateDirectory;
    bool json = false;
};

/// What a verb works with. The database is opened where a verb first asks for it, so that verbs over files need none.
class Session
{
public:
    explicit Session(GlobalOptions options);

    [[nodiscard]] bool json() const { return m_options.json; }

    /// A database with the schema this program needs; a private one is started and deployed.
    [[nodiscard]] Result<Database *> database();
    /// As database(), for an agent's role, which may call what records and cannot even see which schema there is; with
    /// a connection for each batch that a Recorder has underway.
    [[nodiscard]] Result<Database *> recordingDatabase();
    [[nodiscard]] Result<PromptStore *> prompts();
    /// Whether database() would make a private one first.
    [[nodiscard]] bool makesDatabase() const;
    /// Whether what was opened is a private server's.
    [[nodiscard]] bool isPrivate() const { return m_server.privateServer != nullptr; }
    /// Starts a private server again that went away meanwhile; a server of others is left alone.
    [[nodiscard]] Result<void> ensureRunning();

    /// A bare connection for the migrator: the schema is left as it is, except that a private server made by this very
    /// call is deployed, as every first use does.
    [[nodiscard]] Result<Connection *> migrationConnection();

    /// Asked to stop by Ctrl+C or SIGTERM: long verbs pass it on and end with everything rolled back.
    [[nodiscard]] std::stop_token stopToken() const;

private:
    [[nodiscard]] Result<void> open(const ServerChoice &choice);
    void leaveInOrder() const;

    GlobalOptions m_options;
    Server m_server; // outlives every connection to it
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Database> m_recording;
    std::unique_ptr<PromptStore> m_prompts;
};

} // namespace promptuary
