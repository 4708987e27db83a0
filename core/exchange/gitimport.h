// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <functional>
#include <stop_token>

namespace promptuary {

struct GitOptions {
    QString glob = QStringLiteral("**/*.{md,txt,prompt,prompty,j2,jinja,jinja2,mustache}"); ///< matched against paths at `ref`
    QString ref;      ///< branch, tag or commit; empty: HEAD
    QString taskType; ///< empty: from the file's folder
    qsizetype maxTextBytes = 1024 * 1024;
};

/// Reads the full history of the matching files from a repository, a bare one, or a bundle file: renames followed, each
/// commit that changed a file a version with that commit's author, date and message, files on merged branches with their
/// steps, equal neighbours once. `progress` gets commits walked and their total.
[[nodiscard]] Result<ImportPlan> planGitImport(const QString &path, const GitOptions &options = {},
                                               const std::function<void(int, int)> &progress = {},
                                               const std::stop_token &stop = {});

} // namespace promptuary
