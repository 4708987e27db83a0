// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr std::array<QLatin1StringView, 7> metricKeys{"success_rate"_L1, "cost_per_execution"_L1, "latency_p95"_L1,
                                                      "confidence"_L1,   "review_rate"_L1,        "violation_rate"_L1,
                                                      "volume"_L1};
constexpr std::array<QLatin1StringView, 3> comparisonKeys{"fixed"_L1, "baseline"_L1, "version_before"_L1};
constexpr std::array<QLatin1StringView, 3> severityKeys{"info"_L1, "warning"_L1, "critical"_L1};

template<typename Enum, std::size_t count>
Enum enumOf(const std::array<QLatin1StringView, count> &keys, const QString &key)
{
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? Enum{} : Enum(found - keys.begin());
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue idOrNull(qint64 id)
{
    return id == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(id);
}

} // namespace

QString keyOf(AlertMetric metric)
{
    return metricKeys.at(std::size_t(metric));
}

QString keyOf(AlertComparison comparison)
{
    return comparisonKeys.at(std::size_t(comparison));
}

QString keyOf(AlertSeverity severity)
{
    return severityKeys.at(std::size_t(severity));
}

AlertMetric alertMetricOf(const QString &key)
{
    return enumOf<AlertMetric>(metricKeys, key);
}

AlertComparison alertComparisonOf(const QString &key)
{
    return enumOf<AlertComparison>(comparisonKeys, key);
}

AlertSeverity alertSeverityOf(const QString &key)
{
    return enumOf<AlertSeverity>(severityKeys, key);
}

bool hasFloor(AlertMetric metric)
{
    return metric == AlertMetric::SuccessRate || metric == AlertMetric::Confidence || metric == AlertMetric::Volume;
}

QJsonObject AlertRule::toJson() const
{
    return {{u"id"_s, idOrNull(id)},
            {u"name"_s, name},
            {u"metric"_s, keyOf(metric)},
            {u"compared_to"_s, keyOf(comparedTo)},
            {u"threshold"_s, threshold},
            {u"window_hours"_s, windowHours},
            {u"baseline_days"_s, baselineDays},
            {u"minimum_sample"_s, minimumSample},
            {u"severity"_s, keyOf(severity)},
            {u"task_type"_s, textOrNull(taskType)},
            {u"template_id"_s, idOrNull(templateId.value)},
            {u"environment"_s, textOrNull(environment)},
            {u"notify_desktop"_s, notifyDesktop},
            {u"webhook_id"_s, idOrNull(webhookId)},
            {u"enabled"_s, enabled}};
}

QString newWebhookSecret()
{
    std::array<quint32, 8> bytes{};
    QRandomGenerator::system()->fillRange(bytes.data(), qsizetype(bytes.size()));
    const QByteArrayView view(reinterpret_cast<const char *>(bytes.data()), qsizetype(sizeof(bytes)));
    return u"whsec_"_s + QString::fromLatin1(view.toByteArray().toBase64());
}

bool AlertEvent::offersRollBack(const QDateTime &now) const
{
    return isOpen() && versionBefore > 0 && activatedAt.isValid() && activatedAt.addDays(1) > now;
}

} // namespace promptuary
