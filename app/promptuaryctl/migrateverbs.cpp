// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/database/migrator.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct RevertOptions {
    int target = 0;
    QString archiveFile;
};

QString sentence(const MigrationStatus &status)
{
    if (status.pending.isEmpty() && !status.functionsOutdated)
        return u"The database is at change %1, the newest."_s.arg(status.current);
    if (status.pending.isEmpty())
        return u"The database is at change %1, the newest, but functions or grants are outdated; "
               "`promptuaryctl migrate deploy` renews them."_s.arg(status.current);
    QStringList numbers;
    for (const int number : status.pending)
        numbers << QString::number(number);
    return u"The database is at change %1 of %2; pending: %3."_s.arg(status.current)
        .arg(status.latest)
        .arg(numbers.join(u", "_s));
}

Output report(const Session &session, const MigrationStatus &status)
{
    if (!session.json())
        return lineOutput(sentence(status));
    QJsonArray pending;
    for (const int number : status.pending)
        pending << number;
    return jsonOutput(QJsonObject{{u"current"_s, status.current},
                                  {u"latest"_s, status.latest},
                                  {u"pending"_s, pending},
                                  {u"functions_outdated"_s, status.functionsOutdated}});
}

/// Runs `step` with a migrator and reports where the database stands afterwards.
template<typename Step>
Result<Output> migrate(Session &session, const Step &step)
{
    const auto connection = session.migrationConnection();
    if (!connection)
        return std::unexpected(connection.error());
    Migrator migrator(**connection);
    const Result<MigrationStatus> status = step(migrator);
    if (!status)
        return std::unexpected(status.error());
    return report(session, *status);
}

Result<Output> deploy(Session &session)
{
    return migrate(session,
                   [](Migrator &migrator) { return migrator.deploy([](const QString &step) { writeMessage(step); }); });
}

Result<Output> verify(Session &session)
{
    return migrate(session, [](Migrator &migrator) -> Result<MigrationStatus> {
        if (auto verified = migrator.verify(); !verified)
            return std::unexpected(verified.error());
        if (auto unchanged = migrator.verifyAudit(); !unchanged)
            return std::unexpected(unchanged.error());
        return migrator.status();
    });
}

Result<Output> revert(Session &session, const RevertOptions &options)
{
    return migrate(session, [&](Migrator &migrator) {
        auto status = migrator.revert(options.target, options.archiveFile);
        if (status && !status->pending.isEmpty() && session.isPrivate())
            writeMessage(u"promptuaryctl: A private database is kept at the newest change: the next command, unless it "
                         "is another migrate, deploys again; what was archived does not come back by that."_s);
        return status;
    });
}

} // namespace

void addMigrateVerbs(CLI::App &app, Verb &chosen)
{
    CLI::App *group = app.add_subcommand("migrate", "Bring a database's schema to this program's, or back");
    group->require_subcommand(1);
    group->add_subcommand("status", "Which changes are applied and which are pending")->callback([&chosen] {
        chosen = [](Session &session) {
            return migrate(session, [](Migrator &migrator) { return migrator.status(); });
        };
    });
    group->add_subcommand("deploy", "Apply what is pending")->callback([&chosen] { chosen = deploy; });
    group->add_subcommand("verify", "Check that what was applied is in place, and the audit trail unharmed")
        ->callback([&chosen] { chosen = verify; });

    auto options = std::make_shared<RevertOptions>();
    CLI::App *verb = group->add_subcommand("revert", "Undo the newest changes; what they held is archived first");
    addNumber(*verb, "--to", options->target, 0, "the change to go back to; 0 for an empty database")->required();
    addText(*verb, "--archive", options->archiveFile, "a new file for the audit trail and the rows that are destroyed")
        ->required()
        ->type_name("FILE");
    verb->callback([&chosen, options] { chosen = [options](Session &session) { return revert(session, *options); }; });
}

} // namespace promptuary
