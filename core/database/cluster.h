// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/postgresprograms.h"

#include <QString>

namespace promptuary
{

/// Makes the cluster of a private server in `folder`, with its database, unless it is there. A cluster is complete once
/// it has its final name: one that an interruption left half made is made again.
[[nodiscard]] Result<void> makeCluster(const PostgresPrograms &programs, const QString &folder);

/// Whether PostgreSQL can use what is in `folder`: its major version, its owner, its permissions.
[[nodiscard]] Result<void> checkCluster(const PostgresPrograms &programs, const QString &folder);

/// The superuser of the cluster, named after the person who made it.
[[nodiscard]] QString clusterUser(const QString &folder);

} // namespace promptuary
