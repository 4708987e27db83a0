// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/schemaregistry.h"

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto tablesSql = R"(
create schema if not exists promptuary;
create table if not exists promptuary.schema_changes (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user
);
comment on table promptuary.schema_changes is 'The numbered changes that were applied, with the checksum of their text.';
create table if not exists promptuary.schema_objects (
    path text primary key,
    checksum text not null,
    installed text,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user
);
comment on table promptuary.schema_objects is 'The functions and rights that were applied, with the checksum of their text.';
comment on column promptuary.schema_objects.installed is 'What the server made of a function, so that a later change by hand shows.';
)"_L1;

/// An expression for what makes the functions of that name behave as they do; null where there is none.
QString fingerprint(const QString &name)
{
    return u"(select md5(string_agg(concat_ws('|', p.prosrc, p.prosecdef, p.provolatile, p.proconfig), '' "
           "order by p.proargtypes::text)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
           "where n.nspname = 'promptuary' and p.proname = %1)"_s.arg(name);
}

void ignore(const QSqlQuery &) {}

} // namespace

SchemaRegistry::SchemaRegistry(Connection &connection)
    : m_connection(connection)
{
}

Result<AppliedSchema> SchemaRegistry::read()
{
    AppliedSchema applied;
    // pg_class can be read by everyone, also where the schema may not be entered.
    auto registered = m_connection.query(u"select from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                                         "where n.nspname = 'promptuary' and c.relname = 'schema_changes'"_s);
    if (!registered)
        return std::unexpected(registered.error());
    applied.registered = registered->next();
    if (!applied.registered)
        return applied;
    auto changes =
        m_connection.query(u"select number, name, checksum from promptuary.schema_changes order by number"_s);
    if (!changes)
        return std::unexpected(changes.error());
    while (changes->next())
        applied.changes.append({changes->value(0).toInt(), changes->value(1).toString(), changes->value(2).toString()});
    auto objects = m_connection.query(
        u"select o.path, o.checksum, o.path like 'functions/%' and o.installed is distinct from "_s +
        fingerprint(u"split_part(o.path, '/', 2)"_s) + u" from promptuary.schema_objects o order by o.path"_s);
    if (!objects)
        return std::unexpected(objects.error());
    while (objects->next()) {
        applied.objects.insert(objects->value(0).toString(), objects->value(1).toString());
        if (objects->value(2).toBool())
            applied.altered << objects->value(0).toString();
    }
    return applied;
}

Result<void> SchemaRegistry::create()
{
    return m_connection.script(u"set local client_min_messages = warning;"_s + tablesSql);
}

Result<void> SchemaRegistry::record(const SchemaChange &change)
{
    return m_connection
        .query(u"insert into promptuary.schema_changes (number, name, checksum) values (?, ?, ?)"_s,
               {change.number, change.name, change.checksum})
        .transform(ignore);
}

Result<void> SchemaRegistry::record(const SchemaObject &object)
{
    return m_connection
        .query(u"insert into promptuary.schema_objects (path, checksum, installed) values (?, ?, "_s +
                   fingerprint(u"split_part(?, '/', 2)"_s) +
                   u") on conflict (path) do update set checksum = excluded.checksum, installed = excluded.installed, "
                   "applied_at = now(), applied_by = session_user"_s,
               {object.path, object.checksum, object.path})
        .transform(ignore);
}

Result<void> SchemaRegistry::forgetChangesAbove(int number)
{
    return m_connection.query(u"delete from promptuary.schema_changes where number > ?"_s, {number}).transform(ignore);
}

Result<void> SchemaRegistry::forgetObject(const QString &path)
{
    return m_connection.query(u"delete from promptuary.schema_objects where path = ?"_s, {path}).transform(ignore);
}

Result<QStringList> SchemaRegistry::signatures(const QStringList &names)
{
    auto found = m_connection.query(u"select p.oid::regprocedure::text from pg_proc p "
                                    "join pg_namespace n on n.oid = p.pronamespace "
                                    "where n.nspname = 'promptuary' and p.proname = any (?)"_s,
                                    {names});
    if (!found)
        return std::unexpected(found.error());
    QStringList signatures;
    while (found->next())
        signatures << found->value(0).toString();
    return signatures;
}

} // namespace promptuary
