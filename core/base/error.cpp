// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace promptuary
{

QString Error::toString() const
{
    QString text = place.isEmpty() ? message : QStringLiteral("%1: %2").arg(place, message);
    if (!remedy.isEmpty())
        text += u' ' + remedy;
    return text;
}

} // namespace promptuary
