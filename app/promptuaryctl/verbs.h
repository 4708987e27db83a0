// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/promptuaryctl/output.h"
#include "core/base/result.h"

#include <functional>

namespace CLI
{
class App;
}

namespace promptuary
{

class Session;

/// What a chosen verb does once the whole command line has been understood.
using Verb = std::function<Result<Output>(Session &)>;

// Each registers its group's verbs; the one the user names stores itself in `chosen`.
void addMigrateVerbs(CLI::App &app, Verb &chosen);
void addTemplateVerbs(CLI::App &app, Verb &chosen);
void addVersionVerbs(CLI::App &app, Verb &chosen);
void addActivationVerbs(CLI::App &app, Verb &chosen);
void addDiffVerbs(CLI::App &app, Verb &chosen);
void addImportVerbs(CLI::App &app, Verb &chosen);
void addExecutionImport(CLI::App &group, Verb &chosen);
void addRecordVerbs(CLI::App &app, Verb &chosen);
void addMetricVerbs(CLI::App &app, Verb &chosen);
void addPriceVerbs(CLI::App &app, Verb &chosen);
void addSettingVerbs(CLI::App &app, Verb &chosen);
void addAlertVerbs(CLI::App &app, Verb &chosen);
void addHealthVerb(CLI::App &app, Verb &chosen);
void addDemoVerbs(CLI::App &app, Verb &chosen);

} // namespace promptuary
