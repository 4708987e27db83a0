// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/gitsource.h"

#include "core/exchange/gitbundle.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// The commit that a name leads to, through tags where need be.
std::optional<git_oid> resolve(git_repository *repository, const QByteArray &name)
{
    const auto object = gitGet<GitObject>(git_revparse_single, repository, name.constData());
    const auto commit = object ? gitGet<GitObject>(git_object_peel, object.get(), GIT_OBJECT_COMMIT) : nullptr;
    if (!commit)
        return {};
    return *git_object_id(commit.get());
}

/// Names to try in turn: as it is, then as a branch of the repository this one was cloned from.
QList<QByteArray> candidates(git_repository *repository, const QString &ref)
{
    if (!ref.isEmpty())
        return {ref.toUtf8(), "refs/remotes/origin/" + ref.toUtf8()};
    QList<QByteArray> names{"HEAD",
                            "refs/heads/main",
                            "refs/heads/master",
                            "refs/remotes/origin/HEAD",
                            "refs/remotes/origin/main",
                            "refs/remotes/origin/master"};
    git_strarray all = {};
    if (git_reference_list(&all, repository) != 0)
        return names;
    QList<QByteArray> branches;
    for (std::size_t i = 0; i < all.count; ++i) {
        const QByteArray name = all.strings[i];
        if (name.startsWith("refs/heads/") || name.startsWith("refs/remotes/"))
            branches.append(name);
    }
    git_strarray_dispose(&all);
    if (branches.size() == 1)
        names.append(branches.first());
    return names;
}

} // namespace

Result<GitSource> GitSource::open(const QString &path, const std::stop_token &stop)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return failure(ErrorKind::NotFound, u"There is no file or folder %1."_s.arg(path),
                       u"Choose a Git repository or a bundle file."_s);
    }
    if (info.isFile())
        return openBundle(path, stop);
    GitSource source;
    // Nothing of the repository is run, so it need not belong to the user.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    const QByteArray file = QFile::encodeName(info.absoluteFilePath());
    source.m_repository = gitGet<GitRepository>(git_repository_open_ext, file.constData(),
                                                static_cast<unsigned int>(GIT_REPOSITORY_OPEN_NO_SEARCH), nullptr);
    if (!source.m_repository) {
        return gitFailure(ErrorKind::Invalid, u"%1 is no Git repository"_s.arg(path),
                          u"Choose a folder with a repository in it, or a bundle file."_s);
    }
    return source;
}

Result<GitSource> GitSource::openBundle(const QString &path, const std::stop_token &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Failed, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    const uchar *mapped = file.size() > 0 ? file.map(0, file.size()) : nullptr;
    const QByteArrayView bundle(mapped, mapped ? file.size() : 0);
    if (!bundle.startsWith("# v")) {
        return failure(ErrorKind::Invalid, u"%1 is neither a Git repository nor a bundle."_s.arg(path),
                       u"Make a bundle with: git bundle create FILE --all"_s);
    }
    auto head = readBundleHead(bundle);
    if (!head)
        return std::unexpected(head.error());
    GitSource source;
    source.m_folder = std::make_unique<QTemporaryDir>();
    if (!source.m_folder->isValid()) {
        return failure(ErrorKind::Failed,
                       u"The bundle could not be unpacked: %1."_s.arg(source.m_folder->errorString()));
    }
    const QByteArray folder = QFile::encodeName(source.m_folder->path());
    source.m_repository = gitGet<GitRepository>(git_repository_init, folder.constData(), 1U);
    if (!source.m_repository)
        return gitFailure(ErrorKind::Failed, u"The bundle could not be unpacked"_s);
    if (auto unpacked = unpackBundle(bundle, *head, source.repository(), stop); !unpacked)
        return std::unexpected(unpacked.error());
    return source;
}

Result<git_oid> GitSource::commit(const QString &ref) const
{
    for (const QByteArray &name : candidates(repository(), ref.trimmed())) {
        if (const auto id = resolve(repository(), name))
            return *id;
    }
    if (ref.trimmed().isEmpty()) {
        return failure(ErrorKind::Invalid, u"The repository's HEAD names no commit."_s,
                       u"Name the branch, tag or commit to import."_s);
    }
    return failure(ErrorKind::NotFound, u"The repository has no branch, tag or commit “%1”."_s.arg(ref));
}

} // namespace promptuary
