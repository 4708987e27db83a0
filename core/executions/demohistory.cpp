// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/demohistory.h"

#include "core/executions/demotexts.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QTimeZone>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// A model that does not exist: a demonstration says nothing about those that do.
struct DemoModel {
    QLatin1StringView name;
    double share;
    double firstTokenMs; ///< the median
    double perTokenMs;
    double spread;   ///< of the logarithm of latency
    double inputUsd; ///< for a million tokens; 0 where the agent names the cost itself
    double cachedInputUsd;
    double outputUsd;
};

constexpr std::array<DemoModel, 3> models{{
    {"demo-swift"_L1, 0.62, 240, 4.2, 0.34, 0.25, 0.05, 1.25},
    {"demo-large"_L1, 0.28, 620, 14, 0.42, 2.5, 0.5, 12},
    {"demo-house"_L1, 0.10, 380, 9, 0.55, 0, 0, 0},
}};

constexpr std::array<double, 7> weekdays{1.2, 1.25, 1.25, 1.2, 1.1, 0.55, 0.45}; // Monday first; 7 in sum
constexpr std::array<double, 24> hours{2,  1,  1,  1,  1,  2,  5,  12, 24, 34, 38, 36,
                                       30, 34, 38, 36, 31, 25, 19, 15, 12, 9,  6,  4};

// The standard's distributions differ from library to library; a seed has to mean the same everywhere.
double uniform(std::mt19937_64 &random)
{
    return double(random() >> 11) * 0x1p-53;
}

double normal(std::mt19937_64 &random)
{
    const double radius = std::sqrt(-2 * std::log(1 - uniform(random)));
    return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

bool happens(std::mt19937_64 &random, double probability)
{
    return uniform(random) < probability;
}

template<std::size_t N>
std::size_t weighted(std::mt19937_64 &random, const std::array<double, N> &weights)
{
    double left = uniform(random) * std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t chosen = 0;
    while (chosen + 1 < N && left >= weights.at(chosen))
        left -= weights.at(chosen++);
    return chosen;
}

quint64 seedOf(const QString &what)
{
    return qFromBigEndian<quint64>(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).constData());
}

QUuid idOf(const QString &what)
{
    static const QUuid space(u"b7f6f0c2-3d0e-5e6b-9c53-4a0d1c9f7a11"_s);
    return QUuid::createUuidV5(space, what);
}

QString hexText(std::mt19937_64 &random, int digits)
{
    QString text;
    while (text.size() < digits)
        text += QString::number(random(), 16).rightJustified(16, u'0');
    return text.first(digits);
}

} // namespace

/// What a version changes against the first one.
struct DemoHistory::Traits {
    double quality = 0; ///< 1 helps, -1 harms
    double length = 1;  ///< of what the template asks for
};

struct DemoHistory::Draft {
    QJsonObject object;
    QUuid id;
    QDateTime startedAt;
    int version = 0;
    bool success = true;
    double latencyMs = 0;
    QString review;
};

QList<ServedVersion> demoServed(const QList<Activation> &log, int newest, const QDateTime &since,
                                const QDateTime &until, const QString &spread)
{
    QList<ServedVersion> served;
    if (!log.isEmpty() && log.last().at <= since) {
        for (auto entry = log.crbegin(); entry != log.crend(); ++entry) {
            if (entry->active > 0)
                served.append({.number = entry->active, .from = entry->at});
        }
        return served;
    }
    for (int number = std::max(1, newest - 3); number <= newest; ++number)
        served.append({.number = number, .from = since});
    const int active = log.isEmpty() ? 0 : log.first().active;
    if (active > 0 && active != newest)
        served.append({.number = active, .from = since});
    const qint64 turn = since.msecsTo(until) / std::max<qsizetype>(1, served.size());
    for (qsizetype i = 0; i < served.size(); ++i) {
        // Nobody changes all templates in the same moment.
        std::mt19937_64 random(seedOf(u"%1/turn %2"_s.arg(spread).arg(i)));
        const double shift = spread.isEmpty() ? 0 : i == 0 ? -uniform(random) : 2 * uniform(random) - 1;
        served[i].from = since.addMSecs(i * turn + qint64(shift * double(turn) / 4));
    }
    return served;
}

QList<ServedVersion> demoServedOnceMade(const QList<ServedVersion> &served, const QHash<int, QDateTime> &made,
                                        const QDateTime &since, const QDateTime &until)
{
    QList<ServedVersion> possible;
    for (const ServedVersion &entry : served) {
        ServedVersion each = entry;
        each.from = std::max(each.from, made.value(each.number));
        // What was made only after others had their turn never had one.
        while (!possible.isEmpty() && possible.constLast().from >= each.from)
            possible.removeLast();
        if (each.from <= until)
            possible.append(each);
    }
    const bool whole = !possible.isEmpty() && possible.constFirst().number == served.constFirst().number &&
                       possible.constFirst().from <= since;
    return whole ? possible : QList<ServedVersion>();
}

QList<Activation> demoActivations(TemplateId id, const QString &environment, const QList<ServedVersion> &served)
{
    QList<Activation> activations;
    for (const ServedVersion &each : served) {
        Activation made{};
        made.templateId = id;
        made.environment = environment;
        made.active = each.number;
        made.reason = u"Invented for a demonstration"_s;
        made.actor = u"demo"_s;
        made.at = each.from;
        activations.append(made);
    }
    return activations;
}

DemoHistory::DemoHistory(QList<DemoTemplate> templates, DemoOptions options)
    : m_templates(std::move(templates))
    , m_options(std::move(options))
{
    for (DemoTemplate &each : m_templates) {
        for (VersionContent &content : each.content)
            declareVariables(content);
    }
}

QList<ModelPrice> DemoHistory::prices()
{
    QList<ModelPrice> prices;
    for (const DemoModel &model : models) {
        if (model.inputUsd > 0)
            prices.append({.model = model.name,
                           .validFrom = {},
                           .inputUsd = model.inputUsd,
                           .cachedInputUsd = model.cachedInputUsd,
                           .outputUsd = model.outputUsd});
    }
    return prices;
}

QDateTime DemoHistory::since(const DemoOptions &options)
{
    return options.until.toUTC().date().addDays(1 - options.days).startOfDay(QTimeZone::UTC);
}

QString DemoHistory::spread(const DemoOptions &options, const QString &key)
{
    return u"%1/%2"_s.arg(options.seed).arg(key);
}

DemoDay DemoHistory::day(int index) const
{
    DemoDay day;
    const QDate date = since(m_options).date().addDays(index);
    for (qsizetype i = 0; i < m_templates.size(); ++i)
        addExecutions(day, i, date);
    return day;
}

void DemoHistory::addExecutions(DemoDay &day, qsizetype index, QDate date) const
{
    const DemoTemplate &source = m_templates.at(index);
    const QString name = u"%1/%2/%3"_s.arg(m_options.seed).arg(source.key, date.toString(Qt::ISODate));
    Random random(seedOf(name));
    // Some templates are asked for more than others.
    const double ups = 1 + 0.08 * normal(random);
    const double share = m_options.perDay * weekdays.at(std::size_t(date.dayOfWeek() - 1)) / double(m_templates.size());
    const int count = int(std::lround(share * std::clamp(ups, 0.7, 1.3)));
    QList<Draft> drafts;
    for (int i = 0; i < count; ++i) {
        Random own(random());
        Draft made = draft(own, source, date);
        if (made.startedAt > m_options.until)
            continue;
        made.id = idOf(u"%1/%2"_s.arg(name).arg(i));
        invent(own, made, traits(index, made.version));
        addTexts(own, made, source.content.value(made.version));
        drafts.append(std::move(made));
    }
    std::ranges::sort(drafts, {}, &Draft::startedAt);
    for (Draft &made : drafts) {
        made.object.insert(u"id"_s, made.id.toString(QUuid::WithoutBraces));
        made.object.insert(u"template"_s, source.key);
        made.object.insert(u"version"_s, made.version);
        made.object.insert(u"started_at"_s, made.startedAt.toString(Qt::ISODateWithMs));
        made.object.insert(u"success"_s, made.success);
        made.object.insert(u"latency_ms"_s, made.latencyMs);
        day.executions.append(made.object);
        if (!made.review.isEmpty())
            day.reviews.append({.id = made.id, .outcome = made.review});
    }
}

DemoHistory::Draft DemoHistory::draft(Random &random, const DemoTemplate &source, QDate date) const
{
    const auto hour = qint64(weighted(random, hours));
    Draft made;
    made.startedAt = date.startOfDay(QTimeZone::UTC).addMSecs(hour * 3'600'000 + qint64(uniform(random) * 3'600'000));
    made.version = source.served.first().number;
    for (const ServedVersion &served : source.served) {
        if (served.from <= made.startedAt)
            made.version = served.number;
    }
    return made;
}

DemoHistory::Traits DemoHistory::traits(qsizetype index, int version) const
{
    const DemoTemplate &source = m_templates.at(index);
    QList<int> numbers;
    for (const ServedVersion &served : source.served)
        numbers.append(served.number);
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    static constexpr std::array<double, 3> qualities{0, 1, -1};
    const auto rank = std::size_t(numbers.indexOf(version));
    // With two versions each, one template shows a change that helps and the next one that harms.
    const double side = index % 2 == 0 ? 1 : -1;
    return {.quality = side * qualities.at(rank % qualities.size()),
            .length = 0.5 + double(seedOf(source.key) % 1000) / 500};
}

/// Forty minutes, two thirds into the time.
bool DemoHistory::inOutage(const QDateTime &time) const
{
    const QDateTime begins = since(m_options).addDays(m_options.days * 2 / 3).addSecs(qint64(13 * 3600 + 600));
    return time >= begins && time < begins.addSecs(qint64(40 * 60));
}

void DemoHistory::invent(Random &random, Draft &draft, const Traits &traits) const
{
    static constexpr std::array<double, 3> shares{models[0].share, models[1].share, models[2].share};
    const DemoModel &model = models.at(weighted(random, shares));
    const int input = int(420 * traits.length * std::exp(0.45 * normal(random)));
    const int cached = happens(random, 0.4) ? input * 3 / 5 : 0;
    const int output = 1 + int(180 * traits.length * std::pow(1.2, -traits.quality) * std::exp(0.5 * normal(random)));
    const double median = model.firstTokenMs + output * model.perTokenMs;
    draft.latencyMs = std::round(median * std::pow(1.35, -traits.quality) * std::exp(model.spread * normal(random)));
    draft.object = {{u"model"_s, model.name},
                    {u"input_tokens"_s, input},
                    {u"cached_input_tokens"_s, cached},
                    {u"output_tokens"_s, output},
                    {u"request_id"_s, u"req-"_s + hexText(random, 12)},
                    {u"user_id"_s, u"learner-%1"_s.arg(qulonglong(random() % 900), 4, 10, QChar(u'0'))},
                    {u"trace_id"_s, hexText(random, 32)},
                    {u"span_id"_s, hexText(random, 16)}};
    if (model.inputUsd == 0)
        draft.object.insert(u"cost_usd"_s, std::round(input * 0.4 + output * 1.6) / 1e6);
    if (m_options.environments.size() > 1 && happens(random, 0.06))
        draft.object.insert(u"environment"_s, m_options.environments.at(1));
    const bool outage = inOutage(draft.startedAt);
    draft.success = !happens(random, outage ? 0.85 : 0.035 * std::pow(2.6, -traits.quality));
    if (!draft.success)
        fail(random, draft, outage);
    else
        judge(random, draft, traits);
}

void DemoHistory::fail(Random &random, Draft &draft, bool outage)
{
    struct Failure {
        QLatin1StringView type;
        QLatin1StringView message;
        double latencyMs; ///< 0 where the model had answered
        bool answered;
    };
    static constexpr std::array<Failure, 4> failures{{
        {"timeout"_L1, "No answer within 30 seconds."_L1, 30000, false},
        {"rate_limit"_L1, "429 Too Many Requests: try again in 20 s."_L1, 90, false},
        {"invalid_json"_L1, "The answer is no JSON: unexpected end of input."_L1, 0, true},
        {"refusal"_L1, "The model declined to answer."_L1, 0, true},
    }};
    const std::array<double, 4> often = outage ? std::array{0.7, 0.28, 0.01, 0.01} : std::array{0.2, 0.25, 0.4, 0.15};
    const Failure &failure = failures.at(weighted(random, often));
    draft.object.insert(u"error_type"_s, failure.type);
    draft.object.insert(u"error_message"_s, failure.message);
    if (failure.answered)
        return;
    draft.latencyMs = std::round(failure.latencyMs * (1 + 0.02 * uniform(random)));
    for (const auto &tokens : {u"output_tokens"_s, u"input_tokens"_s, u"cached_input_tokens"_s, u"cost_usd"_s})
        draft.object.remove(tokens);
}

void DemoHistory::judge(Random &random, Draft &draft, const Traits &traits)
{
    const double confidence = std::clamp(0.82 + 0.06 * traits.quality + 0.11 * normal(random), 0.05, 0.99);
    draft.object.insert(u"confidence"_s, std::round(confidence * 1000) / 1000);
    const bool unsure = confidence < 0.62;
    draft.object.insert(u"needs_review"_s, unsure);
    if (unsure && happens(random, 0.4))
        draft.review = happens(random, 0.7) ? u"approved"_s : u"rejected"_s;
    if (!happens(random, 0.1))
        return;
    const bool violated = happens(random, 0.06 * std::pow(2, -traits.quality));
    draft.object.insert(u"guardrails"_s,
                        QJsonArray{QJsonObject{{u"rule"_s, u"no-personal-data"_s}, {u"violated"_s, violated}},
                                   QJsonObject{{u"rule"_s, u"answer-is-json"_s}, {u"violated"_s, false}}});
}

/// A prompt is long, so only those that somebody would look at, and a few others, carry it.
void DemoHistory::addTexts(Random &random, Draft &draft, const VersionContent &content)
{
    const QJsonObject variables = demoValues(content, random());
    draft.object.insert(u"variables"_s, variables);
    if (!draft.success || draft.object.value(u"needs_review"_s).toBool() || happens(random, 0.05))
        draft.object.insert(u"rendered_prompt"_s, demoPrompt(content, variables));
}

} // namespace promptuary
