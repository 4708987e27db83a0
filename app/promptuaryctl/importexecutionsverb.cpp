// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/progress.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"
#include "core/executions/executionsource.h"
#include "core/executions/executionstore.h"
#include "core/prompts/jsontext.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct Arguments {
    QString path;
    QStringList map;
    QString reference;
    bool dryRun = false;
};

struct Problem {
    QString place;
    QString reason;
};

struct Report {
    qint64 recorded = 0;
    qint64 known = 0;
    QList<Problem> problems;
};

Result<ExecutionSourceOptions> optionsOf(Session &session, const Arguments &arguments)
{
    ExecutionSourceOptions options;
    for (const QString &entry : arguments.map) {
        const auto equals = entry.indexOf(u'=');
        if (equals <= 0 || equals + 1 == entry.size())
            return failure(ErrorKind::Invalid,
                           u"--map takes FIELD=COLUMN or FIELD=@VALUE; it was given “%1”."_s.arg(entry));
        options.map.insert(entry.first(equals), entry.sliced(equals + 1));
    }
    if (arguments.reference.isEmpty())
        return options;
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto found = findVersion(**store, arguments.reference);
    if (!found)
        return std::unexpected(found.error());
    options.templateKey = found->summary.key;
    options.version = found->number;
    return options;
}

Result<void> recordBatch(ExecutionStore &store, const QList<const SourcedExecution *> &batch, bool dryRun,
                         Report &report)
{
    QJsonArray array;
    for (const SourcedExecution *one : batch)
        array << one->execution;
    const auto result = (dryRun ? store.tryRecord(jsonText(array)) : store.record(jsonText(array))).result();
    if (!result)
        return std::unexpected(result.error());
    report.recorded += result->recorded;
    report.known += result->known;
    for (const RefusedExecution &refused : result->refused)
        report.problems.append({batch.at(refused.line - 1)->place, refused.reason});
    return {};
}

Result<Report> recordAll(Session &session, const QList<SourcedExecution> &executions, bool dryRun)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    ExecutionStore store(**database);
    constexpr qsizetype batchSize = 2000;
    PatientProgress say;
    Report report;
    QList<const SourcedExecution *> batch;
    for (qsizetype i = 0; i < executions.size(); ++i) {
        if (executions.at(i).fault.isEmpty())
            batch << &executions.at(i);
        else
            report.problems.append({executions.at(i).place, executions.at(i).fault});
        if (batch.size() < batchSize && i + 1 < executions.size())
            continue;
        say(u"Importing %1 of %2…"_s.arg(i + 1).arg(counted(executions.size(), u"execution"_s)));
        if (session.stopToken().stop_requested())
            return failure(ErrorKind::Cancelled, u"Stopped; what was imported stays."_s,
                           u"The same call adds the rest."_s);
        if (auto recorded = recordBatch(store, batch, dryRun, report); !recorded)
            return std::unexpected(recorded.error());
        batch.clear();
    }
    return report;
}

/// What was left out is said: a column that is called otherwise than it should be looks like no data.
void tellColumns(const SourcedExecutions &source)
{
    const auto listed = [](const QStringList &names) { return names.isEmpty() ? u"none"_s : names.join(u", "_s); };
    if (!source.used.isEmpty() || !source.ignored.isEmpty())
        writeMessage(u"Columns used: %1; ignored: %2."_s.arg(listed(source.used), listed(source.ignored)));
}

/// A reason that many rows share is told once, with the first places.
void tellProblems(const QList<Problem> &problems)
{
    constexpr qsizetype mostPlaces = 3;
    QHash<QString, QStringList> places;
    for (const Problem &problem : problems)
        places[problem.reason] << problem.place;
    for (const Problem &problem : problems) {
        const QStringList all = places.value(problem.reason);
        if (all.size() <= mostPlaces)
            writeMessage(u"%1: %2"_s.arg(problem.place, problem.reason));
        else if (problem.place == all.first())
            writeMessage(u"%1 and %2 more: %3"_s.arg(all.first(mostPlaces).join(u", "_s))
                             .arg(all.size() - mostPlaces)
                             .arg(problem.reason));
    }
}

Output show(const Session &session, const SourcedExecutions &source, const Report &report, bool dryRun)
{
    if (!session.json())
        tellColumns(source);
    tellProblems(report.problems);
    QJsonArray errors;
    for (const Problem &problem : report.problems)
        errors << QJsonObject{{u"place"_s, problem.place}, {u"reason"_s, problem.reason}};
    Output output =
        session.json()
            ? jsonOutput(QJsonObject{{u"templates"_s, 0},
                                     {u"versions"_s, 0},
                                     {u"executions"_s, report.recorded},
                                     {u"unchanged"_s, report.known},
                                     {u"used"_s, QJsonArray::fromStringList(source.used)},
                                     {u"ignored"_s, QJsonArray::fromStringList(source.ignored)},
                                     {u"errors"_s, errors}})
            : lineOutput(u"%1 %2; %3 there already; %4 refused."_s
                             .arg(dryRun ? u"Would add"_s : u"Added"_s, counted(report.recorded, u"execution"_s))
                             .arg(report.known)
                             .arg(report.problems.size()));
    if (!report.problems.isEmpty() && report.recorded == 0 && report.known == 0)
        output.status = ExitStatus::Invalid; // nothing of it could be used
    return output;
}

Result<Output> importExecutions(Session &session, const Arguments &arguments)
{
    const auto bytes = readTextInput(arguments.path);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto options = optionsOf(session, arguments);
    if (!options)
        return std::unexpected(options.error());
    const auto source = readExecutions(*bytes, inputName(arguments.path), *options);
    if (!source)
        return std::unexpected(source.error());
    const auto report = recordAll(session, source->executions, arguments.dryRun);
    if (!report)
        return std::unexpected(report.error());
    return show(session, *source, *report, arguments.dryRun);
}

} // namespace

void addExecutionImport(CLI::App &group, Verb &chosen)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App *verb = group.add_subcommand(
        "executions",
        "What agents did, from CSV (with commas, semicolons or tabs), JSON lines or a JSON array. Columns\n"
        "of common traces are recognised. What has no id\n"
        "gets one from its own content, so importing a file again adds only what is new in it, "
        "while the single executions\n"
        "of its days are kept: 30 days, unless set otherwise. Older ones are counted again.");
    addText(*verb, "FILE", arguments->path, "the file; - for standard input")->required();
    addTexts(*verb, "--map", arguments->map,
             "FIELD=COLUMN takes a field of record_executions() from that column, FIELD=@VALUE is the same for all; "
             "started_at=@TIME also dates times that count milliseconds, and what says no time; may be repeated")
        ->take_all()
        ->expected(1)
        ->type_name("FIELD=COLUMN");
    addText(*verb, "--template", arguments->reference, "of this version are those that name no template")
        ->type_name("NAME@N");
    verb->add_flag("--dry-run", arguments->dryRun, "say what would be done, change nothing");
    verb->callback([&chosen, arguments] {
        chosen = [arguments](Session &session) { return importExecutions(session, *arguments); };
    });
}

} // namespace promptuary
