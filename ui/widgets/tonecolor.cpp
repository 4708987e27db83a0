// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tonecolor.h"

namespace promptuary
{

QColor toneColor(Verdict tone, const Colors &roles)
{
    switch (tone) {
    case Verdict::Good:
        return roles.active;
    case Verdict::Bad:
        return roles.danger;
    case Verdict::Neutral:
        break;
    }
    return roles.secondaryText;
}

} // namespace promptuary
