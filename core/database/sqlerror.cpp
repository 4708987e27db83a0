// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/sqlerror.h"

#include "core/database/schemafiles.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <libpq-fe.h>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// PostgreSQL's own messages are phrases; ours are sentences already and stay as they are.
QString sentence(QString text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    if (!u".!?…)"_s.contains(text.back()))
        text += u'.';
    return text;
}

/// libpq explains in several lines, some of them questions, and names each of several hosts.
QString sentences(const QString &text)
{
    QStringList all;
    for (const QString &line : text.split(u'\n')) {
        if (const QString said = sentence(line.simplified()); !said.isEmpty())
            all << said;
    }
    return all.join(u' ');
}

ErrorKind kindOf(const QString &state)
{
    struct Rule {
        QLatin1StringView prefix;
        ErrorKind kind;
    };
    // The first prefix that fits decides, so that exceptions stand before their class.
    static constexpr Rule rules[] = {
        {"PM001"_L1, ErrorKind::NotFound},   {"PM002"_L1, ErrorKind::Conflict},  {"PM003"_L1, ErrorKind::Unchanged},
        {"PM004"_L1, ErrorKind::Conflict},   {"PM005"_L1, ErrorKind::Invalid},   {"42501"_L1, ErrorKind::NotPermitted},
        {"57014"_L1, ErrorKind::Cancelled},  {"57P"_L1, ErrorKind::NoDatabase},  {"53300"_L1, ErrorKind::NoDatabase},
        {"3D000"_L1, ErrorKind::NoDatabase}, {"08"_L1, ErrorKind::NoDatabase},   {"22"_L1, ErrorKind::Invalid},
        {"23"_L1, ErrorKind::Conflict},      {"28"_L1, ErrorKind::NotPermitted}, {"40"_L1, ErrorKind::Conflict},
        {"55P03"_L1, ErrorKind::Conflict},
    };
    for (const Rule &rule : rules) {
        if (state.startsWith(rule.prefix))
            return rule.kind;
    }
    return ErrorKind::Failed;
}

/// The role that would have been enough, as sql/roles grants it; empty where the server's complaint does not tell.
QString missingRole(const QString &complaint)
{
    static const QRegularExpression denied(u"^permission denied for (function|schema|table) (\\w+)$"_s);
    const auto object = denied.match(complaint);
    if (!object.hasMatch())
        return {};
    const QHash<QString, QString> grants{{u"function"_s, u"\\bpromptuary\\.%1\\("_s},
                                         {u"schema"_s, u"\\bon schema %1 "_s},
                                         {u"table"_s, u"\\bselect on [^;]*\\bpromptuary\\.%1\\b"_s}};
    const QString granted = grants.value(object.captured(1));
    const QRegularExpression grant(u"\\bgrant [^;]*"_s + granted.arg(object.captured(2)) + u"[^;]*\\bto (\\w+)"_s);
    for (const SchemaObject &rights : SchemaFiles::builtIn().rights) {
        if (const auto found = grant.match(rights.text); found.hasMatch())
            return found.captured(1);
    }
    return {};
}

QString rightsRemedy(const QString &complaint)
{
    const QString role = missingRole(complaint);
    if (role.isEmpty())
        return u"Ask an administrator of the database to do this, or for the right to."_s;
    return u"Ask an administrator for the role %1."_s.arg(role);
}

QString usualRemedy(const QString &state)
{
    if (state == "53100"_L1)
        return u"Free space on the disk of the database server; nothing of this change was stored."_s;
    if (state == "25006"_L1)
        return u"This server only answers questions; connect to the primary server to change something."_s;
    if (state == "40001"_L1 || state == "40P01"_L1)
        return u"Others were changing the same things; nothing of this change was stored. Try again."_s;
    if (state == "53300"_L1)
        return u"Close other programs that use this database, or raise max_connections on the server."_s;
    return {};
}

} // namespace

Error connectionLostError(const QString &why)
{
    Error error{.kind = ErrorKind::NoDatabase,
                .message = u"The connection to the database was lost."_s,
                .remedy = u"Nothing of this change was stored. Try again once the server can be reached."_s};
    if (!why.isEmpty())
        error.message = u"The connection to the database was lost: %1"_s.arg(sentence(why));
    return error;
}

Error sqlError(const pg_result *result, bool connectionLost)
{
    const auto field = [result](int code) {
        return result ? QString::fromUtf8(PQresultErrorField(result, code)) : QString();
    };
    const QString state = field(PG_DIAG_SQLSTATE);
    const QString primary = field(PG_DIAG_MESSAGE_PRIMARY);
    if (connectionLost) {
        // Several lines where libpq itself explains; the first says it.
        const QString text = !primary.isEmpty() || !result ? primary : QString::fromUtf8(PQresultErrorMessage(result));
        Error error = connectionLostError(text.section(u'\n', 0, 0));
        error.sqlState = state;
        return error;
    }
    Error error{.kind = kindOf(state),
                .message = sentence(primary.isEmpty() ? QString::fromUtf8(PQresultErrorMessage(result)) : primary),
                .remedy = sentence(field(PG_DIAG_MESSAGE_HINT)),
                .sqlState = state,
                .constraint = field(PG_DIAG_CONSTRAINT_NAME),
                .retriable = state == "40001"_L1 || state == "40P01"_L1};
    if (error.remedy.isEmpty())
        error.remedy = state == "42501"_L1 ? rightsRemedy(primary) : usualRemedy(state);
    const QString detail = field(PG_DIAG_MESSAGE_DETAIL);
    const QJsonDocument document = QJsonDocument::fromJson(detail.toUtf8());
    if (document.isObject())
        error.detail = document.object();
    else if (state == "PM005"_L1)
        error.place = detail;
    else if (state == "23505"_L1 || state == "23503"_L1)
        error.message += u' ' + sentence(detail); // names the key; other details can hold whole rows
    return error;
}

Error connectError(const QString &text, const QString &sqlState, bool passwordWanted)
{
    Error error;
    error.sqlState = sqlState;
    const bool notPermitted = passwordWanted || kindOf(sqlState) == ErrorKind::NotPermitted;
    error.kind = notPermitted ? ErrorKind::NotPermitted : ErrorKind::NoDatabase;
    const QString reason = sentences(text);
    if (notPermitted) {
        error.message = u"The database server refused this user: %1"_s.arg(reason);
        error.remedy = u"Check the user name and the password, or ask the server's administrator."_s;
    } else {
        error.message = u"The database cannot be reached: %1"_s.arg(reason);
        error.remedy = usualRemedy(sqlState);
        if (error.remedy.isEmpty())
            error.remedy = u"Check that the server runs and that its address is right."_s;
    }
    return error;
}

Error nulError()
{
    return {.kind = ErrorKind::Invalid,
            .message = u"The text holds a NUL character, which PostgreSQL cannot store."_s,
            .remedy = u"Remove that character."_s};
}

} // namespace promptuary
