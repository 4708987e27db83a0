// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/gitpointer.h"

#include <QByteArrayView>
#include <QList>

#include <stop_token>
#include <utility>

namespace promptuary
{

/// What a bundle's text head says before its pack begins.
struct BundleHead {
    QList<std::pair<QByteArray, git_oid>> refs;
    qsizetype packStart = 0;
};

/// Reads the head of a bundle of version 2 or 3. Refused with the reason: a bundle that builds on commits it does not
/// hold, one made with a filter, one with SHA-256 ids.
[[nodiscard]] Result<BundleHead> readBundleHead(QByteArrayView bundle);

/// Puts a bundle's objects and references into a repository.
[[nodiscard]] Result<void> unpackBundle(QByteArrayView bundle, const BundleHead &head, git_repository *repository,
                                        const std::stop_token &stop = {});

} // namespace promptuary
