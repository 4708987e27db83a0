// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/treechanges.h"

#include <functional>
#include <stop_token>

namespace promptuary
{

/// A commit that gave a file another content, and the path the file had there.
struct FileStep {
    git_oid commit = {};
    QByteArray path;
    TreeFile file;
};

/// A file and how it came about.
struct FileHistory {
    QByteArray path; ///< at the commit the walk started from
    TreeFile file;
    QList<FileStep>
        steps; ///< oldest first: ancestors before descendants, else by commit date; the last has the file's content
};

/// The histories of the files at `paths` in `commit`, in one walk over all its ancestors.
///
/// Each file is followed from `commit` backwards into every parent: under its old name where a commit renamed it
/// (content at least half alike, as Git has it), and under its own name across a commit that removed it and another
/// that brought it back. A commit is a step where the content differs from that in all its parents, so a merge that
/// took one side, or one that joined what both sides agree on, is none; a merge that made something new of two sides is
/// one.
///
/// `progress` gets commits walked and their total.
[[nodiscard]] Result<QList<FileHistory>> readHistories(git_repository *repository, const git_oid &commit,
                                                       const QList<QByteArray> &paths,
                                                       const std::function<void(int, int)> &progress = {},
                                                       const std::stop_token &stop = {});

} // namespace promptuary
