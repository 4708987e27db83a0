// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace promptuary
{

/// The candidate someone most likely meant by a name that does not exist: fewest typing mistakes apart (letters added,
/// missing, wrong or swapped; case does not count), one that begins with the name before others. Empty where none is
/// near enough to be worth a suggestion.
[[nodiscard]] QString nearestName(const QString &name, const QStringList &candidates);

} // namespace promptuary
