// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/keyfigures.h"
#include "core/health/health.h"

namespace promptuary
{

/// The figures that say how it goes, in the order they are shown: five of the last 24 hours beside the 24 before
/// (connection success, fallback rate, load time, guardrail violation rate, loads), then five of now (notification
/// lag, executions to roll up, alerts to deliver, last rollup, last maintenance).
[[nodiscard]] QList<KeyFigure> healthFigures(const HealthReading &reading, const OwnConnection &own);

/// "98.2 %"; near to none and to all with another digit, so that neither is said where it is not so.
[[nodiscard]] QString shareText(qint64 part, qint64 whole);
[[nodiscard]] QString waitingText(const HealthState &state); ///< executions; "100,000+" beyond what is counted
/// "0.8 ms", "41 ms", "1.20 s"
[[nodiscard]] QString timeText(double milliseconds);
[[nodiscard]] double milliseconds(const OwnConnection &own); ///< of the notification's way
/// "2 h ago", by the server's clock; "never" without a time.
[[nodiscard]] QString agoText(const QDateTime &time, const HealthState &state);
/// What belongs where no agent reported anything in both days; empty where some did.
[[nodiscard]] QString howToReport(const HealthReading &reading);

} // namespace promptuary
