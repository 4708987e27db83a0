// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/textsearch.h"

#include <QCoreApplication>

namespace promptuary
{

namespace
{

qsizetype utf8Length(QStringView text)
{
    qsizetype bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return bytes;
}

QString expanded(const QRegularExpressionMatch &match, const QString &replacement)
{
    QString result;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        if (c != u'\\' || i + 1 == replacement.size()) {
            result += c;
            continue;
        }
        const QChar next = replacement[++i];
        if (next.isDigit())
            result += match.captured(next.digitValue());
        else if (next == u'n')
            result += u'\n';
        else if (next == u't')
            result += u'\t';
        else
            result += next;
    }
    return result;
}

} // namespace

Result<QRegularExpression> searchExpression(const SearchQuery &query)
{
    QString pattern = query.regex ? query.text : QRegularExpression::escape(query.text);
    if (query.wholeWord)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    QRegularExpression::PatternOptions options =
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    QRegularExpression expression(pattern, options);
    if (!expression.isValid())
        return std::unexpected(
            Error{.kind = ErrorKind::Invalid,
                  .message = QCoreApplication::translate("TextSearch", "Not a regular expression: %1.")
                                 .arg(expression.errorString()),
                  .place = QString::number(expression.patternErrorOffset() + 1)});
    return expression;
}

QList<SearchMatch> findMatches(const QString &text, const QRegularExpression &expression, qsizetype most)
{
    QList<SearchMatch> matches;
    qsizetype unit = 0;
    qsizetype byte = 0;
    const auto byteOf = [&](qsizetype next) {
        byte += utf8Length(QStringView(text).sliced(unit, next - unit));
        unit = next;
        return byte;
    };
    for (auto it = expression.globalMatch(text); it.hasNext() && matches.size() < most;) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        const qsizetype start = byteOf(match.capturedStart());
        matches.append({.start = start, .end = byteOf(match.capturedEnd())});
    }
    return matches;
}

QString replacementFor(const QString &text, const QRegularExpression &expression, const SearchMatch &match,
                       const QString &replacement, bool regex)
{
    if (!regex)
        return replacement;
    // The place in bytes is where the expression is tried again, so that look-behind and groups see the whole text.
    qsizetype unit = 0;
    for (qsizetype byte = 0; byte < match.start; ++unit)
        byte += utf8Length(QStringView(text).sliced(unit, 1));
    return expanded(expression.match(text, unit), replacement);
}

QString withAllReplaced(const QString &text, const QRegularExpression &expression, const QString &replacement,
                        bool regex)
{
    QString result;
    qsizetype copied = 0;
    for (auto it = expression.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        result += QStringView(text).sliced(copied, match.capturedStart() - copied);
        result += regex ? expanded(match, replacement) : replacement;
        copied = match.capturedEnd();
    }
    result += QStringView(text).sliced(copied);
    return result;
}

} // namespace promptuary
