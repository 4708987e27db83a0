// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"

#include <QCoreApplication>

#include <langinfo.h>
#include <malloc.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <span>

namespace
{

/// Prompts are UTF-8 whatever the shell's locale: Qt would say so in a warning on every call from cron or CI.
void useUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    ::setenv("LC_ALL", "C.UTF-8", 1);
    std::setlocale(LC_ALL, "C.UTF-8");
}

/// The verb that was given, as far as it was; `path` names those in front of it.
const CLI::App *givenVerb(const CLI::App &app, std::string &path)
{
    const CLI::App *verb = &app;
    while (!verb->get_subcommands().empty()) {
        path += (path.empty() ? "" : " ") + verb->get_name();
        verb = verb->get_subcommands().front();
    }
    return verb;
}

/// The complaint, then the help of the verb it is about.
void showUsage(const CLI::App &app, const std::string &complaint)
{
    std::string path;
    const CLI::App *verb = givenVerb(app, path);
    std::cerr << "promptuaryctl: " << complaint << "\n\n" << verb->help(path);
}

/// CLI11 complains of a missing verb, which it calls a subcommand, even where there is an unknown one.
std::string complaintOf(const CLI::App &app, const CLI::ParseError &error)
{
    const std::vector<std::string> unknown = app.remaining(true);
    if (dynamic_cast<const CLI::RequiredError *>(&error) == nullptr)
        return error.what();
    if (unknown.empty()) {
        std::string path;
        const bool verbMissing = givenVerb(app, path)->get_require_subcommand_min() > 0;
        return verbMissing ? "A verb is required." : error.what();
    }
    return "There is no verb or option \"" + unknown.front() + "\".";
}

int run(const promptuary::GlobalOptions &options, const promptuary::Verb &verb)
{
    promptuary::Session session(options);
    const auto output = verb(session);
    if (!output) {
        promptuary::writeError(output.error());
        return static_cast<int>(promptuary::exitStatus(output.error().kind));
    }
    if (!promptuary::writeResult(output->text)) {
        promptuary::writeMessage(QStringLiteral("promptuaryctl: The result could not be written to standard output; "
                                                "what the verb did to the database stands."));
        return static_cast<int>(promptuary::ExitStatus::Failed);
    }
    return static_cast<int>(output->status);
}

/// What is no UTF-8 would reach the database as replacement characters.
bool areUtf8(std::span<char *> arguments)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const QByteArrayView argument(arguments[i]);
        if (argument.isValidUtf8())
            continue;
        promptuary::writeMessage(
            QStringLiteral("promptuaryctl: Argument %1 (%2) is no UTF-8 text, so nothing was done. "
                           "Give it in UTF-8.")
                .arg(i)
                .arg(QString::fromUtf8(argument)));
        return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    ::mallopt(M_TRIM_THRESHOLD,
              64 << 20); // a diff gives its memory back piece by piece, and would fetch it anew each time
    useUtf8();
    if (!areUtf8({argv, static_cast<std::size_t>(argc)}))
        return static_cast<int>(promptuary::ExitStatus::Invalid);
    QCoreApplication::setApplicationName(QStringLiteral("promptuaryctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PROMPTUARY_VERSION));
    const QCoreApplication application(argc, argv);

    promptuary::GlobalOptions options;
    promptuary::Verb verb;
    CLI::App app("Prompts, their versions and what serves: Promptuary from a shell.", "promptuaryctl");
    app.fallthrough(); // the global options may follow the verb
    app.require_subcommand(1);
    app.get_formatter()->label("SUBCOMMAND", "VERB");
    app.get_formatter()->label("Subcommands", "Verbs");
    app.set_version_flag("--version", "promptuaryctl " PROMPTUARY_VERSION);
    promptuary::addText(app, "--database", options.database,
                        "the server to use: a libpq connection string or URI (default: $PROMPTUARY_DATABASE, else your "
                        "private PostgreSQL)")
        ->type_name("CONNINFO");
    promptuary::addText(app, "--private", options.privateDirectory, "a private PostgreSQL in this folder")
        ->type_name("FOLDER");
    app.add_flag("--json", options.json, "the result as one JSON document");

    promptuary::addMigrateVerbs(app, verb);
    promptuary::addTemplateVerbs(app, verb);
    promptuary::addVersionVerbs(app, verb);
    promptuary::addActivationVerbs(app, verb);
    promptuary::addDiffVerbs(app, verb);
    promptuary::addImportVerbs(app, verb);
    promptuary::addRecordVerbs(app, verb);
    promptuary::addMetricVerbs(app, verb);
    promptuary::addPriceVerbs(app, verb);
    promptuary::addSettingVerbs(app, verb);
    promptuary::addAlertVerbs(app, verb);
    promptuary::addHealthVerb(app, verb);
    promptuary::addDemoVerbs(app, verb);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &asked) { // --help or --version
        return app.exit(asked, std::cout, std::cerr);
    } catch (const CLI::ParseError &error) {
        showUsage(app, complaintOf(app, error));
        return static_cast<int>(promptuary::ExitStatus::Usage);
    }
    // A script's empty variable must not end on another database than the one meant.
    for (const char *option : {"--database", "--private"}) {
        if (app.count(option) > 0 && app[option]->as<std::string>().empty()) {
            showUsage(app, std::string(option) + " is empty.");
            return static_cast<int>(promptuary::ExitStatus::Usage);
        }
    }
    if (!options.database.isEmpty() && !options.privateDirectory.isEmpty()) {
        showUsage(app, "--database and --private exclude each other.");
        return static_cast<int>(promptuary::ExitStatus::Usage);
    }
    return run(options, verb);
}
