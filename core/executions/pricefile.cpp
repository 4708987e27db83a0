// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/pricefile.h"

#include "core/prompts/jsoncheck.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

#include <optional>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

std::optional<double> amount(const QJsonValue &value)
{
    const QJsonValue base = value.isObject() ? value["base"_L1] : value;
    return base.isDouble() ? std::optional(base.toDouble()) : std::nullopt;
}

std::optional<ModelPrice> priceOf(const QString &model, const QDateTime &validFrom, const std::optional<double> &input,
                                  const std::optional<double> &cached, const std::optional<double> &output)
{
    if (model.isEmpty() || !input || !output)
        return {};
    return ModelPrice{.model = model,
                      .validFrom = validFrom,
                      .inputUsd = *input,
                      .cachedInputUsd = cached.value_or(*input),
                      .outputUsd = *output};
}

QDateTime startOf(const QString &date)
{
    return QDate::fromString(date, Qt::ISODate).startOfDay(QTimeZone::UTC);
}

/// One price, or several by date.
QList<ModelPrice> pricesOf(const QJsonValue &model)
{
    const QJsonValue given = model["prices"_L1];
    const QJsonArray entries = given.isArray() ? given.toArray() : QJsonArray{QJsonObject{{u"prices"_s, given}}};
    QList<ModelPrice> prices;
    for (const auto &entry : entries) {
        const QJsonObject constraint = entry["constraint"_L1].toObject();
        const QString start = constraint.value("start_date"_L1).toString();
        if (!constraint.isEmpty() && start.isEmpty())
            continue;
        const QJsonValue amounts = entry["prices"_L1];
        if (const auto price = priceOf(model["id"_L1].toString(), startOf(start), amount(amounts["input_mtok"_L1]),
                                       amount(amounts["cache_read_mtok"_L1]), amount(amounts["output_mtok"_L1])))
            prices << *price;
    }
    return prices;
}

SourcedPrices fromProviders(const QJsonArray &providers, const QString &wanted)
{
    SourcedPrices made;
    QSet<QString> priced;
    QSet<QString> several;
    QSet<QString> unpriced;
    for (const auto &provider : providers) {
        if (!wanted.isEmpty() && provider["id"_L1].toString() != wanted)
            continue;
        const QJsonArray models = provider["models"_L1].toArray();
        for (const auto &model : models) {
            const QString id = model["id"_L1].toString();
            const QList<ModelPrice> prices = pricesOf(model);
            if (prices.isEmpty()) {
                unpriced << id;
            } else if (priced.contains(id)) {
                several << id;
            } else {
                priced << id;
                made.prices << prices;
            }
        }
    }
    made.unpriced = unpriced.subtract(priced).size();
    made.several = several.size();
    return made;
}

SourcedPrices fromModels(const QJsonObject &models, const QString &wanted)
{
    const auto perMillion = [](const QJsonValue &value) {
        // Written for a token; the last digits of the product would be noise.
        return value.isDouble() ? std::optional(QByteArray::number(value.toDouble() * 1e6, 'g', 12).toDouble())
                                : std::nullopt;
    };
    SourcedPrices made;
    for (auto model = models.begin(); model != models.end(); ++model) {
        const QJsonValue value = model.value();
        if (!wanted.isEmpty() && value["litellm_provider"_L1].toString() != wanted)
            continue;
        if (const auto price = priceOf(model.key(), {}, perMillion(value["input_cost_per_token"_L1]),
                                       perMillion(value["cache_read_input_token_cost"_L1]),
                                       perMillion(value["output_cost_per_token"_L1])))
            made.prices << *price;
        else
            ++made.unpriced;
    }
    return made;
}

SourcedPrices fromOwnList(const QJsonArray &list)
{
    SourcedPrices made;
    for (const auto &entry : list) {
        const auto from = QDateTime::fromString(entry["valid_from"_L1].toString(), Qt::ISODateWithMs);
        if (const auto price = priceOf(entry["model"_L1].toString(), from, amount(entry["input_usd"_L1]),
                                       amount(entry["cached_input_usd"_L1]), amount(entry["output_usd"_L1])))
            made.prices << *price;
        else
            ++made.unpriced;
    }
    return made;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Prices", text);
}

} // namespace

Result<SourcedPrices> readPrices(const QByteArray &bytes, const QString &fileName, const QString &provider)
{
    if (const auto fault = jsonFault(bytes)) {
        const auto before = bytes.first(fault->offset);
        return std::unexpected(Error{
            .kind = ErrorKind::Invalid,
            .message = fault->message,
            .place =
                u"%1:%2:%3"_s.arg(fileName).arg(before.count('\n') + 1).arg(before.size() - before.lastIndexOf('\n'))});
    }
    const QJsonDocument document = parsedJson(bytes);
    const QJsonArray array = document.array();
    const bool providers = !array.isEmpty() && array.first()["models"_L1].isArray();
    auto made = document.isObject() ? fromModels(document.object(), provider)
                : providers         ? fromProviders(array, provider)
                                    : fromOwnList(array);
    if (made.prices.isEmpty())
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"There is no price in this file."_s,
                                     .remedy = u"It takes the JSON of genai-prices, LiteLLM or tokencost, or what "
                                               "promptuaryctl prices list --json prints."_s,
                                     .place = fileName});
    return made;
}

QString leftOut(const SourcedPrices &source)
{
    QStringList sentences;
    if (source.unpriced == 1)
        sentences << tr("One model was left out: it has no price for both input and output.");
    else if (source.unpriced > 1)
        sentences << tr("%1 models were left out: they have no price for both input and output.").arg(source.unpriced);
    if (source.several == 1)
        sentences << tr("One model has prices of several providers; those of the first were taken.");
    else if (source.several > 1)
        sentences
            << tr("%1 models have prices of several providers; those of the first were taken.").arg(source.several);
    return sentences.join(u' ');
}

} // namespace promptuary
