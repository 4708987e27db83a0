// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/progress.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/executions/executionstore.h"
#include "core/executions/pricefile.h"

#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct PriceArguments {
    QString model;
    double inputUsd = 0;
    double cachedInputUsd = -1;
    double outputUsd = 0;
    QString from;
    QString to;
    QString file;
    QString provider;
};

Result<Output> listPrices(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto prices = ExecutionStore(**database).prices().result();
    if (!prices)
        return std::unexpected(prices.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const ModelPrice &price : *prices) {
        const QString from = price.validFrom.isValid() ? price.validFrom.toString(Qt::ISODateWithMs) : QString();
        array << QJsonObject{{u"model"_s, price.model},
                             {u"valid_from"_s, textOrNull(from)},
                             {u"input_usd"_s, price.inputUsd},
                             {u"cached_input_usd"_s, price.cachedInputUsd},
                             {u"output_usd"_s, price.outputUsd}};
        rows << QStringList{price.model, from, QString::number(price.inputUsd), QString::number(price.cachedInputUsd),
                            QString::number(price.outputUsd)};
    }
    if (session.json())
        return jsonOutput(array);
    if (rows.isEmpty())
        return lineOutput(u"No model has a price yet."_s);
    return Output{
        table({{u"MODEL"_s}, {u"FROM"_s}, {u"USD/M IN"_s, true}, {u"CACHED"_s, true}, {u"OUT"_s, true}}, rows)};
}

Result<void> storePrices(Session &session, const QList<ModelPrice> &prices)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    return ExecutionStore(**database).setPrices(prices).result();
}

QString stored(qsizetype prices)
{
    return u"Set %1. What was recorded before keeps its cost."_s.arg(counted(prices, u"price"_s)) +
           u" To price that too: promptuaryctl prices recompute."_s;
}

/// Null for ever.
Result<QDateTime> validFrom(const PriceArguments &arguments)
{
    if (arguments.from.isEmpty())
        return QDateTime();
    QDateTime from = QDateTime::fromString(arguments.from, Qt::ISODateWithMs);
    if (!from.isValid())
        return failure(ErrorKind::Invalid, u"--from takes a time such as 2026-11-01T00:00:00Z."_s);
    if (from.timeSpec() == Qt::LocalTime)
        from.setTimeZone(QTimeZone::UTC);
    return from;
}

Result<Output> setPrice(Session &session, const PriceArguments &arguments)
{
    const auto from = validFrom(arguments);
    if (!from)
        return std::unexpected(from.error());
    const ModelPrice price{.model = arguments.model,
                           .validFrom = *from,
                           .inputUsd = arguments.inputUsd,
                           .cachedInputUsd =
                               arguments.cachedInputUsd < 0 ? arguments.inputUsd : arguments.cachedInputUsd,
                           .outputUsd = arguments.outputUsd};
    if (auto set = storePrices(session, {price}); !set)
        return std::unexpected(set.error());
    return session.json() ? jsonOutput(QJsonObject{{u"prices"_s, 1}}) : lineOutput(stored(1));
}

Result<Output> removePrice(Session &session, const PriceArguments &arguments)
{
    const auto from = validFrom(arguments);
    if (!from)
        return std::unexpected(from.error());
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const ModelPrice price{.model = arguments.model, .validFrom = *from};
    if (auto removed = ExecutionStore(**database).setPrices({}, {price}).result(); !removed)
        return std::unexpected(removed.error());
    if (session.json())
        return jsonOutput(QJsonObject{{u"removed"_s, 1}});
    return lineOutput(u"Removed the price. What was recorded before keeps its cost."
                      " To price that anew: promptuaryctl prices recompute."_s);
}

Result<Output> importPrices(Session &session, const PriceArguments &arguments)
{
    const auto bytes = readTextInput(arguments.file);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto source = readPrices(*bytes, inputName(arguments.file), arguments.provider);
    if (!source)
        return std::unexpected(source.error());
    if (auto set = storePrices(session, source->prices); !set)
        return std::unexpected(set.error());
    if (session.json())
        return jsonOutput(QJsonObject{{u"prices"_s, source->prices.size()},
                                      {u"unpriced"_s, source->unpriced},
                                      {u"several_providers"_s, source->several}});
    QString text = stored(source->prices.size());
    if (const QString more = leftOut(*source); !more.isEmpty())
        text += u'\n' + more;
    if (source->several > 0)
        text += u" Another's are taken with --provider."_s;
    return lineOutput(text);
}

Result<QDate> dayOf(const QString &text, const QString &option, QDate otherwise)
{
    if (text.isEmpty())
        return otherwise;
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid())
        return failure(ErrorKind::Invalid, u"%1 takes a day (UTC); it was given “%2”."_s.arg(option, text),
                       u"Write it as 2026-11-01."_s);
    return day;
}

/// Day by day, each complete in itself: stopped half way, the days before are done.
Result<Recomputed> recomputeDays(Session &session, ExecutionStore &store, const QList<QDate> &days,
                                 const QString &model)
{
    Recomputed all;
    PatientProgress say;
    for (const QDate day : days) {
        if (session.stopToken().stop_requested())
            return failure(ErrorKind::Cancelled,
                           u"Stopped before %1; the days before are done."_s.arg(day.toString(Qt::ISODate)),
                           u"The same call does the rest."_s);
        say(u"Computing the costs of %1…"_s.arg(day.toString(Qt::ISODate)));
        const auto done = store.recomputeCosts(day, model).result();
        if (!done)
            return std::unexpected(done.error());
        all += *done;
    }
    return all;
}

Output recomputeReport(bool json, const RecomputableDays &days, const Recomputed &done)
{
    if (json)
        return jsonOutput(QJsonObject{{u"days"_s, days.days.size()},
                                      {u"days_without_executions"_s, days.gone},
                                      {u"executions"_s, done.executions},
                                      {u"changed"_s, done.changed},
                                      {u"cost_change_usd"_s, done.costChange}});
    const auto costs = [](qint64 count) { return count == 1 ? u"costs"_s : u"cost"_s; };
    const QString all = counted(done.executions, u"execution"_s);
    QString line = done.changed == 0 ? u"%1 %2 what the prices say already."_s.arg(all, costs(done.executions))
                                     : u"%1 of %2 %3 something else now: %4%5 USD in all."_s.arg(done.changed)
                                           .arg(all, costs(done.changed), done.costChange < 0 ? u"-"_s : u"+"_s)
                                           .arg(std::abs(done.costChange), 0, 'f', 6);
    if (days.gone > 0)
        line += u" Of %1 only the figures are left, and they stay as they are."_s.arg(counted(days.gone, u"day"_s));
    return lineOutput(line);
}

Result<Output> recompute(Session &session, const PriceArguments &arguments)
{
    const auto first = dayOf(arguments.from, u"--from"_s, QDate(2000, 1, 1));
    const auto last = dayOf(arguments.to, u"--to"_s, QDateTime::currentDateTimeUtc().date());
    for (const auto &day : {first, last}) {
        if (!day)
            return std::unexpected(day.error());
    }
    if (*first > *last)
        return failure(ErrorKind::Invalid, u"--from is after --to."_s);
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    ExecutionStore store(**database);
    const auto days = store.recomputableDays(arguments.model, *first, *last).result();
    if (!days)
        return std::unexpected(days.error());
    const auto done = recomputeDays(session, store, days->days, arguments.model);
    if (!done)
        return std::unexpected(done.error());
    return recomputeReport(session.json(), *days, *done);
}

} // namespace

void addPriceVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<PriceArguments>();
    CLI::App *group = app.add_subcommand("prices", "What tokens of a model cost: list, set, remove, import, recompute");
    group->require_subcommand(1);
    group->add_subcommand("list", "All prices, in USD for a million tokens")->callback([&chosen] {
        chosen = listPrices;
    });

    CLI::App *verb = group->add_subcommand("set", "The price of a model; what was recorded before keeps its cost");
    addText(*verb, "MODEL", arguments->model, "the model, as executions name it")->required();
    verb->add_option("--input", arguments->inputUsd, "USD for a million input tokens")
        ->required()
        ->check(CLI::NonNegativeNumber)
        ->type_name("USD");
    verb->add_option("--cached-input", arguments->cachedInputUsd, "… of cached input tokens (default: as --input)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("USD");
    verb->add_option("--output", arguments->outputUsd, "USD for a million output tokens")
        ->required()
        ->check(CLI::NonNegativeNumber)
        ->type_name("USD");
    addText(*verb, "--from", arguments->from, "valid from this time on (default: ever)")->type_name("TIME");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return setPrice(session, *arguments); }; });

    verb = group->add_subcommand(
        "remove", "Take a price away; the one before it goes on, and what was recorded before keeps its cost");
    addText(*verb, "MODEL", arguments->model, "the model, as executions name it")->required();
    addText(*verb, "--from", arguments->from, "the one that is valid from this time on (default: the one from ever)")
        ->type_name("TIME");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return removePrice(session, *arguments); }; });

    verb = group->add_subcommand("import", "Prices from the JSON of genai-prices, LiteLLM or tokencost; all or none");
    addText(*verb, "FILE", arguments->file, "the file; - for standard input")->required();
    addText(*verb, "--provider", arguments->provider, "only this provider's, such as openai")->type_name("P");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return importPrices(session, *arguments); }; });

    verb = group->add_subcommand("recompute",
                                 "Price what was recorded by the prices of now; costs that agents named stay");
    addText(*verb, "--model", arguments->model, "only of this model (default: all)")->type_name("M");
    addText(*verb, "--from", arguments->from, "from this day (UTC) on (default: the oldest kept)")->type_name("DAY");
    addText(*verb, "--to", arguments->to, "up to and with this day (default: today)")->type_name("DAY");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return recompute(session, *arguments); }; });
}

} // namespace promptuary
