// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <git2.h>

#include <memory>

namespace promptuary
{

/// Frees one of libgit2's objects when it goes out of scope.
template<auto Free>
struct GitFree {
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using GitRepository = std::unique_ptr<git_repository, GitFree<git_repository_free>>;
using GitObject = std::unique_ptr<git_object, GitFree<git_object_free>>;
using GitCommit = std::unique_ptr<git_commit, GitFree<git_commit_free>>;
using GitTree = std::unique_ptr<git_tree, GitFree<git_tree_free>>;
using GitBlob = std::unique_ptr<git_blob, GitFree<git_blob_free>>;
using GitRevwalk = std::unique_ptr<git_revwalk, GitFree<git_revwalk_free>>;
using GitReference = std::unique_ptr<git_reference, GitFree<git_reference_free>>;
using GitOdb = std::unique_ptr<git_odb, GitFree<git_odb_free>>;

/// Calls one of libgit2's functions that give an object through their first argument; null where it failed.
template<typename Pointer, typename Function, typename... Args>
[[nodiscard]] Pointer gitGet(Function function, Args... args)
{
    typename Pointer::pointer object = nullptr;
    if (function(&object, args...) < 0)
        return nullptr;
    return Pointer(object);
}

/// libgit2's start and end are counted, so whoever uses it holds one of these meanwhile.
class GitLibrary
{
public:
    GitLibrary() { git_libgit2_init(); }
    ~GitLibrary() { git_libgit2_shutdown(); }
    GitLibrary(const GitLibrary &) = delete;
    GitLibrary &operator=(const GitLibrary &) = delete;
};

/// What libgit2 said last on this thread, after `message`.
[[nodiscard]] inline std::unexpected<Error> gitFailure(ErrorKind kind, const QString &message,
                                                       const QString &remedy = {})
{
    const git_error *error = git_error_last();
    const QString reason = error && error->message ? QString::fromUtf8(error->message) : QString();
    return failure(kind, reason.isEmpty() ? message + u'.' : QStringLiteral("%1: %2.").arg(message, reason), remedy);
}

} // namespace promptuary
