// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/treechanges.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

const git_tree_entry *entryAt(const git_tree *tree, std::size_t index)
{
    return tree && index < git_tree_entrycount(tree) ? git_tree_entry_byindex(tree, index) : nullptr;
}

/// Git sorts a folder as though its name ended in a slash.
int compareEntries(const git_tree_entry *a, const git_tree_entry *b)
{
    return git_tree_entry_cmp(a, b);
}

TreeFile fileOf(const git_tree_entry *entry)
{
    return {*git_tree_entry_id(entry), git_tree_entry_filemode_raw(entry)};
}

bool isFolder(const git_tree_entry *entry)
{
    return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

class Comparison
{
public:
    explicit Comparison(git_repository *repository)
        : m_repository(repository)
    {
    }

    bool compare(const QByteArray &folder, const git_tree *before, const git_tree *after)
    {
        std::size_t i = 0;
        std::size_t j = 0;
        for (;;) {
            const git_tree_entry *old = entryAt(before, i);
            const git_tree_entry *now = entryAt(after, j);
            if (!old && !now)
                return true;
            const int order = !old ? 1 : !now ? -1 : compareEntries(old, now);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (!compareOne(folder, order <= 0 ? old : nullptr, order >= 0 ? now : nullptr))
                return false;
        }
    }

    QList<TreeChange> changes;

private:
    bool compareOne(const QByteArray &folder, const git_tree_entry *old, const git_tree_entry *now)
    {
        if (old && now && fileOf(old) == fileOf(now))
            return true;
        const QByteArray path = folder + git_tree_entry_name(old ? old : now);
        if (!isFolder(old) && !isFolder(now)) {
            changes.append({path, old ? fileOf(old) : TreeFile(), now ? fileOf(now) : TreeFile()});
            return true;
        }
        const auto before = isFolder(old) ? tree(old) : nullptr;
        const auto after = isFolder(now) ? tree(now) : nullptr;
        if ((isFolder(old) && !before) || (isFolder(now) && !after))
            return false;
        return compare(path + '/', before.get(), after.get());
    }

    GitTree tree(const git_tree_entry *entry)
    {
        return gitGet<GitTree>(git_tree_lookup, m_repository, git_tree_entry_id(entry));
    }

    git_repository *m_repository;
};

} // namespace

Result<QList<TreeChange>> treeChanges(git_repository *repository, const git_tree *before, const git_tree *after)
{
    Comparison comparison(repository);
    if (!comparison.compare({}, before, after))
        return gitFailure(ErrorKind::Failed, u"A folder of the repository could not be read"_s);
    return std::move(comparison.changes);
}

Result<void> eachTreeFile(git_repository *repository, const git_tree *tree,
                          const std::function<void(const QByteArray &, const TreeFile &)> &file)
{
    auto files = treeChanges(repository, nullptr, tree);
    if (!files)
        return std::unexpected(files.error());
    for (const TreeChange &change : std::as_const(*files))
        file(change.path, change.after);
    return {};
}

} // namespace promptuary
