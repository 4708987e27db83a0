// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QJsonObject>

namespace promptuary
{

/// Prompts that came from files use variables without declaring them; an agent fills them in all the same.
void declareVariables(VersionContent &content);

/// What an agent might fill in for the declared variables; another number is about another subject.
[[nodiscard]] QJsonObject demoValues(const VersionContent &content, quint64 number);

/// Values in their places and nothing else: enough to look like what a model was sent.
[[nodiscard]] QString demoPrompt(const VersionContent &content, const QJsonObject &values);

} // namespace promptuary
