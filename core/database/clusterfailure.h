// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace promptuary
{

/// What the output of initdb or of the server says about why `what` happened in `folder`, with its remedy.
[[nodiscard]] Error clusterFailure(const QString &what, const QString &output, const QString &folder);

/// Files of the cluster in `folder` are not what PostgreSQL needs, and what is left of the data nobody can say.
[[nodiscard]] Error damagedCluster(const QString &folder, const QString &complaint);

} // namespace promptuary
