// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/conninfo.h"

namespace promptuary
{

/// Why a connection with `options` was refused with `text`. QPSQL keeps nothing but that text, whose language is the
/// server's, so the server is asked once more, for its code.
[[nodiscard]] Error connectRefusal(const ConnectionOptions &options, const QString &text);

} // namespace promptuary
