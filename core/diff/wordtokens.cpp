// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/wordtokens.h"

#include <QChar>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <optional>

namespace promptuary
{

namespace
{

// Below this every code unit is a character of its own, except CR before LF.
constexpr char16_t firstCombining = 0x300;

bool writtenWithoutBlanks(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul:
    case QChar::Script_Yi:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
        return true;
    default:
        return false;
    }
}

// Walks over the characters of a text.
class Characters
{
public:
    explicit Characters(QStringView text)
        : m_text(text)
    {
        if (std::ranges::any_of(text, [](QChar c) { return c.unicode() >= firstCombining; }))
            m_finder.emplace(QTextBoundaryFinder::Grapheme, text);
    }

    [[nodiscard]] qsizetype end(qsizetype start)
    {
        if (m_finder) {
            m_finder->setPosition(start);
            const qsizetype next = m_finder->toNextBoundary();
            return next > start ? next : m_text.size();
        }
        const bool lineEnd = m_text[start] == u'\r' && start + 1 < m_text.size() && m_text[start + 1] == u'\n';
        return start + (lineEnd ? 2 : 1);
    }

    // Whether the character stands by itself even inside a word, and what it is otherwise.
    [[nodiscard]] WordToken::Kind kind(qsizetype start, bool &alone) const
    {
        const QChar first = m_text[start];
        char32_t code = first.unicode();
        if (first.isHighSurrogate() && start + 1 < m_text.size() && m_text[start + 1].isLowSurrogate())
            code = QChar::surrogateToUcs4(first, m_text[start + 1]);
        alone = false;
        if (code < firstCombining) {
            if (QChar::isLetterOrNumber(code) || code == U'_')
                return WordToken::Kind::Word;
            return QChar::isSpace(code) ? WordToken::Kind::Blank : WordToken::Kind::Other;
        }
        if (QChar::isSpace(code))
            return WordToken::Kind::Blank;
        if (!QChar::isLetterOrNumber(code))
            return WordToken::Kind::Other;
        alone = writtenWithoutBlanks(QChar::script(code));
        return WordToken::Kind::Word;
    }

private:
    QStringView m_text;
    std::optional<QTextBoundaryFinder> m_finder;
};

// A full stop between two digits belongs to the number.
bool isDecimalPoint(QStringView text, qsizetype at)
{
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return text[at] == u'.' && at > 0 && at + 1 < text.size() && digit(text[at - 1]) && digit(text[at + 1]);
}

} // namespace

QList<WordToken> splitWords(QStringView text)
{
    QList<WordToken> tokens;
    Characters characters(text);
    bool open = false; // whether the next character may join the last token
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = characters.end(start);
        bool alone = false;
        WordToken::Kind kind = characters.kind(start, alone);
        if (kind == WordToken::Kind::Other && end == start + 1 && isDecimalPoint(text, start))
            kind = WordToken::Kind::Word;
        const bool joins = kind != WordToken::Kind::Other && !alone;
        if (open && joins && tokens.last().kind == kind)
            tokens.last().length += end - start;
        else
            tokens.append(WordToken{{start, end - start}, kind});
        open = joins;
        start = end;
    }
    return tokens;
}

} // namespace promptuary
