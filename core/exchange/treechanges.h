// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/gitpointer.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace promptuary
{

/// What stands at a path in one tree. A null id: nothing.
struct TreeFile {
    git_oid id = {};
    git_filemode_t mode = GIT_FILEMODE_UNREADABLE;

    [[nodiscard]] bool exists() const { return mode != GIT_FILEMODE_UNREADABLE; }
    bool operator==(const TreeFile &other) const { return mode == other.mode && git_oid_equal(&id, &other.id); }
};

/// A path that differs between two trees.
struct TreeChange {
    QByteArray path;
    TreeFile before;
    TreeFile after;
    bool operator==(const TreeChange &) const = default;
};

/// The files that differ between two trees (null: an empty one), by path. Folders that are equal are not entered, so
/// the cost is that of the change, not of the tree.
[[nodiscard]] Result<QList<TreeChange>> treeChanges(git_repository *repository, const git_tree *before,
                                                    const git_tree *after);

/// Calls `file` for every file of a tree, links and submodules included.
[[nodiscard]] Result<void> eachTreeFile(git_repository *repository, const git_tree *tree,
                                        const std::function<void(const QByteArray &, const TreeFile &)> &file);

} // namespace promptuary
