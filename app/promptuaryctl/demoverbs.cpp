// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/progress.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/executions/demohistory.h"
#include "core/executions/executionstore.h"
#include "core/prompts/jsontext.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct DemoArguments {
    QStringList templates;
    QString until;
    bool activations = false;
    DemoOptions options;
};

struct DemoReport {
    RecordResult recorded;
    qsizetype templates = 0;
    qsizetype activations = 0;
    qint64 reviewed = 0;
    qint64 rolledUp = 0;
};

Result<QList<TemplateSummary>> namedTemplates(PromptStore &store, const QStringList &names)
{
    if (names.isEmpty()) {
        auto all = store.templates().result();
        if (all)
            all->removeIf([](const TemplateSummary &summary) { return summary.archived || summary.newest == 0; });
        return all;
    }
    QList<TemplateSummary> templates;
    for (const QString &name : names) {
        const auto found = store.find(name).result();
        if (!found)
            return std::unexpected(found.error());
        if (found->newest == 0)
            return failure(ErrorKind::NotFound, u"“%1” has no version yet."_s.arg(found->name),
                           u"Save one with promptuaryctl version save."_s);
        templates << *found;
    }
    return templates;
}

/// What is made of the templates: their histories, and the activations that fit them.
struct DemoPlan {
    QList<DemoTemplate> templates;
    QList<Activation> activations;
};

Result<DemoTemplate> demoTemplate(PromptStore &store, const TemplateSummary &summary, const DemoOptions &options,
                                  bool activate, QList<Activation> &activations)
{
    auto log = store.activations(summary.id).result();
    if (!log)
        return std::unexpected(log.error());
    log->removeIf([&](const Activation &entry) { return entry.environment != options.environments.first(); });
    DemoTemplate made{.key = summary.key, .served = {}, .content = {}};
    const QDateTime since = DemoHistory::since(options);
    made.served = demoServed(*log, summary.newest, since, options.until, DemoHistory::spread(options, summary.key));
    QList<int> numbers;
    for (const ServedVersion &served : std::as_const(made.served))
        numbers << served.number;
    const auto versions = store.versions(summary.id, numbers).result();
    if (!versions)
        return std::unexpected(versions.error());
    QHash<int, QDateTime> createdAt;
    for (const Version &version : *versions) {
        made.content.insert(version.summary.number, version.content);
        createdAt.insert(version.summary.number, version.summary.createdAt);
    }
    if (!activate || !log->isEmpty())
        return made;
    // The log tells of no version that was not there yet; where none was, executions are all that is invented.
    if (const auto possible = demoServedOnceMade(made.served, createdAt, since, options.until); !possible.isEmpty()) {
        made.served = possible;
        activations += demoActivations(summary.id, options.environments.first(), made.served);
    }
    return made;
}

Result<DemoPlan> demoPlan(PromptStore &store, const DemoArguments &arguments)
{
    const auto summaries = namedTemplates(store, arguments.templates);
    if (!summaries)
        return std::unexpected(summaries.error());
    if (summaries->isEmpty())
        return failure(ErrorKind::NotFound, u"There is no template with a version to invent a history for."_s,
                       u"Make one with promptuaryctl template create and version save."_s);
    DemoPlan plan;
    for (const TemplateSummary &summary : *summaries) {
        auto made = demoTemplate(store, summary, arguments.options, arguments.activations, plan.activations);
        if (!made)
            return std::unexpected(made.error());
        plan.templates << *std::move(made);
    }
    return plan;
}

Result<void> recordBatch(ExecutionStore &store, const QJsonArray &batch, DemoReport &report)
{
    const auto result = store.record(jsonText(batch)).result();
    if (!result)
        return std::unexpected(result.error());
    report.recorded.recorded += result->recorded;
    report.recorded.known += result->known;
    report.recorded.refused += result->refused;
    return {};
}

Result<void> recordDay(ExecutionStore &store, const DemoDay &day, DemoReport &report)
{
    constexpr qsizetype batchSize = 2000;
    QJsonArray batch;
    for (qsizetype i = 0; i < day.executions.size(); ++i) {
        batch << day.executions.at(i);
        if (batch.size() < batchSize && i + 1 < day.executions.size())
            continue;
        if (auto recorded = recordBatch(store, batch, report); !recorded)
            return recorded;
        batch = {};
    }
    for (const DemoDay::Review &review : day.reviews) {
        const auto reviewed = store.review(review.id, {}, review.outcome, u"Invented review."_s).result();
        if (reviewed)
            ++report.reviewed;
        else if (reviewed.error().kind != ErrorKind::Unchanged && reviewed.error().kind != ErrorKind::NotFound)
            return reviewed; // a repeat finds it reviewed, or dropped with its day
    }
    return {};
}

Result<DemoReport> recordAll(Session &session, ExecutionStore &store, const DemoHistory &history, int days)
{
    if (auto priced = store.setPrices(DemoHistory::prices()).result(); !priced)
        return std::unexpected(priced.error());
    DemoReport report;
    PatientProgress say;
    for (int day = 0; day < days; ++day) {
        say(u"Recording day %1 of %2…"_s.arg(day + 1).arg(days));
        if (session.stopToken().stop_requested())
            return failure(ErrorKind::Cancelled, u"Stopped; what was recorded stays."_s,
                           u"The same call adds the rest."_s);
        if (auto recorded = recordDay(store, history.day(day), report); !recorded)
            return std::unexpected(recorded.error());
    }
    say(u"Rolling up…"_s);
    const auto rolledUp = store.rollUp().result();
    if (!rolledUp)
        return std::unexpected(rolledUp.error());
    report.rolledUp = *rolledUp;
    return report;
}

Output show(const Session &session, const DemoReport &report, int days)
{
    if (session.json())
        return jsonOutput(QJsonObject{{u"recorded"_s, report.recorded.recorded},
                                      {u"known"_s, report.recorded.known},
                                      {u"refused"_s, report.recorded.refused.size()},
                                      {u"templates"_s, report.templates},
                                      {u"days"_s, days},
                                      {u"activations"_s, report.activations},
                                      {u"reviewed"_s, report.reviewed},
                                      {u"rolled_up"_s, report.rolledUp}});
    return lineOutput(u"Recorded %1 of %2 over %3; %4 there already. Reviewed: %5. Into the rollups went %6.%7"_s
                          .arg(counted(report.recorded.recorded, u"invented execution"_s),
                               counted(report.templates, u"template"_s), counted(days, u"day"_s))
                          .arg(report.recorded.known)
                          .arg(report.reviewed)
                          .arg(counted(report.rolledUp, u"execution"_s),
                               report.activations > 0
                                   ? u" Imported: %1."_s.arg(counted(report.activations, u"activation"_s))
                                   : QString()));
}

Result<void> setUntil(DemoArguments &arguments)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    arguments.options.until = arguments.until.isEmpty() ? now : QDateTime::fromString(arguments.until, Qt::ISODate);
    if (!arguments.options.until.isValid() || arguments.options.until > now)
        return failure(ErrorKind::Invalid, u"--until takes a time that has been, such as 2026-11-01T12:00:00Z."_s);
    return {};
}

Result<Output> demoExecutions(Session &session, DemoArguments arguments)
{
    if (auto set = setUntil(arguments); !set)
        return std::unexpected(set.error());
    const auto prompts = session.prompts();
    if (!prompts)
        return std::unexpected(prompts.error());
    const auto environments = (*prompts)->environments().result();
    if (!environments)
        return std::unexpected(environments.error());
    for (const Environment &environment : *environments)
        arguments.options.environments.insert(environment.isDefault ? 0 : arguments.options.environments.size(),
                                              environment.key);
    const auto plan = demoPlan(**prompts, arguments);
    if (!plan)
        return std::unexpected(plan.error());
    // First, since only an administrator may.
    if (arguments.activations) {
        if (auto imported = (*prompts)->importActivations(plan->activations).result(); !imported)
            return std::unexpected(imported.error());
    }
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    ExecutionStore store(**database);
    auto report = recordAll(session, store, DemoHistory(plan->templates, arguments.options), arguments.options.days);
    if (!report)
        return std::unexpected(report.error());
    report->templates = plan->templates.size();
    report->activations = plan->activations.size();
    return show(session, *report, arguments.options.days);
}

} // namespace

void addDemoVerbs(CLI::App &app, Verb &chosen)
{
    CLI::App *group = app.add_subcommand("demo", "Invented data, to try dashboards on");
    group->require_subcommand(1);
    auto arguments = std::make_shared<DemoArguments>();
    CLI::App *verb = group->add_subcommand(
        "executions",
        "Record INVENTED executions of your templates: models, costs, failures and reviews that never were.\n"
        "They count in the figures like real ones and cannot be told apart later but by their models, which are all\n"
        "called demo-…; use a database for trying out. Nothing but executions and the prices of those models is\n"
        "touched, unless --activations asks for more. The same call again adds nothing but what time has passed "
        "since,\n"
        "while the single executions of its days are kept: 30 days, unless set otherwise. Older days are counted\n"
        "again.");
    addNumber(*verb, "--days", arguments->options.days, 1, "how many days back, today among them (default: 30)");
    addNumber(*verb, "--per-day", arguments->options.perDay, 1, "how many a day on average (default: 2000)");
    addNumber(*verb, "--seed", arguments->options.seed, 0, "another number invents another history (default: 1)");
    addText(*verb, "--until", arguments->until, "invent nothing after this time (default: now)")->type_name("TIME");
    addTexts(*verb, "--templates", arguments->templates, "only for these templates (default: all that have a version)")
        ->type_name("NAME");
    verb->add_flag("--activations", arguments->activations,
                   "also import the activations that fit the history, so that charts show where versions changed: of\n"
                   "templates of which nothing was activated yet and that had a version when the history begins. The\n"
                   "newest serves then. Administrators only");
    verb->callback([&chosen, arguments] {
        chosen = [arguments](Session &session) { return demoExecutions(session, *arguments); };
    });
}

} // namespace promptuary
