// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/executions/executionstore.h"
#include "core/executions/pricefile.h"

#include <QTimeZone>

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
    return Output{
        table({{u"MODEL"_s}, {u"FROM"_s}, {u"USD/M IN"_s, true}, {u"CACHED"_s, true}, {u"OUT"_s, true}}, rows)};
}

Result<Output> storePrices(Session &session, const QList<ModelPrice> &prices)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    if (auto set = ExecutionStore(**database).setPrices(prices).result(); !set)
        return std::unexpected(set.error());
    if (session.json())
        return jsonOutput(QJsonObject{{u"prices"_s, prices.size()}});
    return lineOutput(u"Set %1 %2. What was recorded before keeps its cost."_s.arg(prices.size())
                          .arg(prices.size() == 1 ? u"price"_s : u"prices"_s));
}

Result<Output> setPrice(Session &session, const PriceArguments &arguments)
{
    QDateTime from;
    if (!arguments.from.isEmpty()) {
        from = QDateTime::fromString(arguments.from, Qt::ISODateWithMs);
        if (!from.isValid())
            return failure(ErrorKind::Invalid, u"--from takes a time such as 2026-11-01T00:00:00Z."_s);
        if (from.timeSpec() == Qt::LocalTime)
            from.setTimeZone(QTimeZone::UTC);
    }
    return storePrices(session,
                       {{.model = arguments.model,
                         .validFrom = from,
                         .inputUsd = arguments.inputUsd,
                         .cachedInputUsd = arguments.cachedInputUsd < 0 ? arguments.inputUsd : arguments.cachedInputUsd,
                         .outputUsd = arguments.outputUsd}});
}

Result<Output> importPrices(Session &session, const PriceArguments &arguments)
{
    const auto bytes = readTextInput(arguments.file);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto prices = readPrices(*bytes, inputName(arguments.file), arguments.provider);
    if (!prices)
        return std::unexpected(prices.error());
    return storePrices(session, *prices);
}

} // namespace

void addPriceVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<PriceArguments>();
    CLI::App *group = app.add_subcommand("prices", "What tokens of a model cost: list, set, import");
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

    verb = group->add_subcommand("import", "Prices from the JSON of genai-prices, LiteLLM or tokencost; all or none");
    addText(*verb, "FILE", arguments->file, "the file; - for standard input")->required();
    addText(*verb, "--provider", arguments->provider, "only this provider's, such as openai")->type_name("P");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return importPrices(session, *arguments); }; });
}

} // namespace promptuary
