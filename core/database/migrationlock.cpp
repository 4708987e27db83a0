// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrationlock.h"

#include <optional>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto lockKey = "hashtextextended('promptuary migration', 0)"_L1;

/// Who keeps others from changing the schema.
struct LockHolder {
    QString name = u"another program"_s;
    int process = 0;
};

Result<void> wait(Connection &connection, std::chrono::milliseconds patience)
{
    // The time out must not stay with the session; the lock does.
    return connection.transaction<void>([patience](Connection &open) -> Result<void> {
        if (auto bounded = open.script(u"set local lock_timeout = %1"_s.arg(patience.count())); !bounded)
            return bounded;
        return open.script(u"select pg_advisory_lock(%1)"_s.arg(lockKey));
    });
}

std::optional<LockHolder> holderOf(Connection &connection)
{
    auto row = connection.query(
        u"select a.usename, a.application_name, a.pid from pg_locks l join pg_stat_activity a using (pid) "
        "where l.locktype = 'advisory' and l.granted and l.objsubid = 1 "
        "and l.database = (select d.oid from pg_database d where d.datname = current_database()) "
        "and (l.classid::bigint << 32 | l.objid::bigint) = %1"_s.arg(lockKey));
    if (!row || !row->next())
        return {};
    const int process = row->value(2).toInt();
    const QString program = row->value(1).toString();
    return LockHolder{u"%1 (%2process %3)"_s.arg(row->value(0).toString(),
                                                 program.isEmpty() ? program : program + u", "_s,
                                                 QString::number(process)),
                      process};
}

Error tooLong(Connection &connection, std::chrono::milliseconds patience)
{
    const auto holder = holderOf(connection);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(patience).count();
    Error error{.kind = ErrorKind::Conflict,
                .message = u"Nothing was changed: after %1 s %2 still holds the lock for changes to the schema."_s.arg(
                    QString::number(seconds), holder.value_or(LockHolder{}).name),
                .remedy = u"Try again when that is done."_s};
    if (holder)
        error.remedy =
            u"Try again when that is done, or have an administrator end it: select pg_terminate_backend(%1)"_s.arg(
                holder->process);
    return error;
}

} // namespace

Result<MigrationLock> MigrationLock::take(Connection &connection, std::chrono::milliseconds patience,
                                          const std::function<void(const QString &)> &progress)
{
    auto tried = connection.query(u"select pg_try_advisory_lock(%1)"_s.arg(lockKey));
    if (!tried)
        return std::unexpected(tried.error());
    if (tried->next() && tried->value(0).toBool())
        return MigrationLock(connection);
    if (progress)
        progress(u"Waiting for %1, who changes the schema or keeps others from it…"_s.arg(
            holderOf(connection).value_or(LockHolder{}).name));
    auto waited = wait(connection, patience);
    if (!waited && waited.error().sqlState == "55P03"_L1)
        return std::unexpected(tooLong(connection, patience));
    if (!waited)
        return std::unexpected(waited.error());
    return MigrationLock(connection);
}

MigrationLock::~MigrationLock()
{
    // Where the connection is lost the server has let go already.
    if (m_connection)
        std::ignore = m_connection->query(u"select pg_advisory_unlock(%1)"_s.arg(lockKey));
}

} // namespace promptuary
