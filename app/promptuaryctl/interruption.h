// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace promptuary
{

/// A token that Ctrl+C and SIGTERM stop. Until it is asked for these signals end the program at once, as usual; from
/// then on the first asks a verb that heeds it to stop and roll back, lets any other finish, and a second one ends the
/// program.
[[nodiscard]] std::stop_token interruption();

} // namespace promptuary
