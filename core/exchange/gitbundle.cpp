// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/gitbundle.h"

#include <QScopeGuard>

#include <git2/sys/repository.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

std::unexpected<Error> damaged()
{
    return failure(ErrorKind::Invalid, u"The bundle is damaged or not complete."_s,
                   u"Make it again with: git bundle create FILE --all"_s);
}

/// Takes one line of the head: a capability, a commit that must be there already, or a reference.
Result<void> takeLine(QByteArrayView line, BundleHead &head)
{
    if (line.startsWith('@')) {
        if (line == "@object-format=sha1")
            return {};
        return failure(ErrorKind::Invalid,
                       u"The bundle needs “%1”, which cannot be read here."_s.arg(QString::fromUtf8(line.sliced(1))),
                       u"Make one without it: git bundle create FILE --all"_s);
    }
    if (line.startsWith('-')) {
        return failure(ErrorKind::Invalid, u"The bundle builds on commits that it does not hold."_s,
                       u"Make a whole one: git bundle create FILE --all"_s);
    }
    constexpr qsizetype idLength = GIT_OID_SHA1_HEXSIZE;
    git_oid id;
    if (line.size() < idLength + 2 || line[idLength] != ' ' || git_oid_fromstrn(&id, line.data(), idLength) != 0)
        return damaged();
    head.refs.append({line.sliced(idLength + 1).toByteArray(), id});
    return {};
}

} // namespace

Result<BundleHead> readBundleHead(QByteArrayView bundle)
{
    BundleHead head;
    for (bool first = true;; first = false) {
        const qsizetype end = bundle.indexOf('\n', head.packStart);
        if (end < 0)
            return damaged();
        const auto line = bundle.sliced(head.packStart, end - head.packStart);
        head.packStart = end + 1;
        if (line.isEmpty())
            break;
        if (first) {
            if (line != "# v2 git bundle" && line != "# v3 git bundle")
                return failure(ErrorKind::Invalid, u"The bundle is of a kind that cannot be read here."_s);
            continue;
        }
        if (auto taken = takeLine(line, head); !taken)
            return std::unexpected(taken.error());
    }
    if (head.refs.isEmpty())
        return failure(ErrorKind::Invalid, u"The bundle names no branch."_s);
    return head;
}

Result<void> unpackBundle(QByteArrayView bundle, const BundleHead &head, git_repository *repository,
                          const std::stop_token &stop)
{
    const auto odb = gitGet<GitOdb>(git_repository_odb, repository);
    git_odb_writepack *writer = nullptr;
    if (!odb || git_odb_write_pack(&writer, odb.get(), nullptr, nullptr) != 0)
        return gitFailure(ErrorKind::Failed, u"The bundle could not be unpacked"_s);
    const auto release = qScopeGuard([writer] { writer->free(writer); });
    git_indexer_progress progress = {};
    constexpr qsizetype chunk = 1024 * 1024;
    for (qsizetype at = head.packStart; at < bundle.size(); at += chunk) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"Reading the bundle was cancelled."_s);
        const auto part = bundle.sliced(at, std::min(chunk, bundle.size() - at));
        if (writer->append(writer, part.data(), static_cast<std::size_t>(part.size()), &progress) != 0)
            return damaged();
    }
    if (writer->commit(writer, &progress) != 0)
        return damaged();
    for (const auto &[name, id] : head.refs) {
        if (name == "HEAD") {
            if (git_repository_set_head_detached(repository, &id) != 0)
                return damaged();
            continue;
        }
        if (!gitGet<GitReference>(git_reference_create, repository, name.constData(), &id, 1, nullptr))
            return damaged();
    }
    return {};
}

} // namespace promptuary
