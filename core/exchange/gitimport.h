// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <functional>
#include <stop_token>

namespace promptuary
{

struct GitOptions {
    /// Matched against paths at `ref`; a pattern without a slash against file names. This one, being nobody's choice,
    /// also leaves out what only describes the repository (README, LICENSE and their like, hidden folders).
    QString glob = QStringLiteral("**/*.{md,txt,prompt,prompty,j2,jinja,jinja2,mustache}");
    QString ref = {};      ///< branch, tag or commit; empty: HEAD, else the only or main branch
    QString taskType = {}; ///< empty: from the file's folder
    qsizetype maxTextBytes = 1024 * 1024;
};

/// Reads the full history of the matching files from a repository, a bare one, or a bundle file: renames followed, each
/// commit that changed a file a version with that commit's author, date and message, files on merged branches with
/// their steps, equal neighbours once (see readHistories). Each file is a template with one message per version; its
/// name, task type, role and format come from its path (see namePromptFiles). Files that `ref` no longer has are not
/// read.
///
/// A text that is no UTF-8, too large, a link or an LFS pointer is a problem at `path@commit`: of an older version, and
/// that version is left out; of the newest, and the file is. `progress` gets commits walked and their total.
[[nodiscard]] Result<ImportPlan> planGitImport(const QString &path, const GitOptions &options = {},
                                               const std::function<void(int, int)> &progress = {},
                                               const std::stop_token &stop = {});

} // namespace promptuary
