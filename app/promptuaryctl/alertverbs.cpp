// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/alerts/alertcourier.h"
#include "core/alerts/alerttexts.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr int resolvedShown = 200;

struct AlertArguments {
    qint64 id = 0;
    QString note;
    int hours = 0;
    bool end = false;
    bool all = false;
    QString name;
    QString url;
    QString secretFile;
};

QJsonValue timeOrNull(const QDateTime &time)
{
    return textOrNull(time.isValid() ? time.toString(Qt::ISODateWithMs) : QString());
}

QJsonObject toJson(const AlertEvent &event)
{
    return {{u"id"_s, event.id},
            {u"incident"_s, event.incident},
            {u"rule"_s, event.rule.name},
            {u"rules"_s, QJsonArray::fromStringList(event.rules)},
            {u"severity"_s, keyOf(event.rule.severity)},
            {u"metric"_s, keyOf(event.rule.metric)},
            {u"template"_s, event.templateKey},
            {u"name"_s, event.templateName},
            {u"version"_s, event.version},
            {u"environment"_s, event.environment},
            {u"fired_at"_s, timeOrNull(event.firedAt)},
            {u"value"_s, event.value},
            {u"sample"_s, event.sample},
            {u"limit"_s, event.limit},
            {u"baseline"_s, event.baseline ? QJsonValue(*event.baseline) : QJsonValue(QJsonValue::Null)},
            {u"last_value"_s, event.lastValue},
            {u"resolved_at"_s, timeOrNull(event.resolvedAt)},
            {u"resolution"_s, textOrNull(event.resolution)},
            {u"acknowledged_by"_s, textOrNull(event.acknowledgedBy)},
            {u"acknowledgement"_s, textOrNull(event.acknowledgement)},
            {u"snoozed_until"_s, timeOrNull(event.snoozedUntil)}};
}

Result<Output> listAlerts(Session &session, const AlertArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto events = AlertStore(**database).events(arguments.all ? resolvedShown : 0).result();
    if (!events)
        return std::unexpected(events.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const AlertEvent &event : *events) {
        array << toJson(event);
        rows << QStringList{QString::number(event.id),
                            nameOf(event.rule.severity),
                            u"%1 v%2"_s.arg(event.templateName).arg(event.version),
                            event.environment,
                            headlineOf(event),
                            event.firedAt.toString(Qt::ISODate),
                            event.isOpen() ? (event.acknowledgedAt.isValid() ? u"acknowledged"_s : u"open"_s)
                                           : event.resolution};
    }
    if (session.json())
        return jsonOutput(array);
    if (rows.isEmpty())
        return lineOutput(arguments.all ? u"There was no alert yet."_s : u"No alert is open."_s);
    return Output{table(
        {{u"ID"_s, true}, {u"SEVERITY"_s}, {u"VERSION"_s}, {u"ENVIRONMENT"_s}, {u"WHAT"_s}, {u"FIRED"_s}, {u"STATE"_s}},
        rows)};
}

Result<Output> listRules(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto rules = AlertStore(**database).rules().result();
    if (!rules)
        return std::unexpected(rules.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const AlertRule &rule : *rules) {
        array << rule.toJson();
        rows << QStringList{QString::number(rule.id), nameOf(rule.severity), rule.name, ruleText(rule),
                            rule.enabled ? u"on"_s : u"off"_s};
    }
    if (session.json())
        return jsonOutput(array);
    return Output{table({{u"ID"_s, true}, {u"SEVERITY"_s}, {u"NAME"_s}, {u"FIRES AT"_s}, {u"STATE"_s}}, rows)};
}

Result<Output> told(Session &session, const Result<void> &done, const QJsonObject &json, const QString &line)
{
    if (!done)
        return std::unexpected(done.error());
    return session.json() ? jsonOutput(json) : lineOutput(line);
}

Result<Output> acknowledge(Session &session, const AlertArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    return told(session, AlertStore(**database).acknowledge(arguments.id, arguments.note).result(),
                {{u"id"_s, arguments.id}, {u"acknowledgement"_s, arguments.note}},
                u"Acknowledged alert %1."_s.arg(arguments.id));
}

Result<Output> snooze(Session &session, const AlertArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const QDateTime until =
        arguments.end ? QDateTime() : QDateTime::currentDateTimeUtc().addSecs(3600LL * arguments.hours);
    return told(session, AlertStore(**database).snooze(arguments.id, until).result(),
                {{u"id"_s, arguments.id}, {u"snoozed_until"_s, timeOrNull(until)}},
                arguments.end ? u"Alert %1 notifies again."_s.arg(arguments.id)
                              : u"Snoozed alert %1 until %2."_s.arg(arguments.id).arg(until.toString(Qt::ISODate)));
}

Result<Output> deliver(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    AlertStore store(**database);
    AlertCourier courier(store);
    QEventLoop loop;
    std::optional<Error> refused;
    int delivered = 0;
    int failed = 0;
    QObject::connect(&courier, &AlertCourier::refused, &loop, [&](const Error &error) {
        refused = error;
        loop.quit();
    });
    QObject::connect(&courier, &AlertCourier::finished, &loop, [&](int sent, int kept) {
        delivered = sent;
        failed = kept;
        loop.quit();
    });
    courier.deliver();
    loop.exec();
    if (refused)
        return std::unexpected(*refused);
    if (session.json())
        return jsonOutput(QJsonObject{{u"delivered"_s, delivered}, {u"failed"_s, failed}});
    return lineOutput(u"Delivered %1; %2 could not be delivered and will be tried again."_s.arg(delivered).arg(failed));
}

Result<Output> listWebhooks(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto webhooks = AlertStore(**database).webhooks().result();
    if (!webhooks)
        return std::unexpected(webhooks.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const AlertWebhook &webhook : *webhooks) {
        array << QJsonObject{{u"id"_s, webhook.id},
                             {u"name"_s, webhook.name},
                             {u"url"_s, webhook.url},
                             {u"waiting"_s, webhook.waiting},
                             {u"problem"_s, textOrNull(webhook.problem)}};
        rows << QStringList{QString::number(webhook.id), webhook.name, webhook.url, QString::number(webhook.waiting),
                            webhook.problem};
    }
    if (session.json())
        return jsonOutput(array);
    if (rows.isEmpty())
        return lineOutput(u"There is no webhook."_s);
    return Output{table({{u"ID"_s, true}, {u"NAME"_s}, {u"URL"_s}, {u"WAITING"_s, true}, {u"LAST PROBLEM"_s}}, rows)};
}

Result<Output> setWebhook(Session &session, const AlertArguments &arguments)
{
    QString secret;
    if (!arguments.secretFile.isEmpty()) { // never an argument, which others on the machine could read
        const auto bytes = readTextInput(arguments.secretFile);
        if (!bytes)
            return std::unexpected(bytes.error());
        secret = QString::fromUtf8(*bytes).trimmed();
    }
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto id = AlertStore(**database).saveWebhook(arguments.name, arguments.url, secret).result();
    if (!id)
        return std::unexpected(id.error());
    return session.json() ? jsonOutput(QJsonObject{{u"id"_s, *id}})
                          : lineOutput(u"Webhook %1 is “%2”."_s.arg(*id).arg(arguments.name));
}

Result<Output> removeWebhook(Session &session, const AlertArguments &arguments)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    return told(session, AlertStore(**database).removeWebhook(arguments.id).result(), {{u"id"_s, arguments.id}},
                u"Removed webhook %1."_s.arg(arguments.id));
}

using Act = Result<Output> (*)(Session &, const AlertArguments &);

} // namespace

void addAlertVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<AlertArguments>();
    CLI::App *group = app.add_subcommand("alerts", "What got worse: list, rules, acknowledge, snooze, webhooks");
    group->require_subcommand(1);
    const auto does = [&chosen, arguments](CLI::App *verb, Act act) {
        verb->callback(
            [&chosen, arguments, act] { chosen = [arguments, act](Session &s) { return act(s, *arguments); }; });
    };
    CLI::App *verb = group->add_subcommand("list", "The open alerts, the newest first");
    verb->add_flag("--all", arguments->all, "and the last 200 that are over");
    does(verb, listAlerts);
    group->add_subcommand("rules", "What is watched")->callback([&chosen] { chosen = listRules; });

    verb = group->add_subcommand("acknowledge", "Say that somebody looks after an alert");
    verb->add_option("ID", arguments->id, "the alert")->required();
    addText(*verb, "--note", arguments->note, "what is known of it")->type_name("TEXT");
    does(verb, acknowledge);

    verb = group->add_subcommand("snooze", "Keep an alert from notifying anyone for a time");
    verb->add_option("ID", arguments->id, "the alert")->required();
    CLI::Option *hours = addNumber(*verb, "--hours", arguments->hours, 1, "for so many hours");
    CLI::Option *end = verb->add_flag("--end", arguments->end, "no longer")->excludes(hours);
    verb->callback([&chosen, arguments, hours, end] {
        if (hours->count() + end->count() == 0)
            throw CLI::RequiredError("--hours N, or --end,");
        chosen = [arguments](Session &session) { return snooze(session, *arguments); };
    });

    group->add_subcommand("deliver", "Send what webhooks are to be told; run it each minute")->callback([&chosen] {
        chosen = deliver;
    });
    group->add_subcommand("webhooks", "Where alerts are sent")->callback([&chosen] { chosen = listWebhooks; });
    verb = group->add_subcommand("set-webhook", "Name an address that alerts are sent to, or change it");
    addText(*verb, "NAME", arguments->name, "what it is called")->required();
    addText(*verb, "URL", arguments->url, "an http or https address")->required();
    addText(*verb, "--secret-file", arguments->secretFile,
            "Base64 of the 24 to 64 bytes that sign; - for standard input (default: the one it has)")
        ->type_name("FILE");
    does(verb, setWebhook);
    verb = group->add_subcommand("remove-webhook", "Send nothing there any more");
    verb->add_option("ID", arguments->id, "the webhook")->required();
    does(verb, removeWebhook);
}

} // namespace promptuary
