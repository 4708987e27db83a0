// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/variabledetection.h"

#include "core/prompts/placeholders.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace promptuary
{
namespace
{

/// Names as they are met in the texts.
struct Names {
    QStringList needed; ///< must come from the agent
    QSet<QString> seen; ///< occur at all
    QSet<QString> own;  ///< the template gives them itself

    void need(const QString &name)
    {
        seen.insert(name);
        if (!needed.contains(name))
            needed.append(name);
    }
};

QString leadingName(QStringView text)
{
    qsizetype end = 0;
    while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_'))
        ++end;
    return text.first(end).toString();
}

void readFstring(QStringView text, Names &names)
{
    for (const Placeholder &p : findPlaceholders(text, u"fstring")) {
        if (p.kind == PlaceholderKind::Escape)
            continue;
        const QStringView inside = text.sliced(p.start + 1, p.length - 2);
        if (const QString name = leadingName(inside); isVariableName(name))
            names.need(name);
        // The specification may hold fields itself: {price:>{width}}.
        if (const qsizetype colon = inside.indexOf(u':'); colon >= 0)
            readFstring(inside.sliced(colon + 1), names);
    }
}

/// Inside a section over a list or an object the members' names come from there; a section over a declared boolean, or
/// an inverted one, only steers.
void readMustache(QStringView text, const QList<Variable> &declared, Names &names)
{
    const auto isSwitch = [&declared](const QString &name) {
        return std::ranges::any_of(declared, [&](const Variable &v) { return v.name == name && v.type == u"boolean"; });
    };
    QList<bool> sections; // for each open one: are names inside its members
    for (const Placeholder &p : findPlaceholders(text, u"mustache")) {
        if (p.kind == PlaceholderKind::Comment)
            continue;
        QString tag = text.sliced(p.start, p.length).toString();
        static const QRegularExpression shell(u"^[^\\w.#^/>&=<$]+|[^\\w.]+$"_s,
                                              QRegularExpression::UseUnicodePropertiesOption);
        tag.remove(shell);
        const QChar sigil = tag.isEmpty() ? QChar() : tag.front();
        const bool plain = sigil.isLetter() || sigil == u'_' || sigil == u'&';
        const QString name = leadingName(
            QStringView(tag).sliced(plain && sigil != u'&' ? 0 : std::min<qsizetype>(1, tag.size())).trimmed());
        if (sigil == u'/') {
            if (!sections.isEmpty())
                sections.removeLast();
            continue;
        }
        if (!plain && sigil != u'#' && sigil != u'^')
            continue;
        names.seen.insert(name);
        if (isVariableName(name) && !sections.contains(true))
            names.need(name);
        if (!plain)
            sections.append(sigil == u'#' && !isSwitch(name));
    }
}

struct Token {
    QString text;
    bool isName = false;
};

QList<Token> jinjaTokens(QStringView text)
{
    QList<Token> tokens;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        qsizetype end = at + 1;
        if (c == u'"' || c == u'\'') {
            while (end < text.size() && text[end] != c)
                end += text[end] == u'\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
            tokens.append({.text = u"\"\""_s, .isName = false});
        } else if (c.isLetterOrNumber() || c == u'_') {
            while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_'))
                ++end;
            tokens.append({.text = text.sliced(at, end - at).toString(), .isName = !c.isDigit()});
        } else if (!c.isSpace()) {
            if (c == u'=' && end < text.size() && text[end] == u'=')
                ++end;
            tokens.append({.text = text.sliced(at, end - at).toString(), .isName = false});
        }
        at = end;
    }
    return tokens;
}

/// Takes the names a statement gives the template; returns where its expression starts.
qsizetype readBindings(const QList<Token> &tokens, Names &names)
{
    const QString word = tokens.isEmpty() ? QString() : tokens.front().text;
    const auto ownUntil = [&](qsizetype from, QStringView stop) {
        qsizetype i = from;
        for (; i < tokens.size() && tokens[i].text != stop; ++i) {
            if (tokens[i].isName)
                names.own.insert(tokens[i].text);
        }
        return i;
    };
    if (word == u"for") {
        names.own.insert(u"loop"_s);
        return ownUntil(1, u"in") + 1;
    }
    if (word == u"set")
        return ownUntil(1, u"=") + 1;
    if (word == u"with") {
        for (qsizetype i = 1; i + 1 < tokens.size(); ++i) {
            if (tokens[i].isName && tokens[i + 1].text == u"=")
                names.own.insert(tokens[i].text);
        }
        return 1;
    }
    if (word == u"macro" || word == u"from" || word == u"import" || word == u"call") {
        ownUntil(1, {});
        return tokens.size();
    }
    if (word == u"block" || word == u"filter" || word.startsWith(u"end") || word == u"raw")
        return tokens.size();
    return 1;
}

void readJinjaExpression(const QList<Token> &tokens, qsizetype from, Names &names)
{
    static const QSet<QString> words{
        u"and"_s,     u"or"_s,        u"not"_s,     u"in"_s,        u"is"_s,     u"if"_s,      u"elif"_s,
        u"else"_s,    u"true"_s,      u"false"_s,   u"none"_s,      u"True"_s,   u"False"_s,   u"None"_s,
        u"as"_s,      u"with"_s,      u"without"_s, u"context"_s,   u"range"_s,  u"dict"_s,    u"lipsum"_s,
        u"cycler"_s,  u"joiner"_s,    u"self"_s,    u"super"_s,     u"caller"_s, u"varargs"_s, u"ignore"_s,
        u"missing"_s, u"recursive"_s, u"kwargs"_s,  u"namespace"_s, u"debug"_s};
    for (qsizetype i = from; i < tokens.size(); ++i) {
        if (!tokens[i].isName || words.contains(tokens[i].text))
            continue;
        const QString before = i > 0 ? tokens[i - 1].text : QString();
        const QString beforeThat = i > 1 ? tokens[i - 2].text : QString();
        const QString next = i + 1 < tokens.size() ? tokens[i + 1].text : QString();
        if (before == u"." || before == u"|" || before == u"is" || (before == u"not" && beforeThat == u"is"))
            continue; // a member, a filter, a test
        if (next == u"=")
            continue; // a named argument
        names.need(tokens[i].text);
    }
}

void readJinja(QStringView text, Names &names)
{
    for (const Placeholder &p : findPlaceholders(text, u"jinja2")) {
        if (p.kind == PlaceholderKind::Comment)
            continue;
        QStringView inside = text.sliced(p.start + 2, p.length - 4);
        if (inside.startsWith(u'-') || inside.startsWith(u'+'))
            inside = inside.sliced(1);
        if (inside.endsWith(u'-') || inside.endsWith(u'+'))
            inside.chop(1);
        const QList<Token> tokens = jinjaTokens(inside);
        readJinjaExpression(tokens, p.kind == PlaceholderKind::Tag ? readBindings(tokens, names) : 0, names);
    }
}

} // namespace

VariableFindings detectVariables(const VersionContent &content)
{
    Names names;
    Names plain;
    for (const Message &message : content.messages) {
        if (content.format == u"fstring")
            readFstring(message.content, names);
        else if (content.format == u"mustache")
            readMustache(message.content, content.variables, names);
        else if (content.format == u"jinja2")
            readJinja(message.content, names);
        else if (content.format == u"text")
            readMustache(message.content, {}, plain);
    }
    VariableFindings findings;
    findings.plain = plain.needed;
    QSet<QString> declared;
    for (const Variable &variable : content.variables) {
        declared.insert(variable.name);
        if (!names.seen.contains(variable.name))
            findings.unused.append(variable.name);
    }
    for (const QString &name : std::as_const(names.needed)) {
        if (!declared.contains(name) && !names.own.contains(name))
            findings.undeclared.append(name);
    }
    return findings;
}

bool isVariableName(QStringView name)
{
    if (name.isEmpty() || name.front().isDigit())
        return false;
    return std::ranges::all_of(name, [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
}

} // namespace promptuary
