// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QMap>

namespace promptuary
{

/// libpq's keywords and values, e.g. host, dbname, sslmode.
using ConnectionOptions = QMap<QString, QString>;

/// Reads a connection string or a URI as libpq does. Keywords that are not given are absent.
[[nodiscard]] Result<ConnectionOptions> parseConninfo(const QString &conninfo);

/// The opposite, in the keyword form, each value quoted.
[[nodiscard]] QString formatConninfo(const ConnectionOptions &options);

} // namespace promptuary
