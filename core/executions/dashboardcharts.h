// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"
#include "core/executions/dashboard.h"
#include "core/executions/keyfigures.h"
#include "core/prompts/template.h"

#include <QHash>

namespace promptuary
{

/// What a dashboard shows beside its figures.
struct DashboardContext {
    QHash<TemplateId, QString> templateNames = {};
    QHash<QString, QString> taskTypeNames = {}; ///< by key
    QList<Activation> activations = {};         ///< of the one template, newest first; empty for the overview
    int active = 0;                             ///< the version that serves in the filter's environment
    bool operator==(const DashboardContext &) const = default;
};

[[nodiscard]] bool concerns(const Activation &activation, const DashboardFilter &filter);
/// "v12", a template's name, a model's.
[[nodiscard]] QString groupName(const Metrics &group, const DashboardContext &context);

/// A colour for each version, by its number: it has the same in all charts, whatever else they show. Of two with the
/// same in one chart, the newer has the next that is free.
[[nodiscard]] QHash<int, qsizetype> versionColors(QList<int> versions);

/// Cost stacked by template, task type, model or version: the six that cost most, or five and the rest as one.
[[nodiscard]] ChartData costChart(const DashboardData &data, const DashboardContext &context);
[[nodiscard]] ChartData successChart(const DashboardData &data, const DashboardContext &context);
[[nodiscard]] ChartData latencyChart(const DashboardData &data, const DashboardContext &context);

/// What comes first among templates.
enum class Ranking : std::uint8_t { Cost, Failures, CostChange, SuccessChange };

/// A row of "Versions side by side" or "Top templates".
struct GroupFigures {
    TemplateId templateId = {};
    int version = 0; ///< 0 for a template
    QString name = {};
    Metrics metrics = {};
    bool active = false;
    bool rolledBack = false; ///< someone went back from it and it does not serve now
    KeyFigure change = {};   ///< of a template: cost or success against the time before, whichever it is ranked by
    bool operator==(const GroupFigures &) const = default;
};
/// Versions newest first, templates by their rank; a window has room for a hundred.
[[nodiscard]] QList<GroupFigures> groupFigures(const DashboardData &data, const DashboardContext &context,
                                               Ranking ranking = Ranking::Cost, qsizetype most = 100);
/// With how many digits after the point the costs of rows are written that stand below each other.
struct CostDigits {
    int cost = 2;
    int costEach = 2;
};
[[nodiscard]] CostDigits costDigits(const QList<GroupFigures> &rows);

/// What the newest change did.
struct Impact {
    QString sentence = {};
    Verdict tone = Verdict::Neutral;
    bool mixed = false; ///< some measures became better and some worse
    bool operator==(const Impact &) const = default;
};
[[nodiscard]] Impact impactBetween(const Metrics &before, const Metrics &after); ///< of two versions
/// The version activated last against the one before it; the two newest where the log does not tell. An empty sentence
/// where there are no two versions with executions.
[[nodiscard]] Impact impactOf(const DashboardData &data, const DashboardContext &context);

} // namespace promptuary
