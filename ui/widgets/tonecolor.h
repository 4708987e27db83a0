// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/keyfigures.h"
#include "ui/widgets/colors.h"

namespace promptuary
{

/// Green for better, red for worse.
[[nodiscard]] QColor toneColor(Verdict tone, const Colors &roles);

} // namespace promptuary
