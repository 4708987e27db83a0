// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"
#include "core/prompts/serving.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct ActivationOptions {
    QString name;
    int to = 0;
    QString environment;
    QString reason;
    std::optional<int> expectedActive; ///< 0 for none
};

/// What served before, also where it was switched off in between.
QString before(PromptStore &store, TemplateId id, const QString &environment, const ActivationResult &result)
{
    if (result.previous != 0)
        return u"before: %1"_s.arg(result.previous);
    const auto log = store.activations(id).result();
    if (!log)
        return u"none just before"_s;
    const int last = lastSwitchedOff(*log, environment);
    return last == 0 ? u"none served before"_s : u"none since %1 was deactivated"_s.arg(last);
}

QString sentence(const QString &name, const QString &environment, const ActivationResult &result, const QString &before)
{
    if (result.active == 0)
        return u"No version of “%1” serves in %2 now (%3)."_s.arg(name, environment, before);
    return u"Version %1 of “%2” serves in %3 now (%4)."_s.arg(result.active).arg(name, environment, before);
}

/// Finds what is named and the environment, lets `call` switch, and tells what serves now.
template<typename Call>
Result<Output> serve(Session &session, const ActivationOptions &options, const Call &call)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto reference = findReference(**store, options.name);
    if (!reference)
        return std::unexpected(reference.error());
    const auto environment = environmentOrDefault(**store, options.environment);
    if (!environment)
        return std::unexpected(environment.error());
    const Result<ActivationResult> result = call(**store, *reference, *environment);
    if (!result)
        return std::unexpected(result.error());
    if (!session.json())
        return lineOutput(sentence(reference->summary.name, *environment, *result,
                                   before(**store, reference->summary.id, *environment, *result)));
    return jsonOutput(QJsonObject{{u"active"_s, numberOrNull(result->active)},
                                  {u"previous"_s, numberOrNull(result->previous)},
                                  {u"name"_s, reference->summary.name},
                                  {u"environment"_s, *environment}});
}

Result<Output> activate(Session &session, const ActivationOptions &options)
{
    return serve(
        session, options,
        [&](PromptStore &store, const VersionReference &reference,
            const QString &environment) -> Result<ActivationResult> {
            // The newest is never meant by itself: what serves is always somebody's explicit choice.
            if (reference.number == 0)
                return failure(ErrorKind::Invalid,
                               u"Say which version of “%1” is to serve, e.g. %1@%2."_s.arg(reference.summary.name)
                                   .arg(qMax(1, reference.summary.newest)));
            return store
                .activate(reference.summary.id, reference.number, environment, options.reason, options.expectedActive)
                .result();
        });
}

Result<Output> rollBack(Session &session, const ActivationOptions &options)
{
    return serve(session, options,
                 [&](PromptStore &store, const VersionReference &reference,
                     const QString &environment) -> Result<ActivationResult> {
                     if (reference.number != 0 && options.to != 0 && reference.number != options.to)
                         return failure(ErrorKind::Invalid, u"The version to roll back to is named twice."_s);
                     const int number = options.to != 0 ? options.to : reference.number;
                     return store
                         .rollBack(reference.summary.id, number, environment, options.reason, options.expectedActive)
                         .result();
                 });
}

Result<Output> deactivate(Session &session, const ActivationOptions &options)
{
    return serve(
        session, options, [&](PromptStore &store, const VersionReference &reference, const QString &environment) {
            return store.deactivate(reference.summary.id, environment, options.reason, options.expectedActive).result();
        });
}

CLI::App *addVerb(CLI::App &app, const std::string &name, const std::string &help, const std::string &argument,
                  ActivationOptions &options)
{
    CLI::App *verb = app.add_subcommand(name, help);
    addText(*verb, argument, options.name, "the template's name or key")->required();
    addText(*verb, "--environment", options.environment, "where it serves (default: production)");
    addText(*verb, "--reason", options.reason, "why, for the log of activations");
    addNumber(*verb, "--expect-active", options.expectedActive, 0,
              "refuse where another version serves by now; 0: where any does");
    return verb;
}

} // namespace

void addActivationVerbs(CLI::App &app, Verb &chosen)
{
    auto options = std::make_shared<ActivationOptions>();
    CLI::App *verb = addVerb(app, "activate", "Let a version serve, in place of the one that does", "NAME@N", *options);
    verb->callback(
        [&chosen, options] { chosen = [options](Session &session) { return activate(session, *options); }; });

    verb =
        addVerb(app, "rollback", "Let the version serve again that served before, or the one named", "NAME", *options);
    addNumber(*verb, "--to", options->to, 1, "the version to go back to");
    verb->callback(
        [&chosen, options] { chosen = [options](Session &session) { return rollBack(session, *options); }; });

    verb = addVerb(app, "deactivate", "Let no version of a template serve", "NAME", *options);
    verb->callback(
        [&chosen, options] { chosen = [options](Session &session) { return deactivate(session, *options); }; });
}

} // namespace promptuary
