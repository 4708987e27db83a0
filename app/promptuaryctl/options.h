// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <CLI/CLI.hpp>

namespace promptuary
{

/// An option or positional argument whose value is text for people, kept as a QString. `target` outlives the parsing.
inline CLI::Option *addText(CLI::App &app, const std::string &name, QString &target, const std::string &help)
{
    return app.add_option_function<std::string>(
        name, [&target](const std::string &value) { target = QString::fromStdString(value); }, help);
}

/// As addText, for an option that may be given several times, or a positional argument that takes the rest.
inline CLI::Option *addTexts(CLI::App &app, const std::string &name, QStringList &target, const std::string &help)
{
    return app.add_option_function<std::vector<std::string>>(
        name,
        [&target](const std::vector<std::string> &values) {
            for (const std::string &value : values)
                target << QString::fromStdString(value);
        },
        help);
}

} // namespace promptuary
