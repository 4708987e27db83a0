// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertstore.h"

#include "core/alerts/alertrows.h"
#include "core/database/database.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QString jsonOf(const AlertRule &rule)
{
    return QString::fromUtf8(QJsonDocument(rule.toJson()).toJson(QJsonDocument::Compact));
}

QFuture<Result<void>> call(Database &database, const QString &statement, const QVariantList &values)
{
    return database.run([=](Connection &connection) {
        return connection.query(statement, values).transform([](const QSqlQuery &) {});
    });
}

QFuture<Result<qint64>> ask(Database &database, const QString &statement, const QVariantList &values)
{
    return database.run([=](Connection &connection) -> Result<qint64> {
        auto query = connection.query(statement, values);
        if (!query)
            return std::unexpected(query.error());
        return ResultRows(*std::move(query)).number(0, 0);
    });
}

Result<QList<AlertEvent>> eventsOf(Connection &connection, int most)
{
    return readRows(connection.query(incidentSelect(), {most}), eventAt);
}

} // namespace

AlertStore::AlertStore(Database &database)
    : m_database(database)
{
}

QFuture<Result<QList<AlertRule>>> AlertStore::rules()
{
    return m_database.run([](Connection &connection) {
        return readRows(connection.query(ruleSelect() +
                                         u" where r.removed_at is null order by "
                                         "array_position(array['critical', 'warning', 'info'], r.severity), r.name"_s),
                        ruleAt);
    });
}

QFuture<Result<qint64>> AlertStore::saveRule(const AlertRule &rule)
{
    return ask(m_database, u"select promptuary.set_alert_rule(?::jsonb)"_s, {jsonOf(rule)});
}

QFuture<Result<void>> AlertStore::switchRule(qint64 id, bool enabled)
{
    return call(m_database,
                u"select promptuary.set_alert_rule(jsonb_build_object('id', ?::bigint, 'enabled', ?::boolean))"_s,
                {id, enabled});
}

QFuture<Result<void>> AlertStore::removeRule(qint64 id)
{
    return call(m_database, u"select promptuary.remove_alert_rule(?)"_s, {id});
}

QFuture<Result<QList<AlertVerdict>>> AlertStore::verdicts(const AlertRule &rule)
{
    return m_database.run([json = jsonOf(rule)](Connection &connection) {
        return readRows(connection.query(
                            u"select v.template_id, t.name, v.number, v.environment, v.value, v.sample, v.limit_value, "
                            "v.fires from promptuary.alert_verdicts(?::jsonb) v "
                            "join promptuary.prompt_templates t on t.id = v.template_id "
                            "where v.limit_value is not null "
                            "order by v.fires desc, t.name, v.environment"_s,
                            {json}),
                        [](const ResultRows &rows, int row) {
                            return AlertVerdict{.templateId = TemplateId{rows.number(row, 0)},
                                                .templateName = rows.text(row, 1),
                                                .version = int(rows.number(row, 2)),
                                                .environment = rows.text(row, 3),
                                                .value = rows.real(row, 4),
                                                .sample = rows.number(row, 5),
                                                .limit = rows.real(row, 6),
                                                .fires = rows.truth(row, 7)};
                        });
    });
}

QFuture<Result<QList<AlertEvent>>> AlertStore::events(int most)
{
    return m_database.run([most](Connection &connection) { return eventsOf(connection, most); });
}

QFuture<Result<AlertOverview>> AlertStore::overview(int most)
{
    return m_database.run([most](Connection &connection) -> Result<AlertOverview> {
        const auto events = eventsOf(connection, most);
        if (!events)
            return std::unexpected(events.error());
        const auto judgement = readRows(connection.query(judgementSelect()), judgementAt);
        if (!judgement)
            return std::unexpected(judgement.error());
        return AlertOverview{.events = *events, .judgement = judgement->value(0)};
    });
}

QFuture<Result<void>> AlertStore::acknowledge(qint64 id, const QString &note)
{
    return call(m_database, u"select promptuary.acknowledge_alert(?, ?)"_s, {id, note});
}

QFuture<Result<void>> AlertStore::snooze(qint64 id, const QDateTime &until)
{
    return call(m_database, u"select promptuary.snooze_alert(?, ?)"_s,
                {id, until.isValid() ? QVariant(until.toUTC().toString(Qt::ISODateWithMs)) : QVariant()});
}

QFuture<Result<QList<AlertWebhook>>> AlertStore::webhooks()
{
    return m_database.run([](Connection &connection) {
        return readRows(
            connection.query(
                u"select w.id, w.name, w.url, d.waiting, l.problem, date_part('epoch', l.tried_at), "
                "date_part('epoch', d.delivered_at), (select json_agg(r.name order by r.name) "
                "from promptuary.alert_rules r where r.webhook_id = w.id and r.removed_at is null) "
                "from promptuary.alert_webhooks w "
                "cross join lateral (select count(*) filter (where d.delivered_at is null and d.due_at < 'infinity') "
                "as waiting, max(d.delivered_at) as delivered_at from promptuary.alert_deliveries d "
                "where d.webhook_id = w.id) d "
                "left join lateral (select t.problem, t.tried_at from promptuary.alert_deliveries t "
                "where t.webhook_id = w.id and t.tried_at is not null order by t.tried_at desc limit 1) l on true "
                "order by w.name"_s),
            webhookAt);
    });
}

QFuture<Result<qint64>> AlertStore::saveWebhook(const QString &name, const QString &url, const QString &secret)
{
    return ask(m_database, u"select promptuary.set_alert_webhook(?, ?, ?)"_s,
               {name, url, secret.isEmpty() ? QVariant() : QVariant(secret)});
}

QFuture<Result<qint64>> AlertStore::saveWebhook(const AlertWebhook &webhook, const QString &secret)
{
    return ask(m_database, u"select promptuary.save_alert_webhook(?, ?, ?, ?)"_s,
               {webhook.id > 0 ? QVariant(webhook.id) : QVariant(), webhook.name, webhook.url,
                secret.isEmpty() ? QVariant() : QVariant(secret)});
}

QFuture<Result<void>> AlertStore::removeWebhook(qint64 id)
{
    return call(m_database, u"select promptuary.remove_alert_webhook(?)"_s, {id});
}

QFuture<Result<qint64>> AlertStore::testWebhook(qint64 id)
{
    return ask(m_database, u"select promptuary.test_alert_webhook(?)"_s, {id});
}

QFuture<Result<DeliveryOutcome>> AlertStore::outcomeOf(qint64 delivery)
{
    return m_database.run([delivery](Connection &connection) -> Result<DeliveryOutcome> {
        auto query = connection.query(
            u"select tried_at is not null, problem from promptuary.alert_deliveries where id = ?"_s, {delivery});
        if (!query)
            return std::unexpected(query.error());
        const ResultRows rows(*std::move(query));
        if (rows.count() == 0)
            return failure(ErrorKind::NotFound, u"Another test took the place of this one."_s);
        return DeliveryOutcome{.tried = rows.truth(0, 0), .problem = rows.text(0, 1)};
    });
}

QFuture<Result<QList<AlertDelivery>>> AlertStore::claimDeliveries()
{
    return m_database.run([](Connection &connection) {
        return readRows(
            connection.query(u"select event_id, kind, url, secret, body from promptuary.claim_alert_deliveries()"_s),
            [](const ResultRows &rows, int row) {
                return AlertDelivery{.eventId = rows.number(row, 0),
                                     .kind = rows.text(row, 1),
                                     .url = rows.text(row, 2),
                                     .secret = rows.text(row, 3),
                                     .body = rows.bytes(row, 4).toByteArray()};
            });
    });
}

QFuture<Result<void>> AlertStore::settle(const AlertDelivery &delivery, const QString &problem)
{
    return call(m_database, u"select promptuary.settle_alert_delivery(?, ?, ?)"_s,
                {delivery.eventId, delivery.kind, problem.isEmpty() ? QVariant() : QVariant(problem)});
}

} // namespace promptuary
