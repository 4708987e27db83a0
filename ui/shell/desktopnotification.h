// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace promptuary
{

/// Asks the desktop to show a notification (Desktop Notifications Specification 1.2, org.freedesktop.Notifications).
/// Where there is no such service nothing happens: what it says stands in the window as well. `urgent` ones stay until
/// somebody has seen them.
void notifyDesktop(const QString &title, const QString &text, bool urgent);

} // namespace promptuary
