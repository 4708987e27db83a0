// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertrows.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr int ruleColumns = 15;

QString ruleList()
{
    return u"r.id, r.name, r.metric, r.compared_to, r.threshold, r.window_hours, r.baseline_days, r.minimum_sample, "
           "r.severity, r.task_type, r.template_id, r.environment, r.notify_desktop, r.webhook_id, r.enabled"_s;
}

} // namespace

QString ruleSelect()
{
    return u"select "_s + ruleList() + u" from promptuary.alert_rules r"_s;
}

AlertRule ruleAt(const ResultRows &rows, int row)
{
    return {.id = rows.number(row, 0),
            .name = rows.text(row, 1),
            .metric = alertMetricOf(rows.text(row, 2)),
            .comparedTo = alertComparisonOf(rows.text(row, 3)),
            .threshold = rows.real(row, 4),
            .windowHours = int(rows.number(row, 5)),
            .baselineDays = int(rows.number(row, 6)),
            .minimumSample = int(rows.number(row, 7)),
            .severity = alertSeverityOf(rows.text(row, 8)),
            .taskType = rows.text(row, 9),
            .templateId = TemplateId{rows.number(row, 10)},
            .environment = rows.text(row, 11),
            .notifyDesktop = rows.truth(row, 12),
            .webhookId = rows.number(row, 13),
            .enabled = rows.truth(row, 14)};
}

QString eventSelect()
{
    return u"select "_s + ruleList() +
           u", e.id, e.template_id, t.key, t.name, e.number, e.environment, date_part('epoch', e.fired_at), "
           "date_part('epoch', e.window_from), e.value, e.sample, e.baseline, e.baseline_sample, e.limit_value, "
           "e.last_value, e.last_sample, date_part('epoch', e.judged_at), date_part('epoch', e.resolved_at), "
           "e.resolution, date_part('epoch', e.acknowledged_at), e.acknowledged_by, e.acknowledgement, "
           "date_part('epoch', e.snoozed_until), date_part('epoch', c.at), c.actor, c.reason, case when c.kind <> "
           "'rollback' then c.previous end "
           "from promptuary.alert_events e "
           "join promptuary.alert_rules r on r.id = e.rule_id "
           "join promptuary.prompt_templates t on t.id = e.template_id "
           "left join promptuary.active_versions a on a.template_id = e.template_id and a.environment = e.environment "
           "and a.number = e.number "
           "left join promptuary.activations c on c.id = a.activation_id"_s;
}

AlertEvent eventAt(const ResultRows &rows, int row)
{
    const auto at = [](int column) { return ruleColumns + column; };
    AlertEvent event{.id = rows.number(row, at(0)),
                     .rule = ruleAt(rows, row),
                     .templateId = TemplateId{rows.number(row, at(1))},
                     .templateKey = rows.text(row, at(2)),
                     .templateName = rows.text(row, at(3)),
                     .version = int(rows.number(row, at(4))),
                     .environment = rows.text(row, at(5)),
                     .firedAt = rows.time(row, at(6)),
                     .windowFrom = rows.time(row, at(7)),
                     .value = rows.real(row, at(8)),
                     .sample = rows.number(row, at(9)),
                     .baselineSample = rows.number(row, at(11)),
                     .limit = rows.real(row, at(12)),
                     .lastValue = rows.real(row, at(13)),
                     .lastSample = rows.number(row, at(14)),
                     .judgedAt = rows.time(row, at(15)),
                     .resolvedAt = rows.time(row, at(16)),
                     .resolution = rows.text(row, at(17)),
                     .acknowledgedAt = rows.time(row, at(18)),
                     .acknowledgedBy = rows.text(row, at(19)),
                     .acknowledgement = rows.text(row, at(20)),
                     .snoozedUntil = rows.time(row, at(21)),
                     .activatedAt = rows.time(row, at(22)),
                     .activatedBy = rows.text(row, at(23)),
                     .activationReason = rows.text(row, at(24)),
                     .versionBefore = int(rows.number(row, at(25)))};
    if (!rows.isNull(row, at(10)))
        event.baseline = rows.real(row, at(10));
    return event;
}

AlertWebhook webhookAt(const ResultRows &rows, int row)
{
    AlertWebhook webhook{.id = rows.number(row, 0),
                         .name = rows.text(row, 1),
                         .url = rows.text(row, 2),
                         .waiting = rows.number(row, 3),
                         .problem = rows.text(row, 4),
                         .triedAt = rows.time(row, 5),
                         .deliveredAt = rows.time(row, 6)};
    const QJsonArray rules = QJsonDocument::fromJson(rows.bytes(row, 7).toByteArray()).array();
    for (const auto &name : rules)
        webhook.rules << name.toString();
    return webhook;
}

} // namespace promptuary
