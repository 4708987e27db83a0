// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/health.h"

namespace promptuary
{

/// The days of each table taken together, by table.
[[nodiscard]] QList<StorageFigure> withoutDays(const QList<StorageFigure> &figures);

/// All of them together.
[[nodiscard]] StorageFigure totalOf(const QList<StorageFigure> &figures);

/// "12.3 MB"
[[nodiscard]] QString bytesText(qint64 bytes);
/// "175.0 MB in all, 83.1 MB of it indexes; about 605,000 rows."
[[nodiscard]] QString totalText(const QList<StorageFigure> &figures);

} // namespace promptuary
