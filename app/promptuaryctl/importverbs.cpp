// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/progress.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/exchange/csvimport.h"
#include "core/exchange/gitimport.h"
#include "core/exchange/importstore.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct ImportArguments {
    QString path;
    CsvOptions csv;
    GitOptions git;
    QString taskType;
    ImportOptions options;
};

QJsonObject toJson(const ImportReport &report)
{
    QJsonArray errors;
    for (const ImportProblem &problem : report.problems)
        errors.append(QJsonObject{{u"place"_s, problem.place}, {u"reason"_s, problem.reason}});
    QJsonArray rows;
    for (const ImportReport::Row &row : report.rows)
        rows.append(QJsonObject{{u"place"_s, row.place},
                                {u"name"_s, row.name},
                                {u"task_type"_s, row.taskType},
                                {u"new"_s, row.newTemplate},
                                {u"versions"_s, row.newVersions},
                                {u"unchanged"_s, row.unchanged}});
    return {{u"templates"_s, report.templates()},
            {u"versions"_s, report.versions()},
            {u"unchanged"_s, report.unchanged()},
            {u"errors"_s, errors},
            {u"rows"_s, rows}};
}

/// What has news row by row, then the sums.
QByteArray toText(const ImportReport &report, bool dryRun)
{
    QList<QStringList> rows;
    for (const ImportReport::Row &row : report.rows) {
        if (row.newTemplate || row.newVersions > 0)
            rows.append({row.name, row.taskType, row.newTemplate ? u"new"_s : u"has news"_s,
                         QString::number(row.newVersions), row.place});
    }
    QByteArray text;
    if (!rows.isEmpty())
        text = table({{u"NAME"_s}, {u"TASK TYPE"_s}, {u"STATE"_s}, {u"VERSIONS"_s, true}, {u"FROM"_s}}, rows) + '\n';
    return text + u"%1 %2 and %3; %4 there already; %5.\n"_s
                      .arg(dryRun ? u"Would add"_s : u"Added"_s, counted(report.templates(), u"new template"_s),
                           counted(report.versions(), u"new version"_s), counted(report.unchanged(), u"version"_s),
                           counted(report.problems.size(), u"problem"_s))
                      .toUtf8();
}

void writeProblems(const QList<ImportProblem> &problems)
{
    for (const ImportProblem &problem : problems)
        writeMessage(u"%1: %2"_s.arg(problem.place, problem.reason));
}

/// What --strict refused, told as any other import is: every problem, and nothing that came in.
Result<Output> refusal(const Session &session, const Error &error)
{
    const QJsonArray errors = error.detail.value("errors"_L1).toArray();
    if (errors.isEmpty())
        return std::unexpected(error);
    ImportReport nothing;
    for (const auto &problem : errors)
        nothing.problems.append({problem["place"_L1].toString(), problem["reason"_L1].toString()});
    writeProblems(nothing.problems);
    writeMessage(u"promptuaryctl: Nothing was imported. Mend the source, or import without --strict."_s);
    return Output{session.json() ? jsonOutput(toJson(nothing)).text : QByteArray(), ExitStatus::Invalid};
}

Result<Output> bringIn(Session &session, const ImportPlan &plan, const ImportArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    ImportStore store(**database);
    PatientProgress say;
    say(u"Importing %1…"_s.arg(counted(plan.templates.size(), u"template"_s)));
    const auto report = store.import(plan, arguments.options, {}, session.stopToken()).result();
    if (!report)
        return refusal(session, report.error());
    writeProblems(report->problems);
    Output output = session.json() ? jsonOutput(toJson(*report)) : Output{toText(*report, arguments.options.dryRun)};
    if (!report->problems.isEmpty() && report->versions() == 0 && report->unchanged() == 0)
        output.status = ExitStatus::Invalid; // nothing of it could be used
    return output;
}

bool isNothing(const ImportPlan &plan)
{
    return plan.templates.isEmpty() && plan.problems.isEmpty();
}

Result<Output> importCsv(Session &session, const ImportArguments &arguments)
{
    const auto bytes = readInput(arguments.path);
    if (!bytes)
        return std::unexpected(bytes.error());
    CsvOptions options = arguments.csv;
    options.taskType = arguments.taskType;
    const auto plan = planCsvImport(*bytes, inputName(arguments.path), options, session.stopToken());
    if (!plan)
        return std::unexpected(plan.error());
    if (isNothing(*plan))
        writeMessage(
            u"promptuaryctl: %1 holds only a header, so there is nothing to import."_s.arg(inputName(arguments.path)));
    return bringIn(session, *plan, arguments);
}

Result<Output> importGit(Session &session, const ImportArguments &arguments)
{
    GitOptions options = arguments.git;
    options.taskType = arguments.taskType;
    const auto plan = [&] {
        PatientProgress say;
        say(u"Reading the history of %1…"_s.arg(arguments.path));
        return planGitImport(arguments.path, options, {}, session.stopToken());
    }();
    if (!plan)
        return std::unexpected(plan.error());
    if (isNothing(*plan))
        writeMessage(u"promptuaryctl: No file matches “%1” (files looked at: %2), so there is nothing to import."_s
                         .arg(options.glob)
                         .arg(plan->files));
    return bringIn(session, *plan, arguments);
}

void addCommonOptions(CLI::App &verb, ImportArguments &arguments)
{
    addText(verb, "--task-type", arguments.taskType, "file all of them under this task type")->type_name("T");
    verb.add_flag("--dry-run", arguments.options.dryRun, "say what would be done, change nothing");
    verb.add_flag("--strict", arguments.options.refuseProblems, "where anything cannot be imported, import nothing");
    verb.add_flag("--activate", arguments.options.activateNewest,
                  "activate each imported template's newest version in the default environment");
}

} // namespace

void addImportVerbs(CLI::App &app, Verb &chosen)
{
    CLI::App *group =
        app.add_subcommand("import", "Bring in prompts from CSV or a Git repository's history, and executions");
    group->require_subcommand(1);

    auto csv = std::make_shared<ImportArguments>();
    CLI::App *verb = group->add_subcommand("csv", "A template for each row of a CSV file");
    addText(*verb, "FILE", csv->path, "the file; - for standard input")->required();
    addText(*verb, "--name-column", csv->csv.nameColumn, "the column with the names (default: act, title, name…)")
        ->type_name("COLUMN");
    addText(*verb, "--text-column", csv->csv.textColumn, "the column with the texts (default: prompt, text, content…)")
        ->type_name("COLUMN");
    addCommonOptions(*verb, *csv);
    verb->callback([&chosen, csv] { chosen = [csv](Session &session) { return importCsv(session, *csv); }; });

    auto git = std::make_shared<ImportArguments>();
    verb = group->add_subcommand("git", "A template for each file, a version for each commit that changed it");
    addText(*verb, "PATH", git->path, "a repository, a bare one, or a bundle file")->required();
    addText(*verb, "--glob", git->git.glob,
            "which files: **/*.md, prompts/*/system.md; without a slash, by name in any folder")
        ->type_name("GLOB");
    addText(*verb, "--ref", git->git.ref, "the branch, tag or commit to read (default: HEAD)")->type_name("REF");
    addCommonOptions(*verb, *git);
    verb->callback([&chosen, git] { chosen = [git](Session &session) { return importGit(session, *git); }; });

    addExecutionImport(*group, chosen);
}

} // namespace promptuary
