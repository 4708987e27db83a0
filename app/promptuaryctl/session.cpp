// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/session.h"

#include "app/promptuaryctl/interruption.h"
#include "app/promptuaryctl/progress.h"
#include "core/executions/recorder.h"

#include <QDir>

namespace promptuary
{

namespace
{

QString privateFolder(const ServerChoice &choice)
{
    return choice.privateDirectory.isEmpty() ? PrivateServer::defaultDirectory() : choice.privateDirectory;
}

bool isUnmade(const QString &folder)
{
    return QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

Session::Session(GlobalOptions options)
    : m_options(std::move(options))
{
}

Result<void> Session::open(const ServerChoice &choice)
{
    PatientProgress progress;
    auto server = Server::open(choice, [&progress](const QString &step) { progress(step); });
    if (!server)
        return std::unexpected(server.error());
    m_server = std::move(*server);
    leaveInOrder();
    return {};
}

/// A program that a signal ends would leave its private server running: from here on the first one lets a verb finish.
void Session::leaveInOrder() const
{
    if (m_server.privateServer)
        std::ignore = interruption();
}

Result<Database *> Session::database()
{
    if (m_database)
        return m_database.get();
    const auto choice = ServerChoice::from(m_options.database, m_options.privateDirectory);
    if (!choice)
        return std::unexpected(choice.error());
    if (auto opened = open(*choice); !opened)
        return std::unexpected(opened.error());
    m_database = std::make_unique<Database>(m_server.conninfo, 1);
    return m_database.get();
}

Result<Database *> Session::recordingDatabase()
{
    if (m_recording)
        return m_recording.get();
    const auto choice = ServerChoice::from(m_options.database, m_options.privateDirectory);
    if (!choice)
        return std::unexpected(choice.error());
    if (choice->conninfo.isEmpty()) {
        if (auto opened = database(); !opened)
            return opened;
    }
    m_recording = std::make_unique<Database>(choice->conninfo.isEmpty() ? m_server.conninfo : choice->conninfo,
                                             RecorderOptions().underway);
    return m_recording.get();
}

Result<PromptStore *> Session::prompts()
{
    const auto opened = database();
    if (!opened)
        return std::unexpected(opened.error());
    if (!m_prompts)
        m_prompts = std::make_unique<PromptStore>(**opened);
    return m_prompts.get();
}

bool Session::makesDatabase() const
{
    const auto choice = ServerChoice::from(m_options.database, m_options.privateDirectory);
    return choice && choice->conninfo.isEmpty() && isUnmade(privateFolder(*choice));
}

Result<void> Session::ensureRunning()
{
    return m_server.privateServer ? m_server.privateServer->ensureRunning() : Result<void>();
}

Result<Connection *> Session::migrationConnection()
{
    const auto choice = ServerChoice::from(m_options.database, m_options.privateDirectory);
    if (!choice)
        return std::unexpected(choice.error());
    QString conninfo = choice->conninfo;
    if (conninfo.isEmpty()) {
        const QString folder = privateFolder(*choice);
        if (isUnmade(folder)) {
            if (auto opened = open(*choice); !opened)
                return std::unexpected(opened.error());
        } else {
            PatientProgress progress;
            auto attached = PrivateServer::attach(folder, [&progress](const QString &step) { progress(step); });
            if (!attached)
                return std::unexpected(attached.error());
            m_server.privateServer = std::move(*attached);
            leaveInOrder();
        }
        conninfo = m_server.privateServer->conninfo();
    }
    auto connection = Connection::open(conninfo, QStringLiteral("promptuaryctl migrate"));
    if (!connection)
        return std::unexpected(connection.error());
    m_connection = std::make_unique<Connection>(std::move(*connection));
    return m_connection.get();
}

std::stop_token Session::stopToken() const
{
    return interruption();
}

} // namespace promptuary
