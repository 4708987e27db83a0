// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/githistory.h"

#include "core/exchange/renames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr qint64 largestComparedFile = 8 * 1024 * 1024;

/// Which files, by their index, are known under a path in one commit. Shared between a commit and its parents for as
/// long as nothing is renamed, which makes a step of the walk cost what its commit changed.
using Tracked = QHash<QByteArray, QList<int>>;

QByteArray keyOf(const git_oid &id)
{
    return QByteArray(reinterpret_cast<const char *>(id.id), sizeof id.id);
}

/// What a commit did to its tree, seen from one of its parents.
struct ParentView {
    git_oid parent = {};
    QList<TreeChange> all;
    QHash<QByteArray, TreeChange> changes;  ///< of tracked paths
    QHash<QByteArray, RenamedFrom> renames; ///< by new path

    /// True where this parent has the file's content, under this name or the one it had there.
    [[nodiscard]] bool hasSame(const QByteArray &path) const
    {
        const auto change = changes.constFind(path);
        if (change == changes.cend())
            return true;
        const auto from = renames.constFind(path);
        if (from != renames.cend())
            return git_oid_equal(&from->id, &change->after.id);
        return change->before.exists() && git_oid_equal(&change->before.id, &change->after.id);
    }
};

class HistoryWalk
{
public:
    HistoryWalk(git_repository *repository, const std::stop_token &stop)
        : m_repository(repository)
        , m_stop(stop)
        , m_odb(gitGet<GitOdb>(git_repository_odb, repository))
        , m_contentOf([this](const git_oid &id) { return contentOf(id); })
    {
    }

    Result<QList<FileHistory>> read(const git_oid &start, const QList<QByteArray> &paths,
                                    const std::function<void(int, int)> &progress)
    {
        if (auto begun = begin(start, paths); !begun)
            return std::unexpected(begun.error());
        const auto commits = ancestors(start);
        if (!commits)
            return std::unexpected(commits.error());
        const int total = static_cast<int>(commits->size());
        for (int i = 0; i < total; ++i) {
            if (m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"Reading the history was cancelled."_s);
            if (auto visited = visit(commits->at(i)); !visited)
                return std::unexpected(visited.error());
            if (progress)
                progress(i + 1, total);
        }
        for (qsizetype file = 0; file < m_histories.size(); ++file)
            finish(m_histories[file], m_choices[file]);
        return std::move(m_histories);
    }

private:
    Result<void> begin(const git_oid &start, const QList<QByteArray> &paths)
    {
        const auto commit = gitGet<GitCommit>(git_commit_lookup, m_repository, &start);
        GitTree tree;
        if (commit)
            tree = gitGet<GitTree>(git_commit_tree, commit.get());
        QHash<QByteArray, TreeFile> files;
        const auto listed = eachTreeFile(
            m_repository, tree.get(), [&files](const QByteArray &path, const TreeFile &file) { files[path] = file; });
        if (!tree || !listed)
            return gitFailure(ErrorKind::Failed, u"The commit to read could not be opened"_s);
        Tracked tracked;
        for (const QByteArray &path : paths) {
            tracked[path].append(static_cast<int>(m_histories.size()));
            m_histories.append({path, files.value(path), {}});
        }
        m_choices.resize(m_histories.size());
        m_trackedAt[keyOf(start)] = tracked;
        return {};
    }

    Result<QList<git_oid>> ancestors(const git_oid &start)
    {
        const auto walk = gitGet<GitRevwalk>(git_revwalk_new, m_repository);
        if (!walk)
            return gitFailure(ErrorKind::Failed, u"The history could not be read"_s);
        git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
        QList<git_oid> commits;
        git_oid id;
        int status = git_revwalk_push(walk.get(), &start);
        while (status == 0 && (status = git_revwalk_next(&id, walk.get())) == 0)
            commits.append(id);
        if (status != GIT_ITEROVER) {
            return gitFailure(ErrorKind::Invalid, u"The repository's history is not complete"_s,
                              u"Fetch all of it (git fetch --unshallow) and try again."_s);
        }
        return commits;
    }

    Result<void> visit(const git_oid &id)
    {
        const Tracked tracked = m_trackedAt.take(keyOf(id));
        if (tracked.isEmpty())
            return {};
        const auto commit = gitGet<GitCommit>(git_commit_lookup, m_repository, &id);
        const auto tree = commit ? gitGet<GitTree>(git_commit_tree, commit.get()) : nullptr;
        if (!tree)
            return gitFailure(ErrorKind::Failed, u"A commit of the repository could not be read"_s);
        auto views = viewsOf(commit.get(), tree.get(), tracked);
        if (!views)
            return std::unexpected(views.error());
        record(id, tracked, *views);
        if (git_commit_parentcount(commit.get()) > 0) {
            for (const ParentView &view : std::as_const(*views))
                passOn(tracked, view);
        }
        return {};
    }

    /// One view for each parent; a first commit is seen from an empty tree.
    Result<QList<ParentView>> viewsOf(const git_commit *commit, const git_tree *tree, const Tracked &tracked)
    {
        QList<ParentView> views;
        const unsigned int parents = git_commit_parentcount(commit);
        for (unsigned int n = 0; n < std::max(parents, 1U); ++n) {
            ParentView view;
            GitTree parentTree;
            if (n < parents) {
                view.parent = *git_commit_parent_id(commit, n);
                const auto parent = gitGet<GitCommit>(git_commit_lookup, m_repository, &view.parent);
                parentTree = parent ? gitGet<GitTree>(git_commit_tree, parent.get()) : nullptr;
                if (!parentTree)
                    return gitFailure(ErrorKind::Failed, u"A commit of the repository could not be read"_s);
            }
            auto all = treeChanges(m_repository, parentTree.get(), tree);
            if (!all)
                return std::unexpected(all.error());
            view.all = *std::move(all);
            for (const TreeChange &change : std::as_const(view.all)) {
                if (tracked.contains(change.path))
                    view.changes.insert(change.path, change);
            }
            views.append(std::move(view));
        }
        if (parents > 0)
            findRenamesIn(views);
        return views;
    }

    /// Looks for old names where a file is new to a parent, but for files that another parent has as they are: what a
    /// merge brings over whole was named by the commits on its way.
    void findRenamesIn(QList<ParentView> &views) const
    {
        for (ParentView &view : views) {
            QSet<QByteArray> wanted;
            bool removed = false;
            for (const TreeChange &change : std::as_const(view.changes)) {
                const auto has = [&change](const ParentView &other) { return !other.changes.contains(change.path); };
                if (!change.before.exists() && std::ranges::none_of(views, has))
                    wanted.insert(change.path);
                removed |= !change.after.exists();
            }
            if (!wanted.isEmpty() || removed)
                view.renames = findRenames(view.all, wanted, m_contentOf);
            view.renames.removeIf([&view, &wanted](const auto &rename) {
                return view.changes.contains(rename.key()) && !wanted.contains(rename.key());
            });
        }
    }

    void record(const git_oid &commit, const Tracked &tracked, const QList<ParentView> &views)
    {
        QSet<QByteArray> seen;
        for (const ParentView &view : views) {
            for (const TreeChange &change : view.changes) {
                if (!change.after.exists() || seen.contains(change.path))
                    continue;
                seen.insert(change.path);
                const auto same = std::ranges::count_if(
                    views, [&change](const ParentView &other) { return other.hasSame(change.path); });
                for (const int file : tracked.value(change.path)) {
                    if (same == 0)
                        m_histories[file].steps.append({commit, change.path, change.after});
                    else if (same < views.size() && !m_choices[file])
                        m_choices[file] = commit;
                }
            }
        }
    }

    void passOn(const Tracked &tracked, const ParentView &view)
    {
        Tracked next = tracked;
        QSet<QByteArray> renamedAway;
        for (const RenamedFrom &from : view.renames)
            renamedAway.insert(from.path);
        for (const TreeChange &change : view.changes) {
            // The file that had this name lives on under another: what is there later is another file.
            if (!change.after.exists() && renamedAway.contains(change.path))
                next.remove(change.path);
        }
        for (const TreeChange &change : view.changes) {
            if (const auto from = view.renames.constFind(change.path); from != view.renames.cend()) {
                next.remove(change.path);
                next[from->path] += tracked.value(change.path);
            }
        }
        unite(m_trackedAt[keyOf(view.parent)], next);
    }

    static void unite(Tracked &into, const Tracked &more)
    {
        if (into.isEmpty() || into.isSharedWith(more)) {
            into = more;
            return;
        }
        for (auto entry = more.begin(); entry != more.end(); ++entry) {
            QList<int> &files = into[entry.key()];
            for (const int file : entry.value()) {
                if (!files.contains(file))
                    files.append(file);
            }
        }
    }

    /// Orders the steps, and makes the last one that which gave the file the content it has. Side branches whose work a
    /// merge did not take may end later by date; they go before it. Where they grew out of it, the merge is a step
    /// back.
    void finish(FileHistory &history, const std::optional<git_oid> &choice)
    {
        QList<FileStep> &steps = history.steps;
        std::ranges::reverse(steps);
        const auto hasContent = [&history](const FileStep &step) {
            return git_oid_equal(&step.file.id, &history.file.id) != 0;
        };
        if (steps.isEmpty() || hasContent(steps.last()))
            return;
        const auto origin = std::find_if(steps.rbegin(), steps.rend(), hasContent);
        if (origin != steps.rend()) {
            const auto index = steps.rend() - origin - 1;
            const git_oid id = steps[index].commit;
            const auto grewOut = [this, &id](const FileStep &step) {
                return git_graph_descendant_of(m_repository, &step.commit, &id) == 1;
            };
            if (std::none_of(steps.begin() + index + 1, steps.end(), grewOut)) {
                steps.move(index, steps.size() - 1);
                return;
            }
        }
        if (choice)
            steps.append({*choice, history.path, history.file});
    }

    std::optional<QByteArray> contentOf(const git_oid &id) const
    {
        std::size_t size = 0;
        git_object_t type = GIT_OBJECT_INVALID;
        if (git_odb_read_header(&size, &type, m_odb.get(), &id) != 0 || type != GIT_OBJECT_BLOB ||
            size > static_cast<std::size_t>(largestComparedFile))
            return {};
        const auto blob = gitGet<GitBlob>(git_blob_lookup, m_repository, &id);
        if (!blob)
            return {};
        return QByteArray(static_cast<const char *>(git_blob_rawcontent(blob.get())), static_cast<qsizetype>(size));
    }

    git_repository *m_repository;
    const std::stop_token &m_stop;
    GitOdb m_odb;
    ContentOf m_contentOf;
    QHash<QByteArray, Tracked> m_trackedAt; // by commit, while a child of it was visited and it was not
    QList<FileHistory> m_histories;
    QList<std::optional<git_oid>> m_choices; // by file: the newest merge that took one side's content
};

} // namespace

Result<QList<FileHistory>> readHistories(git_repository *repository, const git_oid &commit,
                                         const QList<QByteArray> &paths, const std::function<void(int, int)> &progress,
                                         const std::stop_token &stop)
{
    return HistoryWalk(repository, stop).read(commit, paths, progress);
}

} // namespace promptuary
