// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/server.h"

#include "core/database/conninfo.h"
#include "core/database/migrator.h"
#include "core/database/postgresprograms.h"

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// The name people know the server by, e.g. "prompts on db.example.com".
QString describe(const ConnectionOptions &options)
{
    const QString host = options.value(u"host"_s, qEnvironmentVariable("PGHOST"));
    const QString where = host.isEmpty() || host.startsWith(u'/') ? u"this machine"_s : host;
    const QString database = options.value(u"dbname"_s);
    return database.isEmpty() ? where : u"%1 on %2"_s.arg(database, where);
}

Result<void> checkSchema(const MigrationStatus &status)
{
    const QString deploy = u"An administrator brings it up to date with \"promptuaryctl migrate deploy\"."_s;
    if (status.current == 0)
        return failure(ErrorKind::Failed, u"This database has no Promptuary schema yet."_s, deploy);
    if (status.current > status.latest)
        return failure(
            ErrorKind::Failed,
            u"This database has change %1 and is newer than this program, which knows up to %2."_s.arg(status.current)
                .arg(status.latest),
            u"Use a newer version of the program; nothing was touched."_s);
    if (!status.pending.isEmpty() || status.functionsOutdated)
        return failure(ErrorKind::Failed, u"This database is older than this program."_s, deploy);
    return {};
}

Result<void> deployWhereNeeded(Connection &connection, const std::function<void(const QString &)> &progress)
{
    Migrator migrator(connection);
    const auto status = migrator.status();
    if (!status)
        return std::unexpected(status.error());
    if (status->current <= status->latest && status->pending.isEmpty() && !status->functionsOutdated)
        return {};
    if (progress)
        progress(status->current == 0 ? u"Preparing the database…"_s : u"Bringing the database up to date…"_s);
    return migrator.deploy().transform([](const MigrationStatus &) {});
}

Result<Server> openPrivate(const QString &directory, const std::function<void(const QString &)> &progress)
{
    auto attached = PrivateServer::attach(directory, progress);
    if (!attached)
        return std::unexpected(attached.error());
    auto connection = Connection::open((*attached)->conninfo(), u"promptuary"_s);
    if (!connection)
        return std::unexpected(connection.error());
    if (auto deployed = deployWhereNeeded(*connection, progress); !deployed)
        return std::unexpected(deployed.error());
    return Server{.conninfo = (*attached)->conninfo(),
                  .description = u"private PostgreSQL %1"_s.arg(PostgresPrograms::majorVersion),
                  .privateServer = std::move(*attached)};
}

} // namespace

Result<ServerChoice> ServerChoice::from(const QString &database, const QString &privateDirectory)
{
    if (!database.isEmpty() && !privateDirectory.isEmpty())
        return failure(ErrorKind::Invalid, u"--database and --private exclude each other."_s, u"Give one of them."_s);
    if (!database.isEmpty() || !privateDirectory.isEmpty())
        return ServerChoice{.conninfo = database, .privateDirectory = privateDirectory};
    return ServerChoice{.conninfo = qEnvironmentVariable("PROMPTUARY_DATABASE"), .privateDirectory = {}};
}

Result<Server> Server::open(const ServerChoice &choice, const std::function<void(const QString &)> &progress)
{
    if (choice.conninfo.isEmpty())
        return openPrivate(
            choice.privateDirectory.isEmpty() ? PrivateServer::defaultDirectory() : choice.privateDirectory, progress);
    const auto options = parseConninfo(choice.conninfo);
    if (!options)
        return std::unexpected(options.error());
    auto connection = Connection::open(choice.conninfo, u"promptuary"_s);
    if (!connection)
        return std::unexpected(connection.error());
    const auto status = Migrator(*connection).status();
    if (!status)
        return std::unexpected(status.error());
    if (auto usable = checkSchema(*status); !usable)
        return std::unexpected(usable.error());
    return Server{.conninfo = choice.conninfo, .description = describe(*options), .privateServer = nullptr};
}

} // namespace promptuary
