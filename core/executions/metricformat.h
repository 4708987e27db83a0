// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <cstdint>

namespace promptuary
{

/// What a figure is measured in. Tokens are a count that runs into millions and is shortened then. A share is written
/// as a rate is; it is a part of a whole that is shown in full, so its axis begins at zero.
enum class Unit : std::uint8_t { Count, Money, Duration, Rate, Score, Share, Tokens };

/// "192,829", "$221.40", "2.05 s", "98.2 %", "0.92", "41.2 M": what matters of a figure. Money is USD, a duration
/// milliseconds, a rate and a score 0 to 1.
[[nodiscard]] QString figureText(Unit unit, double value);
/// "41,208 executions", "1 execution".
[[nodiscard]] QString executionsText(qint64 count);
/// A figure with all its digits, for tooltips.
[[nodiscard]] QString exactText(Unit unit, double value);
/// How many digits after the point amounts have that stand below each other: three significant ones of the largest, two
/// of the smallest.
[[nodiscard]] int moneyDigits(const QList<double> &usd);
[[nodiscard]] QString moneyText(double usd, int digits); ///< "$0.81" with two
/// A tick of an axis whose ticks are `step` apart.
[[nodiscard]] QString tickText(Unit unit, double value, double step);

/// "+0.4 pts" for rates, "+0.01" for scores; a true minus sign, and none for what rounds to nothing.
[[nodiscard]] QString differenceText(Unit unit, double difference);
/// "+4.1 %": how much more `now` is than `before`, from ten times on "×12"; empty where there was nothing before.
[[nodiscard]] QString growthText(double now, double before);
[[nodiscard]] QString signedPercentText(double share); ///< 0.041 as "+4.1 %"

} // namespace promptuary
