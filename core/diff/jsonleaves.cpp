// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/jsonleaves.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr int deepest = 200;
constexpr qsizetype leavesBetweenLooks = 1024;
// A small document can have paths that fill all memory: a long name on every level over a long list.
constexpr qsizetype mostCharacters = 8'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

QString quoted(const QString &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

// A name that could be mistaken for a path is put in brackets and quotes.
QString pathStep(const QString &name, bool first)
{
    const bool plain = !name.isEmpty() && std::ranges::none_of(name, [](QChar c) {
        return c == u'.' || c == u'[' || c == u']' || c == u'"' || c == u'#' || c.isSpace() || !c.isPrint();
    });
    if (!plain)
        return u'[' + quoted(name) + u']';
    return first ? name : u'.' + name;
}

// QJsonDocument keeps numbers as doubles, so the document is read here and QJsonDocument only decodes its strings.
class Reader
{
public:
    Reader(QByteArrayView json, const std::stop_token &stop)
        : m_json(json)
        , m_stop(stop)
    {
    }

    std::optional<QList<JsonLeaf>> read()
    {
        skipBlanks();
        if (!readValue({}, {}, 0))
            return std::nullopt;
        skipBlanks();
        if (m_at != m_json.size())
            return std::nullopt;
        return std::move(m_leaves);
    }

private:
    void skipBlanks()
    {
        while (m_at < m_json.size() && QByteArrayView(" \t\r\n").contains(m_json[m_at]))
            ++m_at;
    }

    bool skip(char c)
    {
        if (m_at >= m_json.size() || m_json[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    bool leaf(const QString &path, const QString &member, const QString &text)
    {
        m_characters += path.size() + text.size();
        m_leaves.append({path, member, text});
        return m_characters <= mostCharacters &&
               (m_leaves.size() % leavesBetweenLooks != 0 || !m_stop.stop_requested());
    }

    bool readValue(const QString &path, const QString &member, int depth)
    {
        if (depth > deepest || m_at >= m_json.size())
            return false;
        switch (m_json[m_at]) {
        case '{':
            return readObject(path, member, depth);
        case '[':
            return readArray(path, member, depth);
        case '"': {
            const std::optional<QString> text = readString();
            return text && leaf(path, member, quoted(*text));
        }
        default:
            return readWord(path, member);
        }
    }

    bool readObject(const QString &path, const QString &member, int depth)
    {
        QHash<QString, int> seen;
        ++m_at;
        skipBlanks();
        if (skip('}'))
            return leaf(path, member, u"{}"_s);
        do {
            skipBlanks();
            const std::optional<QString> name = readString();
            skipBlanks();
            if (!name || !skip(':'))
                return false;
            QString step = pathStep(*name, path.isEmpty());
            if (const int times = ++seen[*name]; times > 1)
                step += u'#' + QString::number(times);
            skipBlanks();
            if (!readValue(path + step, member.isEmpty() ? step : member, depth + 1))
                return false;
            skipBlanks();
        } while (skip(','));
        return skip('}');
    }

    bool readArray(const QString &path, const QString &member, int depth)
    {
        ++m_at;
        skipBlanks();
        if (skip(']'))
            return leaf(path, member, u"[]"_s);
        int index = 0;
        do {
            const QString step = u'[' + QString::number(index++) + u']';
            skipBlanks();
            if (!readValue(path + step, member.isEmpty() ? step : member, depth + 1))
                return false;
            skipBlanks();
        } while (skip(','));
        return skip(']');
    }

    std::optional<QString> readString()
    {
        const qsizetype start = m_at;
        if (!skip('"'))
            return std::nullopt;
        bool escapes = false;
        while (m_at < m_json.size() && m_json[m_at] != '"') {
            if (static_cast<unsigned char>(m_json[m_at]) < 0x20)
                return std::nullopt;
            escapes = escapes || m_json[m_at] == '\\';
            m_at += m_json[m_at] == '\\' ? 2 : 1;
        }
        if (!skip('"'))
            return std::nullopt;
        const QByteArrayView text = m_json.sliced(start, m_at - start);
        if (!escapes)
            return QString::fromUtf8(text.sliced(1, text.size() - 2));
        const QJsonDocument decoded = QJsonDocument::fromJson('[' + text.toByteArray() + ']');
        return decoded.isArray() ? std::optional(decoded.array().first().toString()) : std::nullopt;
    }

    // A number, true, false or null.
    bool readWord(const QString &path, const QString &member)
    {
        const qsizetype start = m_at;
        while (m_at < m_json.size() && !QByteArrayView(" \t\r\n,]}").contains(m_json[m_at]))
            ++m_at;
        const QByteArrayView word = m_json.sliced(start, m_at - start);
        if (word != "true" && word != "false" && word != "null" && !isNumber(word))
            return false;
        return leaf(path, member, QString::fromLatin1(word));
    }

    static bool isNumber(QByteArrayView word)
    {
        qsizetype at = 0;
        const auto digits = [&] {
            const qsizetype start = at;
            while (at < word.size() && isDigit(word[at]))
                ++at;
            return at > start;
        };
        const auto is = [&](char c) { return at < word.size() && word[at] == c; };
        at += is('-') ? 1 : 0;
        if (is('0'))
            ++at;
        else if (!digits())
            return false;
        if (is('.')) {
            ++at;
            if (!digits())
                return false;
        }
        if (is('e') || is('E')) {
            ++at;
            at += is('+') || is('-') ? 1 : 0;
            if (!digits())
                return false;
        }
        return at == word.size();
    }

    QByteArrayView m_json;
    const std::stop_token &m_stop;
    qsizetype m_at = 0;
    qsizetype m_characters = 0;
    QList<JsonLeaf> m_leaves;
};

} // namespace

std::optional<QList<JsonLeaf>> jsonLeaves(QByteArrayView json, const std::stop_token &stop)
{
    return Reader(json, stop).read();
}

QString plainValue(const QString &text)
{
    if (!text.startsWith(u'"'))
        return text;
    const QString value = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().first().toString();
    // Quotes stay where the value would read as a number, a word of JSON, nothing, or end in blanks.
    const bool ambiguous =
        value != value.trimmed() || value.isEmpty() || value.startsWith(u'"') || jsonLeaves(value.toUtf8()).has_value();
    return ambiguous ? text : value;
}

} // namespace promptuary
