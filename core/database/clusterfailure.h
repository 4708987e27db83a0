// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace promptuary
{

/// What the output of initdb or of the server says about why `what` happened in `folder`, with its remedy.
[[nodiscard]] Error clusterFailure(const QString &what, const QString &output, const QString &folder);

} // namespace promptuary
