// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/promptuary/application.h"

#include <QStringList>

#include <optional>

namespace promptuary
{

struct CommandLine {
    Application::Options options;
    QStringList positional;
    /// Set where the program has nothing left to do: 0 after --help, 2 after a wrong option.
    std::optional<int> exitStatus;
};

/// Reads --database and --private, which all programs share; `positional` documents what else the program takes.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments, const QString &positional = {});

} // namespace promptuary
