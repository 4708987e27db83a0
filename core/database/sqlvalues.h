// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QVariantList>

class QSqlDriver;

namespace promptuary
{

/// Puts `values` in the places of the `?` of `sql` that stand outside of quotes and comments, each as a literal quoted
/// by `driver`. Refuses another number of values, and text with a NUL, which PostgreSQL cannot hold.
[[nodiscard]] Result<QString> fillPlaceholders(const QString &sql, const QVariantList &values,
                                               const QSqlDriver &driver);

} // namespace promptuary
