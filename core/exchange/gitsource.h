// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/gitpointer.h"

#include <QTemporaryDir>

#include <memory>
#include <stop_token>

namespace promptuary
{

/// A place with a Git history, open for reading: a repository, a bare one, or a bundle file, which is unpacked into a
/// temporary folder for as long as this lives.
class GitSource
{
public:
    [[nodiscard]] static Result<GitSource> open(const QString &path, const std::stop_token &stop = {});

    [[nodiscard]] git_repository *repository() const { return m_repository.get(); }
    /// The commit that `ref` names: a branch, a tag, a commit. Empty: HEAD; where that names nothing, as in a bundle of
    /// one branch, main, master, or the only branch there is.
    [[nodiscard]] Result<git_oid> commit(const QString &ref) const;

private:
    [[nodiscard]] static Result<GitSource> openBundle(const QString &path, const std::stop_token &stop);

    // Order matters: the repository goes before its folder, the library last.
    std::unique_ptr<GitLibrary> m_library = std::make_unique<GitLibrary>();
    std::unique_ptr<QTemporaryDir> m_folder;
    GitRepository m_repository;
};

} // namespace promptuary
