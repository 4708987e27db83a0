// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/health/health.h"

namespace promptuary
{

/// What does not go as it should, and what to do about it.
struct Concern {
    AlertSeverity severity = AlertSeverity::Warning;
    QString what;
    QString remedy;
    bool operator==(const Concern &) const = default;
};

/// The most severe first; none where all is well. Ages are by the server's clock.
[[nodiscard]] QList<Concern> concernsOf(const HealthReading &reading, const OwnConnection &own);

} // namespace promptuary
