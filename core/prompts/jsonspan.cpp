// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/jsonspan.h"

#include "core/prompts/jsontext.h"

#include <algorithm>

namespace promptuary
{

namespace
{

/// Steps over the values of a valid JSON text.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text, qsizetype at = 0)
        : m_text(text)
        , m_at(at)
    {
        if (at == 0 && text.startsWith("\xEF\xBB\xBF"))
            m_at = 3;
    }

    [[nodiscard]] qsizetype at() const { return m_at; }

    char peek()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    /// True, and stands behind it, where the next character is `expected`.
    bool take(char expected)
    {
        if (peek() != expected)
            return false;
        ++m_at;
        return true;
    }

    /// The next value's extent; stands behind it.
    JsonSpan value()
    {
        const char first = peek();
        const qsizetype start = m_at;
        if (first == '"') {
            skipString();
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            while (m_at < m_text.size() && !isBlank(m_text[m_at]) && !QByteArrayView(",]}").contains(m_text[m_at]))
                ++m_at;
        }
        return {start, m_at - start};
    }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    void skipString()
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\\') {
                ++m_at;
            } else if (m_text[m_at] == '"') {
                ++m_at;
                return;
            }
        }
    }

    void skipNested()
    {
        for (int depth = 0; m_at < m_text.size();) {
            const char c = m_text[m_at];
            if (c == '"') {
                skipString();
                continue;
            }
            ++m_at;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return;
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

std::optional<JsonSpan> memberOf(QByteArrayView text, JsonSpan object, const QString &name)
{
    std::optional<JsonSpan> found;
    for (const auto &[key, value] : jsonMembers(text, object)) {
        if (key == name)
            found = value;
    }
    return found;
}

std::optional<JsonSpan> elementOf(QByteArrayView text, JsonSpan array, int index)
{
    const QList<JsonSpan> elements = jsonElements(text, array);
    return index >= 0 && index < elements.size() ? std::optional(elements.at(index)) : std::nullopt;
}

} // namespace

std::optional<JsonSpan> jsonSpan(QByteArrayView validJson, const JsonPath &path)
{
    std::optional<JsonSpan> span = Scanner(validJson).value();
    for (const auto &step : path) {
        if (!span)
            break;
        if (const auto *name = std::get_if<QString>(&step))
            span = memberOf(validJson, *span, *name);
        else
            span = elementOf(validJson, *span, std::get<int>(step));
    }
    return span;
}

QList<std::pair<QString, JsonSpan>> jsonMembers(QByteArrayView validJson, JsonSpan object)
{
    QList<std::pair<QString, JsonSpan>> members;
    Scanner scanner(validJson, object.start);
    if (!scanner.take('{'))
        return members;
    while (scanner.peek() == '"') {
        const JsonSpan key = scanner.value();
        scanner.take(':');
        members.emplaceBack(jsonValue(validJson.sliced(key.start, key.length)).toString(), scanner.value());
        if (!scanner.take(','))
            break;
    }
    return members;
}

QList<JsonSpan> jsonElements(QByteArrayView validJson, JsonSpan array)
{
    QList<JsonSpan> elements;
    Scanner scanner(validJson, array.start);
    if (!scanner.take('[') || scanner.peek() == ']')
        return elements;
    do {
        elements << scanner.value();
    } while (scanner.take(','));
    return elements;
}

QString lineAndColumn(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const auto line = 1 + std::ranges::count(before, '\n');
    // Bytes that continue a character do not make a column.
    const auto column = 1 + std::ranges::count_if(before.sliced(lineStart), [](char c) { return (c & 0xC0) != 0x80; });
    return QStringLiteral("%1:%2").arg(line).arg(column);
}

} // namespace promptuary
