// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace promptuary
{

enum class AlertMetric : std::uint8_t {
    SuccessRate,
    CostPerExecution,
    LatencyP95,
    Confidence,
    ReviewRate,
    ViolationRate,
    Volume
};
enum class AlertComparison : std::uint8_t {
    Fixed,        ///< with the threshold itself
    Baseline,     ///< with the version's own past
    VersionBefore ///< with the last days in which the version worked that served before
};
enum class AlertSeverity : std::uint8_t { Info, Warning, Critical };

inline constexpr std::array alertMetrics{
    AlertMetric::SuccessRate, AlertMetric::CostPerExecution, AlertMetric::LatencyP95, AlertMetric::Confidence,
    AlertMetric::ReviewRate,  AlertMetric::ViolationRate,    AlertMetric::Volume};
inline constexpr std::array alertComparisons{AlertComparison::Baseline, AlertComparison::VersionBefore,
                                             AlertComparison::Fixed};
inline constexpr std::array alertSeverities{AlertSeverity::Critical, AlertSeverity::Warning, AlertSeverity::Info};

/// As the database and JSON spell it: "cost_per_execution", "version_before", "critical".
[[nodiscard]] QString keyOf(AlertMetric metric);
[[nodiscard]] QString keyOf(AlertComparison comparison);
[[nodiscard]] QString keyOf(AlertSeverity severity);
[[nodiscard]] AlertMetric alertMetricOf(const QString &key); ///< the first for what is none
[[nodiscard]] AlertComparison alertComparisonOf(const QString &key);
[[nodiscard]] AlertSeverity alertSeverityOf(const QString &key);

/// Success, confidence and volume must not fall below a limit; the others must not rise above one.
[[nodiscard]] bool hasFloor(AlertMetric metric);

/// What is watched; see promptuary.alert_rules.
struct AlertRule {
    qint64 id = 0; ///< 0 for one that is not kept yet
    QString name = {};
    AlertMetric metric = AlertMetric::SuccessRate;
    AlertComparison comparedTo = AlertComparison::Baseline;
    double threshold = 0.05; ///< fixed: the limit itself; else how much worse is allowed, as a share of the baseline
    int windowHours = 2;
    int baselineDays = 14;
    int minimumSample = 50;
    AlertSeverity severity = AlertSeverity::Warning;
    QString taskType = {}; ///< empty for all; so is the environment
    TemplateId templateId = {};
    QString environment = {};
    bool notifyDesktop = true;
    qint64 webhookId = 0; ///< 0 for none
    bool enabled = true;
    bool operator==(const AlertRule &) const = default;

    /// As set_alert_rule() takes it.
    [[nodiscard]] QJsonObject toJson() const;
};

/// What rules over one metric say of one version: an incident, told by its most severe alert that is open, or by the
/// one that was over last.
struct AlertEvent {
    qint64 id = 0;
    qint64 incident = 0; ///< the alert that began what this one is part of
    AlertRule rule = {};
    QStringList rules = {};      ///< of the incident; of those that are open, where one is
    bool notifiesDesktop = true; ///< one of them does
    TemplateId templateId = {};
    QString templateKey = {};
    QString templateName = {};
    int version = 0;
    QString environment = {};
    QDateTime firedAt = {};
    QDateTime windowFrom = {};
    double value = 0; ///< when it fired
    qint64 sample = 0;
    std::optional<double> baseline = {};
    qint64 baselineSample = 0;
    double limit = 0;
    double lastValue = 0;
    qint64 lastSample = 0;
    QDateTime judgedAt = {};
    QDateTime resolvedAt = {}; ///< null while it is open
    QString resolution = {};   ///< see promptuary.alert_events; empty while it is open
    QDateTime acknowledgedAt = {};
    QString acknowledgedBy = {};
    QString acknowledgement = {};
    QDateTime snoozedUntil = {};
    QDateTime activatedAt = {}; ///< of the version, where it serves still
    QString activatedBy = {};
    QString activationReason = {};
    int versionBefore = 0; ///< that served before it; 0 where none did, or where it was rolled back from
    bool operator==(const AlertEvent &) const = default;

    [[nodiscard]] bool isOpen() const { return !resolvedAt.isValid(); }
    [[nodiscard]] bool isSnoozed(const QDateTime &now) const { return snoozedUntil.isValid() && snoozedUntil > now; }
    /// Whether the change is fresh enough, a day, that taking it back is the first thing to think of.
    [[nodiscard]] bool offersRollBack(const QDateTime &now) const;
};

/// Whether there is anything to judge.
struct AlertJudgement {
    QDateTime at = {};     ///< the last time rules were judged; null before the first
    qint64 verdicts = 0;   ///< how often a rule could say something of a version then
    bool recorded = false; ///< any execution
    int rules = 0;         ///< that are switched on
    int leastSample = 0;   ///< the fewest executions of which one of them says something
    bool operator==(const AlertJudgement &) const = default;
};

/// What the page of alerts tells.
struct AlertOverview {
    QList<AlertEvent> events = {};
    AlertJudgement judgement = {};
};

/// What a rule says of one version now.
struct AlertVerdict {
    TemplateId templateId = {};
    QString templateName = {};
    int version = 0;
    QString environment = {};
    double value = 0;
    qint64 sample = 0;
    double limit = 0;
    bool fires = false;
    bool operator==(const AlertVerdict &) const = default;
};

/// An address that alerts are sent to. Its secret is told to nobody.
struct AlertWebhook {
    qint64 id = 0;
    QString name = {};
    QString url = {};
    qint64 waiting = 0;         ///< what it is to be told yet
    QString problem = {};       ///< why the last try failed, where it did
    QDateTime triedAt = {};     ///< the last try; null before the first
    QDateTime deliveredAt = {}; ///< when it took something last
    QStringList rules = {};     ///< names of those that use it
    bool operator==(const AlertWebhook &) const = default;
};

/// What came of a delivery so far.
struct DeliveryOutcome {
    bool tried = false;
    QString problem = {}; ///< empty where the receiver took it
    bool operator==(const DeliveryOutcome &) const = default;
};

/// A key of 32 random bytes, as receivers are told it: "whsec_" and its Base64.
[[nodiscard]] QString newWebhookSecret();

} // namespace promptuary
