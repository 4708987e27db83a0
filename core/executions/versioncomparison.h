// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboard.h"
#include "core/executions/dashboardcharts.h"

namespace promptuary
{

/// One measure of one version, next to the same of the first one.
struct ComparedFigure {
    QString value = {};
    QString interval = {};   ///< "98.6 % to 98.8 %"; empty where none is known
    QString difference = {}; ///< "+0.8 pts (+0.6 pts to +1.0 pts)"; empty for the first version
    bool compared = false;   ///< it is known whether the difference is real
    bool real = false;
    Verdict tone = Verdict::Neutral;
    QString explanation = {}; ///< the exact figures
    bool operator==(const ComparedFigure &) const = default;
};

/// A measure of all versions, in their order.
struct ComparedMeasure {
    QString name = {};
    QList<ComparedFigure> figures = {};
    bool operator==(const ComparedMeasure &) const = default;
};

/// What filter.compared asks for: a row for each measure that any of the versions has. Rates are compared by
/// Newcombe's interval, means (of cost, tokens, latency and confidence) by Welch's, percentiles by their intervals. Of
/// tokens the interval may not be known, where executions were dropped before it was kept: then nothing is said of
/// noise.
[[nodiscard]] QList<ComparedMeasure> compareVersions(const DashboardData &data);
/// What the second version changed against the first, as a sentence; empty unless two are compared.
[[nodiscard]] Impact comparedImpact(const DashboardData &data);

/// What such a table has to be read with.
[[nodiscard]] QString comparisonCaution();
/// "real" or "noise"; empty where nothing is compared.
[[nodiscard]] QString verdictText(const ComparedFigure &figure);
/// A difference and whether it is real, in words; empty where there is none.
[[nodiscard]] QString differenceLine(const ComparedFigure &figure);

/// The latency, cost and confidence of the compared versions.
[[nodiscard]] QList<ChartData> comparedDistributions(const DashboardData &data);

} // namespace promptuary
