// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/jsoncheck.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Reads from the left; each step is true while the text is JSON, and the first false one has set the fault.
class Checker
{
public:
    explicit Checker(QByteArrayView text)
        : m_text(text)
    {
    }

    std::optional<JsonFault> check()
    {
        if (!m_text.isValidUtf8())
            return JsonFault{0, u"The text is no UTF-8."_s};
        if (value(0)) {
            skipBlanks();
            if (m_at < m_text.size())
                (void)fault(u"There is more after the end of the JSON value."_s);
        }
        return m_fault;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    bool take(char expected)
    {
        if (peek() != expected)
            return false;
        ++m_at;
        return true;
    }

    bool fault(const QString &message)
    {
        m_fault = JsonFault{m_at, atEnd() ? u"The JSON ends too early. "_s + message : message};
        return false;
    }

    bool value(int depth)
    {
        skipBlanks();
        if (depth > 500)
            return fault(u"The JSON is nested more than 500 deep."_s);
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return isDigit(peek()) || peek() == '-' ? number() : fault(u"A value is expected here."_s);
        }
    }

    bool object(int depth)
    {
        ++m_at;
        skipBlanks();
        if (take('}'))
            return true;
        for (;;) {
            skipBlanks();
            if (peek() != '"')
                return fault(u"A member's name in double quotes is expected here."_s);
            if (!string())
                return false;
            skipBlanks();
            if (!take(':'))
                return fault(u"A colon is expected after a member's name."_s);
            if (!value(depth + 1))
                return false;
            skipBlanks();
            if (take('}'))
                return true;
            if (!take(','))
                return fault(u"A comma or “}” is expected here."_s);
        }
    }

    bool array(int depth)
    {
        ++m_at;
        skipBlanks();
        if (take(']'))
            return true;
        for (;;) {
            if (!value(depth + 1))
                return false;
            skipBlanks();
            if (take(']'))
                return true;
            if (!take(','))
                return fault(u"A comma or “]” is expected here."_s);
        }
    }

    bool string()
    {
        for (++m_at; !atEnd(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fault(
                    u"A line end, tab or other control character inside a text is written as \\n, \\t or \\u…."_s);
            if (c == '\\' && !escape())
                return false;
        }
        return fault(u"A text is not closed by a double quote."_s);
    }

    /// Stands on the backslash, leaves on the escape's last character.
    bool escape()
    {
        const char kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (kind == 'u') {
            for (int digit = 2; digit < 6; ++digit) {
                if (m_at + digit >= m_text.size() || !isHexDigit(m_text[m_at + digit]))
                    return fault(u"Four hexadecimal digits are expected after \\u."_s);
            }
            m_at += 5;
            return true;
        }
        if (kind == '\0' || !QByteArrayView("\"\\/bfnrt").contains(kind))
            return fault(u"A backslash inside a text is written as \\\\."_s);
        ++m_at;
        return true;
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return fault(u"A digit is expected here."_s);
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        take('-');
        if (take('0')) {
            if (isDigit(peek()))
                return fault(u"A number does not begin with 0."_s);
        } else if (!digits()) {
            return false;
        }
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }

    bool word(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected))
            return fault(u"A value is expected here."_s);
        m_at += expected.size();
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<JsonFault> m_fault;
};

} // namespace

std::optional<JsonFault> jsonFault(QByteArrayView text)
{
    return Checker(text).check();
}

QJsonDocument parsedJson(QByteArray validJson)
{
    // Outside of strings the mark is no JSON, so every one that is found stands in a string.
    return QJsonDocument::fromJson(validJson.replace(QByteArrayLiteral("\xEF\xBB\xBF"), QByteArrayLiteral("\\ufeff")));
}

} // namespace promptuary
