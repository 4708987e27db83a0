// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/jsontext.h"

#include "core/prompts/jsoncheck.h"
#include "core/prompts/jsonspan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

namespace promptuary
{

namespace
{

// PostgreSQL keeps no more digits behind the point; a number that asks for more is left to its judgement.
constexpr int longestExponent = 16'383;

QByteArray normalNumber(QByteArrayView number)
{
    const bool negative = number.startsWith('-');
    const QByteArray text = number.sliced(negative ? 1 : 0).toByteArray().toLower();
    const qsizetype mark = text.indexOf('e');
    bool readable = true;
    const int exponent = mark < 0 ? 0 : text.sliced(mark + 1).toInt(&readable);
    if (!readable || exponent < -longestExponent || exponent > longestExponent)
        return number.toByteArray();
    QByteArray digits = mark < 0 ? text : text.first(mark);
    const qsizetype point = digits.indexOf('.');
    qsizetype decimals = (point < 0 ? 0 : digits.size() - point - 1) - exponent;
    digits.replace(".", "");
    if (decimals < 0) {
        digits += QByteArray(-decimals, '0');
        decimals = 0;
    }
    while (digits.size() > decimals + 1 && digits.startsWith('0'))
        digits.remove(0, 1);
    const bool zero = digits.count('0') == digits.size();
    digits = digits.rightJustified(decimals + 1, '0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, '.');
    return negative && !zero ? '-' + digits : digits;
}

QByteArray normalValue(QByteArrayView json);

QByteArray normalObject(QByteArrayView json)
{
    QMap<QString, QByteArray> members;
    for (const auto &[name, value] : jsonMembers(json, {0, json.size()}))
        members.insert(name, normalValue(json.sliced(value.start, value.length)));
    QByteArrayList texts;
    for (const auto &[name, text] : members.asKeyValueRange())
        texts << jsonText(name) + ':' + text;
    return '{' + texts.join(',') + '}';
}

QByteArray normalArray(QByteArrayView json)
{
    QByteArrayList texts;
    for (const JsonSpan &value : jsonElements(json, {0, json.size()}))
        texts << normalValue(json.sliced(value.start, value.length));
    return '[' + texts.join(',') + ']';
}

QByteArray normalValue(QByteArrayView json)
{
    switch (json.front()) {
    case '{':
        return normalObject(json);
    case '[':
        return normalArray(json);
    case '"':
        return jsonText(jsonValue(json));
    case 't':
    case 'f':
    case 'n':
        return json.toByteArray();
    default:
        return normalNumber(json);
    }
}

} // namespace

QByteArray jsonText(const QJsonValue &value)
{
    // QJsonDocument writes whole documents only; the brackets are taken off again.
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QJsonValue jsonValue(QByteArrayView validJson)
{
    return parsedJson('[' + validJson.toByteArray() + ']').array().at(0);
}

QByteArray normalJson(QByteArrayView validJson)
{
    const JsonSpan value = jsonSpan(validJson, {}).value_or(JsonSpan{});
    return normalValue(validJson.sliced(value.start, value.length));
}

} // namespace promptuary
