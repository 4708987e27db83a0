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

/// An option whose value is a whole number of at least `least`; anything else is told in a sentence that names it.
template<typename Number>
CLI::Option *addNumber(CLI::App &app, const std::string &name, Number &target, int least, const std::string &help)
{
    const auto take = [&target, name, least](const std::string &value) {
        bool isNumber = false;
        const int number = QByteArray::fromStdString(value).toInt(&isNumber);
        if (!isNumber || number < least)
            throw CLI::ValidationError(name + " takes a whole number, " + std::to_string(least) +
                                       " or more; it was given \"" + value + "\".");
        target = number;
    };
    return app.add_option_function<std::string>(name, take, help)->type_name("N");
}

} // namespace promptuary
