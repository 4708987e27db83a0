// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/promptstore.h"

namespace promptuary
{

/// A template and one of its versions, as a user named them.
struct VersionReference {
    TemplateSummary summary;
    int number = 0; ///< 0 where only the template was named
};

/// What NAME, NAME@N or NAME@ENVIRONMENT stands for; NAME is a template's name or key and may hold "@" itself: what
/// follows the last "@" counts as a version where it is a number or an environment, and belongs to the name otherwise.
/// A template whose whole name reads like NAME@N is reached by its key, or as NAME@N@M.
[[nodiscard]] Result<VersionReference> findReference(PromptStore &store, const QString &text);

/// As findReference, where NAME alone means its newest version. NotFound for a template without versions.
[[nodiscard]] Result<VersionReference> findVersion(PromptStore &store, const QString &text);

/// `environment`, or with an empty one the default environment's key.
[[nodiscard]] Result<QString> environmentOrDefault(PromptStore &store, const QString &environment);

/// NotFound, which names those there are, unless `environment` is one.
[[nodiscard]] Result<void> checkEnvironment(PromptStore &store, const QString &environment);

/// A task type by its key, or by its name in any case. NotFound names those there are.
[[nodiscard]] Result<TaskType> findTaskType(PromptStore &store, const QString &keyOrName);

} // namespace promptuary
