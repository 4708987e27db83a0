// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/executions/executionstore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct Setting {
    const char *name;
    int ExecutionSettings::*value;
    const char *meaning;
};

constexpr std::array<Setting, 3> settings{{
    {"raw_days", &ExecutionSettings::rawDays, "days that single executions are kept; then maintain drops them"},
    {"hourly_days", &ExecutionSettings::hourlyDays, "days that figures by the hour are kept; those by the day stay"},
    {"payload_bytes", &ExecutionSettings::payloadBytes, "bytes of each text that are kept of an execution"},
}};

struct SettingArguments {
    std::string name;
    int value = 0;
};

Result<Output> showSettings(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto kept = ExecutionStore(**database).settings().result();
    if (!kept)
        return std::unexpected(kept.error());
    QJsonObject object;
    QList<QStringList> rows;
    for (const Setting &setting : settings) {
        const int value = (*kept).*setting.value;
        object.insert(QLatin1StringView(setting.name), value);
        rows << QStringList{QLatin1StringView(setting.name), QString::number(value),
                            QLatin1StringView(setting.meaning)};
    }
    if (session.json())
        return jsonOutput(object);
    return Output{table({{u"SETTING"_s}, {u"VALUE"_s, true}, {u"MEANING"_s}}, rows)};
}

Result<Output> set(Session &session, const SettingArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    ExecutionStore store(**database);
    auto wanted = store.settings().result();
    if (!wanted)
        return std::unexpected(wanted.error());
    for (const Setting &setting : settings) {
        if (arguments.name == setting.name)
            (*wanted).*setting.value = arguments.value;
    }
    if (auto done = store.setSettings(*wanted).result(); !done)
        return std::unexpected(done.error());
    return showSettings(session);
}

} // namespace

void addSettingVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<SettingArguments>();
    CLI::App *group = app.add_subcommand(
        "settings", "How long executions and their figures are kept; without a verb of its own, what is set");
    group->require_subcommand(0, 1);
    group->callback([&chosen] {
        if (!chosen)
            chosen = showSettings;
    });
    CLI::App *verb = group->add_subcommand(
        "set",
        "Change one of the settings. Nothing is dropped by that, but by the next promptuaryctl maintain; what was\n"
        "dropped does not come back. Figures by the day stay for ever.");
    std::vector<std::string> names;
    for (const Setting &setting : settings)
        names.emplace_back(setting.name);
    verb->add_option("SETTING", arguments->name, "which")->required()->check(CLI::IsMember(names));
    addNumber(*verb, "VALUE", arguments->value, 0, "to what")->required();
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return set(session, *arguments); }; });
}

} // namespace promptuary
