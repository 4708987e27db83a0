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

/// Of a JSON array; empty for null.
QStringList namesAt(const ResultRows &rows, int row, int column)
{
    QStringList names;
    const QJsonArray array = QJsonDocument::fromJson(rows.bytes(row, column).toByteArray()).array();
    for (const auto &name : array)
        names << name.toString();
    return names;
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

QString incidentSelect()
{
    return u"with chosen as ("
           "select distinct e.incident from promptuary.alert_events e where e.resolved_at is null union all "
           "(select h.id from promptuary.alert_events h where h.joined is null and not exists "
           "(select from promptuary.alert_events o where o.incident = h.id and o.resolved_at is null) "
           "order by h.fired_at desc, h.id desc limit ?)), "
           "ranked as (select m.*, row_number() over (partition by m.incident order by m.resolved_at desc nulls first, "
           "array_position(array['critical', 'warning', 'info'], r.severity), m.fired_at, m.id) as place "
           "from chosen join promptuary.alert_events m using (incident) "
           "join promptuary.alert_rules r on r.id = m.rule_id) "
           "select "_s +
           ruleList() +
           u", e.id, e.template_id, t.key, t.name, e.number, e.environment, date_part('epoch', e.fired_at), "
           "date_part('epoch', e.window_from), e.value, e.sample, e.baseline, e.baseline_sample, e.limit_value, "
           "e.last_value, e.last_sample, date_part('epoch', e.judged_at), date_part('epoch', e.resolved_at), "
           "e.resolution, date_part('epoch', e.acknowledged_at), e.acknowledged_by, e.acknowledgement, "
           "date_part('epoch', e.snoozed_until), date_part('epoch', c.at), c.actor, c.reason, case when c.kind <> "
           "'rollback' then c.previous end, e.incident, i.rules, i.notifies_desktop "
           "from ranked e "
           "join promptuary.alert_rules r on r.id = e.rule_id "
           "join promptuary.prompt_templates t on t.id = e.template_id "
           "cross join lateral (select json_agg(n.name order by n.place) as rules, bool_or(n.notify_desktop) as "
           "notifies_desktop from (select s.name, s.notify_desktop, min(m.place) as place from ranked m "
           "join promptuary.alert_rules s on s.id = m.rule_id where m.incident = e.incident "
           "and (m.resolved_at is null or e.resolved_at is not null) group by s.id) n) i "
           "left join promptuary.active_versions a on a.template_id = e.template_id and a.environment = e.environment "
           "and a.number = e.number "
           "left join promptuary.activations c on c.id = a.activation_id "
           "where e.place = 1 order by e.resolved_at is not null, e.fired_at desc, e.id desc"_s;
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
    event.incident = rows.number(row, at(26));
    event.rules = namesAt(rows, row, at(27));
    event.notifiesDesktop = rows.truth(row, at(28));
    if (!rows.isNull(row, at(10)))
        event.baseline = rows.real(row, at(10));
    return event;
}

QString judgementSelect()
{
    return u"select date_part('epoch', s.judged_at), s.verdicts, "
           "exists (select from promptuary.execution_rollups) or exists (select from promptuary.prompt_executions), "
           "(select count(*) from promptuary.alert_rules r where r.enabled and r.removed_at is null), "
           "(select min(r.minimum_sample) from promptuary.alert_rules r where r.enabled and r.removed_at is null) "
           "from promptuary.execution_rollup_state s"_s;
}

AlertJudgement judgementAt(const ResultRows &rows, int row)
{
    return {.at = rows.time(row, 0),
            .verdicts = rows.number(row, 1),
            .recorded = rows.truth(row, 2),
            .rules = int(rows.number(row, 3)),
            .leastSample = int(rows.number(row, 4))};
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
    webhook.rules = namesAt(rows, row, 7);
    return webhook;
}

} // namespace promptuary
