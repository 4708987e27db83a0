// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QStringList>

namespace promptuary
{

/// How the declared variables and the texts of a version disagree.
struct VariableFindings {
    QStringList undeclared; ///< used in a text, not declared; in reading order
    QStringList unused;     ///< declared, in no text; in their declared order
    QStringList plain;      ///< in double braces, which the format "text" leaves as they are; in reading order
    bool operator==(const VariableFindings &) const = default;
};

/// Reads the texts in the version's format and says which variables should be declared and which are not used. Names
/// that a template gives itself (loop variables, `set`, macros, members inside a mustache list) are not asked for.
/// What only running the template could tell is left out rather than guessed.
[[nodiscard]] VariableFindings detectVariables(const VersionContent &content);

/// True where a name can be a variable in every format: a letter or underscore, then letters, digits and underscores.
[[nodiscard]] bool isVariableName(QStringView name);

} // namespace promptuary
