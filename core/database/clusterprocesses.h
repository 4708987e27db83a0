// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <sys/types.h>

#include <chrono>

namespace promptuary
{

/// Whether a process has `cluster` as its working folder, as every process of a PostgreSQL server has. A zombie has
/// none. Compares the folders themselves, because a path can differ from one mount namespace to the next.
[[nodiscard]] bool worksIn(pid_t process, const QString &cluster);

/// Waits for the end of a process that need not be our child. A zombie counts as ended.
bool waitForEnd(pid_t process, std::chrono::milliseconds patience);

/// Waits for all processes that work in `cluster`, which end by themselves once their parent was killed unless they are
/// busy; those that stay are killed.
void endProcessesIn(const QString &cluster);

} // namespace promptuary
