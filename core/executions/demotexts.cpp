// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/demotexts.h"

#include "core/prompts/jsontext.h"
#include "core/prompts/placeholders.h"
#include "core/prompts/variabledetection.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr std::array<QLatin1StringView, 8> subjects{
    "the water cycle"_L1,     "compound interest"_L1, "photosynthesis"_L1,       "the French revolution"_L1,
    "regular expressions"_L1, "plate tectonics"_L1,   "Ohm's law and shorts"_L1, "reading a balance sheet"_L1};

QJsonValue sampleOf(const Variable &variable, const QString &subject)
{
    if (variable.type == "integer"_L1 || variable.type == "number"_L1)
        return 3;
    if (variable.type == "boolean"_L1)
        return true;
    if (variable.type == "array"_L1)
        return QJsonArray{u"What is %1?"_s.arg(subject)};
    if (variable.type == "object"_L1)
        return QJsonObject{{u"subject"_s, subject}};
    if (variable.name.contains("language"_L1))
        return u"English"_s;
    if (variable.name.contains("subject"_L1) || variable.name.contains("topic"_L1))
        return subject;
    if (variable.name.contains("name"_L1) || variable.name.contains("title"_L1))
        return u"Notes on %1"_s.arg(subject);
    return u"Could you explain %1 to me?"_s.arg(subject);
}

} // namespace

void declareVariables(VersionContent &content)
{
    for (const QString &name : detectVariables(content).undeclared)
        content.variables.append({.name = name});
}

QJsonObject demoValues(const VersionContent &content, quint64 number)
{
    const QString subject = subjects.at(number % subjects.size());
    QJsonObject values;
    for (const Variable &variable : content.variables)
        values.insert(variable.name, sampleOf(variable, subject));
    return values;
}

QString demoPrompt(const VersionContent &content, const QJsonObject &values)
{
    QStringList parts;
    for (const Message &message : content.messages) {
        QString text = message.content;
        const auto places = findPlaceholders(QStringView(text), content.format);
        for (auto place = places.crbegin(); place != places.crend(); ++place) {
            // Without braces, filters, conversions and mustache's sign for "as it is".
            static const QRegularExpression trimmings(u"[{}&]|[|!:].*"_s,
                                                      QRegularExpression::DotMatchesEverythingOption);
            const QString name = text.sliced(place->start, place->length).remove(trimmings).trimmed();
            const QJsonValue value = values.value(name);
            if (place->kind == PlaceholderKind::Value && !value.isUndefined())
                text.replace(place->start, place->length,
                             value.isString() ? value.toString() : QString::fromUtf8(jsonText(value)));
        }
        parts << text;
    }
    return parts.join(u"\n\n"_s);
}

} // namespace promptuary
