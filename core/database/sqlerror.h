// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

struct pg_result;

namespace promptuary
{

/// What PostgreSQL refused, read from the fields of its answer: they do not depend on the language of its messages.
/// `connectionLost` says that the connection is gone, whatever the answer was.
[[nodiscard]] Error sqlError(const pg_result *result, bool connectionLost);

/// Why a connection could not be made. `text` is libpq's explanation, `sqlState` the server's where it answered.
[[nodiscard]] Error connectError(const QString &text, const QString &sqlState, bool passwordWanted);

/// The error of work on a connection that is gone.
[[nodiscard]] Error connectionLostError(const QString &why = {});

/// The error of a text that PostgreSQL cannot take for a character in it.
[[nodiscard]] Error nulError();

} // namespace promptuary
