// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executiontexts.h"

#include "ui/executions/executionmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace promptuary
{

namespace
{

QString unknown()
{
    return QStringLiteral("–");
}

/// Whether the object or list that begins here has no members.
bool isEmpty(QStringView json)
{
    const QStringView rest = json.sliced(1).trimmed();
    return rest.startsWith(json.front() == u'{' ? u'}' : u']');
}

} // namespace

QString ExecutionTexts::columnName(int column)
{
    switch (column) {
    case ExecutionModel::Time:
        return tr("Time");
    case ExecutionModel::Template:
        return tr("Template");
    case ExecutionModel::Version:
        return tr("Version");
    case ExecutionModel::Environment:
        return tr("Environment");
    case ExecutionModel::Model:
        return tr("Model");
    case ExecutionModel::InputTokens:
        return tr("Tokens in");
    case ExecutionModel::CachedTokens:
        return tr("Cached");
    case ExecutionModel::OutputTokens:
        return tr("Tokens out");
    case ExecutionModel::Cost:
        return tr("Cost ($)");
    case ExecutionModel::Latency:
        return tr("Latency (ms)");
    case ExecutionModel::Confidence:
        return tr("Confidence");
    case ExecutionModel::Outcome:
        return tr("Outcome");
    default:
        return {};
    }
}

QString ExecutionTexts::columnMeaning(int column)
{
    switch (column) {
    case ExecutionModel::Time:
        return tr("When it began; the newest is first");
    case ExecutionModel::InputTokens:
        return tr("Input tokens, those from the provider's cache included");
    case ExecutionModel::CachedTokens:
        return tr("Of the input tokens, those that came from the provider's cache");
    case ExecutionModel::OutputTokens:
        return tr("Output tokens");
    case ExecutionModel::Cost:
        return tr("US dollars: what the agent named, else from the model's price");
    case ExecutionModel::Latency:
        return tr("Milliseconds from the call to the answer");
    case ExecutionModel::Confidence:
        return tr("What the agent said of its answer, from 0 to 1");
    default:
        return {};
    }
}

QString ExecutionTexts::tokens(const std::optional<int> &count)
{
    return count ? QLocale().toString(*count) : unknown();
}

QString ExecutionTexts::cost(const std::optional<double> &usd)
{
    constexpr double smallest = 0.000005; // what five digits show as something
    if (!usd)
        return unknown();
    return *usd > 0 && *usd < smallest ? tr("< %1").arg(QLocale().toString(0.00001, 'f', 5))
                                       : QLocale().toString(*usd, 'f', 5);
}

QString ExecutionTexts::exactCost(const Execution &execution)
{
    if (!execution.costUsd)
        return execution.inputTokens || execution.outputTokens ? tr("Not known: the model has no price")
                                                               : tr("Not known: neither cost nor tokens were told");
    const QString amount = QLocale().toString(*execution.costUsd, 'g', 8);
    return execution.costGiven ? tr("$%1, named by the agent").arg(amount)
                               : tr("$%1, from the model's price").arg(amount);
}

QString ExecutionTexts::latency(const std::optional<double> &milliseconds)
{
    if (!milliseconds)
        return unknown();
    return *milliseconds > 0 && *milliseconds < 1 ? tr("< 1") : QLocale().toString(*milliseconds, 'f', 0);
}

QString ExecutionTexts::confidence(const std::optional<double> &value)
{
    return value ? QLocale().toString(*value, 'f', 2) : unknown();
}

QList<ExecutionTexts::Mark> ExecutionTexts::marks(const Execution &execution)
{
    QList<Mark> marks;
    if (!execution.success)
        marks.append({PillKind::Danger, execution.errorType.isEmpty() ? tr("failed") : execution.errorType});
    if (execution.reviewOutcome == QLatin1StringView("approved"))
        marks.append({PillKind::Active, tr("approved")});
    else if (execution.reviewOutcome == QLatin1StringView("rejected"))
        marks.append({PillKind::Danger, tr("rejected")});
    else if (execution.needsReview)
        marks.append({PillKind::Warning, tr("waits for review")});
    if (marks.isEmpty())
        marks.append({PillKind::Neutral, tr("ok")});
    return marks;
}

QString ExecutionTexts::outcome(const Execution &execution)
{
    QStringList texts;
    if (!execution.success)
        texts << tr("failed");
    for (const Mark &mark : marks(execution))
        texts << mark.text;
    texts.removeDuplicates();
    return texts.join(QStringLiteral(", "));
}

QString ExecutionTexts::indented(QStringView json)
{
    QString lines;
    int depth = 0;
    bool quoted = false;
    const auto breakLine = [&] { lines += u'\n' + QString(qsizetype(depth) * 2, u' '); };
    for (qsizetype at = 0; at < json.size(); ++at) {
        const QChar c = json[at];
        if (quoted) {
            lines += c;
            if (c == u'\\' && at + 1 < json.size())
                lines += json[++at];
            quoted = c != u'"';
            continue;
        }
        if (c.isSpace())
            continue;
        const bool closing = c == u'}' || c == u']';
        if (closing && !lines.endsWith(u'{') && !lines.endsWith(u'[')) {
            depth = std::max(0, depth - 1);
            breakLine();
        }
        lines += c;
        quoted = c == u'"';
        if ((c == u'{' || c == u'[') && !isEmpty(json.sliced(at))) {
            ++depth;
            breakLine();
        } else if (c == u',') {
            breakLine();
        } else if (c == u':') {
            lines += u' ';
        }
    }
    return lines;
}

QList<ExecutionTexts::Guardrail> ExecutionTexts::guardrails(const QByteArray &json)
{
    QList<Guardrail> results;
    for (const QJsonValue &value : QJsonDocument::fromJson(json).array()) {
        const QJsonObject object = value.toObject();
        QStringList rest;
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() == QLatin1StringView("rule") || member.key() == QLatin1StringView("violated"))
                continue;
            const QJsonValue told = member.value();
            const QString text = told.isString()
                                     ? told.toString()
                                     : QString::fromUtf8(QJsonDocument(QJsonArray{told}).toJson(QJsonDocument::Compact))
                                           .chopped(1)
                                           .sliced(1);
            rest << tr("%1: %2").arg(member.key(), text);
        }
        results.append({object[u"rule"].toString(), object[u"violated"].toBool(), rest.join(QStringLiteral(" · "))});
    }
    std::ranges::stable_partition(results, &Guardrail::violated);
    return results;
}

QString ExecutionTexts::cutName(const QString &text)
{
    if (text == QLatin1StringView("rendered_prompt"))
        return tr("rendered prompt");
    return text == QLatin1StringView("error_message") ? tr("error message") : text;
}

QString ExecutionTexts::howToRecord()
{
    return tr("Agents report what they ran through the SQL function record_execution(), or as lines of JSON to "
              "“promptuaryctl record”. It appears here within two seconds.\n\n"
              "To look around first: “promptuaryctl demo executions” makes a history to play with.");
}

QString ExecutionTexts::traceAddress(const QString &urlTemplate, const ExecutionPayload &payload)
{
    if (urlTemplate.isEmpty() || payload.traceId.isEmpty())
        return {};
    const auto encoded = [](const QString &id) { return QString::fromLatin1(QUrl::toPercentEncoding(id)); };
    QString address = urlTemplate;
    address.replace(QLatin1StringView("{trace_id}"), encoded(payload.traceId));
    return address.replace(QLatin1StringView("{span_id}"), encoded(payload.spanId));
}

} // namespace promptuary
