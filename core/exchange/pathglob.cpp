// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/pathglob.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// Turns a pattern into a regular expression, one construct after the other.
class Translator
{
public:
    explicit Translator(QStringView pattern)
        : m_pattern(pattern)
    {
    }

    /// Empty where a bracket or brace is not closed.
    QString expression()
    {
        while (m_at < m_pattern.size()) {
            if (!translateOne())
                return {};
        }
        return m_depth == 0 ? m_result : QString();
    }

private:
    bool translateOne()
    {
        const QChar c = m_pattern[m_at++];
        switch (c.unicode()) {
        case u'*':
            translateStar();
            return true;
        case u'?':
            m_result += u"[^/]"_s;
            return true;
        case u'[':
            return translateClass();
        case u'{':
            ++m_depth;
            m_result += u"(?:"_s;
            return true;
        case u'}':
            m_result += m_depth > 0 ? u")"_s : u"\\}"_s;
            m_depth -= m_depth > 0 ? 1 : 0;
            return true;
        case u',':
            m_result += m_depth > 0 ? u'|' : u',';
            return true;
        case u'\\':
            if (m_at == m_pattern.size())
                return false;
            m_result += QRegularExpression::escape(m_pattern.mid(m_at++, 1));
            return true;
        default:
            m_result += QRegularExpression::escape(QStringView(&c, 1));
            return true;
        }
    }

    void translateStar()
    {
        if (m_at == m_pattern.size() || m_pattern[m_at] != u'*') {
            m_result += u"[^/]*"_s;
            return;
        }
        ++m_at;
        if (m_at < m_pattern.size() && m_pattern[m_at] == u'/') {
            ++m_at;
            m_result += u"(?:.*/)?"_s;
        } else {
            m_result += u".*"_s;
        }
    }

    bool translateClass()
    {
        // A bracket right at the start belongs to the set: []abc].
        const qsizetype negated =
            m_at < m_pattern.size() && (m_pattern[m_at] == u'!' || m_pattern[m_at] == u'^') ? 1 : 0;
        const qsizetype end = m_pattern.indexOf(u']', m_at + negated + 1);
        if (end < 0)
            return false;
        QString set = m_pattern.mid(m_at + negated, end - m_at - negated).toString();
        set.replace(u"\\"_s, u"\\\\"_s).replace(u"["_s, u"\\["_s).replace(u"]"_s, u"\\]"_s);
        m_result += negated ? u"[^/"_s : u"(?!/)["_s;
        m_result += set + u']';
        m_at = end + 1;
        return true;
    }

    QStringView m_pattern;
    QString m_result;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

Result<PathGlob> PathGlob::parse(const QString &pattern)
{
    QString trimmed = pattern;
    while (trimmed.startsWith(u'/') || trimmed.startsWith("./"_L1))
        trimmed.remove(0, trimmed.startsWith(u'/') ? 1 : 2);
    const QString expression = Translator(trimmed).expression();
    PathGlob glob;
    glob.m_nameOnly = !trimmed.contains(u'/');
    glob.m_expression.setPattern(QRegularExpression::anchoredPattern(expression));
    glob.m_expression.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    if (expression.isEmpty() || !glob.m_expression.isValid()) {
        return failure(ErrorKind::Invalid, u"“%1” is no pattern for paths."_s.arg(pattern),
                       u"Write one such as **/*.md or prompts/**/*.{md,txt}."_s);
    }
    return glob;
}

bool PathGlob::matches(const QString &path) const
{
    const QStringView subject = m_nameOnly ? QStringView(path).mid(path.lastIndexOf(u'/') + 1) : QStringView(path);
    return m_expression.matchView(subject).hasMatch();
}

} // namespace promptuary
