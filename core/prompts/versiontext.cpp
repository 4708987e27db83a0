// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/versiontext.h"

#include <QRegularExpression>

namespace promptuary
{

namespace
{

/// A heading, or a heading with backslashes in front: a line of a content that had to be told from one.
const QRegularExpression &headingPattern()
{
    static const QRegularExpression pattern(QStringLiteral("^(\\\\*)=== ([^\\n]+) ===$"),
                                            QRegularExpression::MultilineOption);
    return pattern;
}

bool startsWithHeading(const QString &text)
{
    const auto match =
        headingPattern().match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() && match.capturedLength(1) == 0;
}

QString escaped(QString content)
{
    return content.replace(headingPattern(), QStringLiteral("\\\\1=== \\2 ==="));
}

QString unescaped(QString content)
{
    static const QRegularExpression pattern(QStringLiteral("^\\\\(\\\\*=== [^\\n]+ ===)$"),
                                            QRegularExpression::MultilineOption);
    return content.replace(pattern, QStringLiteral("\\1"));
}

QList<Message> sections(const QString &text)
{
    QList<Message> messages;
    qsizetype contentStart = 0;
    const auto finish = [&](qsizetype end, bool last) {
        if (messages.isEmpty())
            return;
        QString content = text.sliced(contentStart, end - contentStart);
        if (!last && content.endsWith(u'\n'))
            content.chop(1);
        messages.last().content = unescaped(content);
    };
    for (auto it = headingPattern().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (match.capturedLength(1) > 0)
            continue;
        finish(match.capturedStart(), false);
        messages << Message{match.captured(2), {}};
        contentStart = std::min(match.capturedEnd() + 1, text.size());
    }
    finish(text.size(), true);
    return messages;
}

} // namespace

QByteArray versionToText(const QList<Message> &messages)
{
    if (messages.size() == 1 && !startsWithHeading(messages.first().content))
        return messages.first().content.toUtf8();
    QByteArray text;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        text += "=== " + messages.at(i).role.toUtf8() + " ===\n" + escaped(messages.at(i).content).toUtf8();
        if (i + 1 < messages.size())
            text += '\n';
    }
    return text;
}

std::optional<QList<Message>> messagesFromText(QByteArrayView utf8, const QList<Message> &base)
{
    const QString text = QString::fromUtf8(utf8);
    if (startsWithHeading(text))
        return sections(text);
    if (base.isEmpty())
        return QList{Message{QStringLiteral("user"), text}};
    QList<Message> messages = base;
    if (messages.size() == 1) {
        messages.first().content = text;
        return messages;
    }
    for (auto it = messages.rbegin(); it != messages.rend(); ++it) {
        if (it->role == QStringLiteral("user")) {
            it->content = text;
            return messages;
        }
    }
    return std::nullopt;
}

qsizetype startOfMessage(QByteArrayView utf8, int index)
{
    const QString text = QString::fromUtf8(utf8);
    if (!startsWithHeading(text))
        return 0;
    for (auto it = headingPattern().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (match.capturedLength(1) == 0 && index-- == 0)
            return QStringView(text).first(match.capturedStart()).toUtf8().size();
    }
    return 0;
}

} // namespace promptuary
