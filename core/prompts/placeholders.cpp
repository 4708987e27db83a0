// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/placeholders.h"

#include <QString>

namespace promptuary
{
namespace
{

/// All syntax of the formats is ASCII, so one scanner serves UTF-8 and UTF-16: other units never look like it.
template<typename View>
class Scanner
{
public:
    explicit Scanner(View text)
        : m_text(text)
        , m_budget(1'000'000 + 4 * text.size())
    {
    }

    QList<Placeholder> fstring()
    {
        qsizetype at = 0;
        while (m_budget > 0 && (at = nextBrace(at)) >= 0) {
            if (is(at, "{{") || is(at, "}}")) {
                at = add(at, at + 2, PlaceholderKind::Escape);
                continue;
            }
            const qsizetype end = unit(at) == '{' ? fieldEnd(at + 1, 0) : -1;
            at = end > 0 ? add(at, end, PlaceholderKind::Value) : at + 1;
        }
        return m_found;
    }

    QList<Placeholder> jinja2()
    {
        qsizetype at = 0;
        while (m_budget > 0 && (at = find(at, "{")) >= 0) {
            const char16_t second = unit(at + 1);
            const qsizetype end = second == '#'   ? after(at + 2, "#}")
                                  : second == '%' ? closing(at + 2, "%}")
                                  : second == '{' ? closing(at + 2, "}}")
                                                  : -1;
            if (end < 0) {
                ++at;
                continue;
            }
            add(at, end,
                second == '#'   ? PlaceholderKind::Comment
                : second == '%' ? PlaceholderKind::Tag
                                : PlaceholderKind::Value);
            at = second == '%' && tagName(at) == u"raw" ? endOfRaw(end) : end;
        }
        return m_found;
    }

    QList<Placeholder> mustache()
    {
        QByteArray open("{{");
        QByteArray close("}}");
        qsizetype at = 0;
        while (m_budget > 0 && (at = find(at, open)) >= 0) {
            const qsizetype inside = at + open.size();
            const char16_t sigil = unit(inside);
            const bool triple = sigil == '{' && open == "{{";
            const QByteArray closer = triple ? "}" + close : sigil == '=' ? "=" + close : close;
            const qsizetype end = after(inside + 1, closer);
            // A tag does not hold another tag's opening: "{{ a {{ b }}" is a slip, and its second half is the tag.
            const qsizetype inner = find(inside + (triple ? 1 : 0), open);
            if (end < 0 || (inner >= 0 && inner < end && sigil != '!' && sigil != '=')) {
                at += 1;
                continue;
            }
            add(at, end, mustacheKind(sigil));
            if (sigil == '=')
                changeDelimiters(slice(inside + 1, end - closer.size()), &open, &close);
            at = end;
        }
        return m_found;
    }

private:
    [[nodiscard]] char16_t unit(qsizetype at) const
    {
        if (at < 0 || at >= m_text.size())
            return 0;
        if constexpr (std::is_same_v<View, QByteArrayView>)
            return static_cast<uchar>(m_text[at]);
        else
            return m_text[at].unicode();
    }
    [[nodiscard]] bool is(qsizetype at, QByteArrayView ascii) const
    {
        for (qsizetype i = 0; i < ascii.size(); ++i) {
            if (unit(at + i) != static_cast<uchar>(ascii[i]))
                return false;
        }
        return true;
    }
    [[nodiscard]] qsizetype find(qsizetype from, QByteArrayView ascii) const
    {
        if constexpr (std::is_same_v<View, QByteArrayView>)
            return m_text.indexOf(ascii, from);
        else
            return m_text.indexOf(QLatin1StringView(ascii), from);
    }
    /// What an attempt that found nothing has cost. Texts made to be slow (a million opened, never closed braces) use
    /// up the budget and are left unmarked from there on.
    qsizetype fail(qsizetype unitsRead)
    {
        m_budget -= unitsRead;
        return -1;
    }
    [[nodiscard]] qsizetype after(qsizetype from, QByteArrayView ascii)
    {
        const qsizetype at = find(from, ascii);
        if (at < 0)
            return fail(m_text.size() - from);
        return at + ascii.size();
    }
    [[nodiscard]] qsizetype nextBrace(qsizetype from) const
    {
        while (from < m_text.size() && unit(from) != '{' && unit(from) != '}')
            ++from;
        return from < m_text.size() ? from : -1;
    }
    [[nodiscard]] QString slice(qsizetype from, qsizetype end) const
    {
        const auto part = m_text.sliced(from, std::max<qsizetype>(0, end - from));
        if constexpr (std::is_same_v<View, QByteArrayView>)
            return QString::fromUtf8(part);
        else
            return part.toString();
    }
    qsizetype add(qsizetype start, qsizetype end, PlaceholderKind kind)
    {
        m_found.append({.start = start, .length = end - start, .kind = kind});
        return end;
    }

    [[nodiscard]] bool isNameUnit(qsizetype at) const
    {
        const char16_t c = unit(at);
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127;
    }

    /// The end of the replacement field whose content starts at `at`, -1 where it is none: a name or number with
    /// members, a conversion, a specification that may hold fields itself.
    [[nodiscard]] qsizetype fieldEnd(qsizetype at, int depth)
    {
        const qsizetype from = at;
        while (isNameUnit(at) || unit(at) == '.')
            ++at;
        while (unit(at) == '[' || unit(at) == '.' || isNameUnit(at)) {
            if (unit(at) == '[') {
                while (at < m_text.size() && unit(at) != ']' && unit(at) != '\n')
                    ++at;
                if (unit(at) != ']')
                    return fail(at - from);
            }
            ++at;
        }
        if (unit(at) == '!' && isNameUnit(at + 1))
            at += 2;
        if (unit(at) == ':') {
            for (++at; at < m_text.size() && unit(at) != '}' && unit(at) != '\n'; ++at) {
                if (unit(at) != '{')
                    continue;
                const qsizetype end = depth < 2 ? fieldEnd(at + 1, depth + 1) : -1;
                if (end < 0)
                    return fail(at - from);
                at = end - 1;
            }
        }
        return unit(at) == '}' ? at + 1 : fail(at - from);
    }

    /// The end of a Jinja tag or expression: its closer outside strings. -1 where another one opens first.
    [[nodiscard]] qsizetype closing(qsizetype at, QByteArrayView closer)
    {
        const qsizetype from = at;
        char16_t quote = 0;
        int braces = 0;
        for (; at < m_text.size(); ++at) {
            const char16_t c = unit(at);
            if (quote) {
                if (c == '\\')
                    ++at;
                else if (c == quote)
                    quote = 0;
                continue;
            }
            if (braces == 0 && is(at, closer))
                return at + closer.size();
            if (is(at, "{%") || is(at, "{#") || is(at, "{{"))
                return fail(at - from);
            if (c == '"' || c == '\'')
                quote = c;
            else if (c == '{')
                ++braces;
            else if (c == '}' && braces > 0)
                --braces;
        }
        return fail(at - from);
    }
    [[nodiscard]] QString tagName(qsizetype at) const
    {
        at += 2;
        while (unit(at) == '-' || unit(at) == '+' || unit(at) == ' ' || unit(at) == '\n' || unit(at) == '\t')
            ++at;
        qsizetype end = at;
        while (isNameUnit(end))
            ++end;
        return slice(at, end);
    }
    /// Where scanning goes on after {% raw %}: at its {% endraw %}, or behind everything.
    [[nodiscard]] qsizetype endOfRaw(qsizetype at) const
    {
        while ((at = find(at, "{%")) >= 0) {
            if (tagName(at) == u"endraw")
                return at;
            ++at;
        }
        return m_text.size();
    }

    static PlaceholderKind mustacheKind(char16_t sigil)
    {
        switch (sigil) {
        case '!':
            return PlaceholderKind::Comment;
        case '#':
        case '^':
        case '/':
        case '>':
        case '<':
        case '$':
        case '=':
            return PlaceholderKind::Tag;
        default:
            return PlaceholderKind::Value;
        }
    }
    static void changeDelimiters(const QString &text, QByteArray *open, QByteArray *close)
    {
        const QStringList parts = text.simplified().split(u' ');
        if (parts.size() != 2 || parts[0].isEmpty() || parts[1].isEmpty())
            return;
        *open = parts[0].toUtf8();
        *close = parts[1].toUtf8();
    }

    View m_text;
    qsizetype m_budget;
    QList<Placeholder> m_found;
};

template<typename View>
QList<Placeholder> scan(View text, QStringView format)
{
    Scanner<View> scanner(text);
    if (format == u"fstring")
        return scanner.fstring();
    if (format == u"jinja2")
        return scanner.jinja2();
    if (format == u"mustache")
        return scanner.mustache();
    return {};
}

} // namespace

QList<Placeholder> findPlaceholders(QStringView text, QStringView format)
{
    return scan(text, format);
}

QList<Placeholder> findPlaceholders(QByteArrayView utf8, QStringView format)
{
    return scan(utf8, format);
}

} // namespace promptuary
