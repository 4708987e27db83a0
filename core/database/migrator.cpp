// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrator.h"

#include "core/database/migrationlock.h"
#include "core/database/schemaarchive.h"

#include <algorithm>
#include <ranges>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// The same error, with what was being done and what is unharmed before it.
auto during(const QString &what)
{
    return [what](Error error) {
        error.message = what + u' ' + error.message;
        return error;
    };
}

bool isOutdated(const SchemaObject &object, const AppliedSchema &applied)
{
    return applied.objects.value(object.path) != object.checksum || applied.altered.contains(object.path);
}

QString functionName(const QString &path)
{
    return path.section(u'/', 1);
}

} // namespace

Migrator::Migrator(Connection &connection, const SchemaFiles &files)
    : m_connection(connection)
    , m_registry(connection)
    , m_files(files)
{
}

MigrationStatus Migrator::statusOf(const AppliedSchema &applied) const
{
    MigrationStatus status{.current = applied.current(),
                           .latest = m_files.latest(),
                           .pending = {},
                           .functionsOutdated =
                               applied.objects.size() != m_files.functions.size() + m_files.rights.size()};
    for (const SchemaChange &change : m_files.changes) {
        if (std::ranges::find(applied.changes, change.number, &AppliedSchema::Change::number) == applied.changes.end())
            status.pending.append(change.number);
    }
    for (const auto &objects : {m_files.functions, m_files.rights}) {
        for (const SchemaObject &object : objects)
            status.functionsOutdated |= isOutdated(object, applied);
    }
    return status;
}

Result<void> Migrator::refuseForeign(const AppliedSchema &applied) const
{
    for (const AppliedSchema::Change &change : applied.changes) {
        const SchemaChange *known = m_files.change(change.number);
        if (!known)
            return failure(
                ErrorKind::Conflict,
                u"The database is newer than this program: it has change %1. Nothing was touched."_s.arg(change.name),
                u"Use the version of Promptuary that made it, or a newer one."_s);
        if (!known->leadsTo(change.checksum))
            return failure(ErrorKind::Conflict,
                           u"Change %1 was applied to this database with another text than this program's. "
                           "Nothing was touched."_s.arg(change.name),
                           u"Use the version of Promptuary that applied it."_s);
    }
    return {};
}

Result<MigrationStatus> Migrator::status()
{
    return m_registry.read().transform([this](const AppliedSchema &applied) { return statusOf(applied); });
}

Result<MigrationStatus> Migrator::deploy(const std::function<void(const QString &)> &progress)
{
    // Where there is nothing to do, which is nearly always, nobody waits for a lock.
    const Result<AppliedSchema> before = m_registry.read();
    if (!before)
        return std::unexpected(before.error());
    if (auto own = refuseForeign(*before); !own)
        return std::unexpected(own.error());
    if (MigrationStatus now = statusOf(*before); now.pending.isEmpty() && !now.functionsOutdated)
        return now;

    const Result<MigrationLock> lock = MigrationLock::take(m_connection, m_patience, progress);
    if (!lock)
        return std::unexpected(lock.error());
    if (auto deployed = deployLocked(progress); !deployed)
        return std::unexpected(deployed.error());
    if (auto verified = verify(); !verified)
        return std::unexpected(verified.error());
    return status();
}

Result<void> Migrator::deployLocked(const std::function<void(const QString &)> &progress)
{
    // Another program may have deployed while this one waited for the lock.
    const Result<AppliedSchema> state = m_registry.read();
    if (!state)
        return std::unexpected(state.error());
    if (auto own = refuseForeign(*state); !own)
        return own;
    const MigrationStatus now = statusOf(*state);
    if (now.pending.isEmpty() && !now.functionsOutdated)
        return {};

    const qsizetype steps = std::max(now.pending.size(), qsizetype(1));
    for (qsizetype step = 0; step < steps; ++step) {
        const SchemaChange *change = now.pending.isEmpty() ? nullptr : m_files.change(now.pending[step]);
        const QString name = change ? change->name : u"functions"_s;
        if (progress)
            progress(name);
        auto applied = m_connection.transaction<void>([&](Connection &) -> Result<void> {
            Result<void> done;
            if (step == 0)
                done = applyFunctions(*state);
            if (done && change)
                done = applyChange(*change);
            if (done && step == steps - 1)
                done = dropStaleFunctions(*state);
            if (done && step == steps - 1)
                done = applyRights();
            return done;
        });
        if (!applied)
            return applied.transform_error(during(
                u"Step %1 of the schema could not be applied; the database is as it was before it."_s.arg(name)));
    }
    return {};
}

Result<void> Migrator::applyFunctions(const AppliedSchema &applied)
{
    // Bodies are not checked: they may name tables that a change of this very deploy makes.
    Result<void> done = m_connection.script(u"set local check_function_bodies = off"_s);
    if (done)
        done = m_registry.create();
    for (const SchemaObject &function : m_files.functions) {
        if (!done)
            return done;
        if (!isOutdated(function, applied))
            continue;
        done = m_connection.script(function.text).transform_error(during(u"In %1:"_s.arg(function.path)));
        if (done)
            done = m_registry.record(function);
    }
    // A function is everybody's until it is taken away; rights.sql grants it to those it is for.
    if (done)
        done = m_connection.script(u"revoke execute on all functions in schema promptuary from public"_s);
    return done;
}

Result<void> Migrator::applyChange(const SchemaChange &change)
{
    Result<void> done = m_connection.script(change.deploy);
    if (done)
        done = runVerify(change);
    return done ? m_registry.record(change) : done;
}

Result<void> Migrator::applyRights()
{
    Result<void> done;
    for (const SchemaObject &rights : m_files.rights) {
        if (done)
            done = m_connection.script(rights.text).transform_error(during(u"In %1:"_s.arg(rights.path)));
        if (done)
            done = m_registry.record(rights);
    }
    return done;
}

Result<void> Migrator::dropStaleFunctions(const AppliedSchema &applied)
{
    const auto isKnown = [this](const QString &path) {
        const auto &functions = m_files.functions;
        return std::ranges::find(functions, path, &SchemaObject::path) != functions.end();
    };
    for (const auto &[path, checksum] : applied.objects.asKeyValueRange()) {
        if (!path.startsWith("functions/"_L1) || isKnown(path))
            continue;
        if (auto dropped = dropFunctions({functionName(path)}); !dropped)
            return dropped;
        if (auto forgotten = m_registry.forgetObject(path); !forgotten)
            return forgotten;
    }
    return {};
}

Result<void> Migrator::dropFunctions(const QStringList &names)
{
    const Result<QStringList> signatures = m_registry.signatures(names);
    if (!signatures)
        return std::unexpected(signatures.error());
    if (signatures->isEmpty())
        return {};
    return m_connection.script(u"drop function "_s + signatures->join(u", "_s));
}

Result<void> Migrator::runVerify(const SchemaChange &change)
{
    return m_connection.script(change.verify).transform_error(during(u"Change %1 is not in place."_s.arg(change.name)));
}

Result<void> Migrator::verify()
{
    const Result<AppliedSchema> state = m_registry.read();
    if (!state)
        return std::unexpected(state.error());
    if (auto own = refuseForeign(*state); !own)
        return own;
    const MigrationStatus now = statusOf(*state);
    if (!now.pending.isEmpty())
        return failure(ErrorKind::Conflict,
                       u"The database's schema is older than this program: change %1 is missing."_s.arg(
                           m_files.change(now.pending.first())->name),
                       u"Run promptuaryctl migrate deploy."_s);
    if (now.functionsOutdated)
        return failure(
            ErrorKind::Conflict,
            u"The database's functions or rights are not those of this program%1."_s.arg(
                state->altered.isEmpty() ? QString() : u" (changed by hand: %1)"_s.arg(state->altered.join(u", "_s))),
            u"Run promptuaryctl migrate deploy."_s);
    return m_connection.transaction<void>([this](Connection &) -> Result<void> {
        for (const SchemaChange &change : m_files.changes) {
            if (auto verified = runVerify(change); !verified)
                return verified;
        }
        return {};
    });
}

Result<void> Migrator::verifyAudit()
{
    auto rows = m_connection.query(u"select problem from promptuary.check_audit_chain() order by event_id"_s);
    if (!rows)
        return std::unexpected(rows.error());
    constexpr qsizetype shown = 3;
    QStringList problems;
    while (rows->next())
        problems << rows->value(0).toString();
    if (problems.isEmpty())
        return {};
    const qsizetype more = problems.size() - shown;
    return failure(ErrorKind::Conflict,
                   u"The audit trail shows changes that were made behind its back. %1%2"_s.arg(
                       problems.first(std::min(shown, problems.size())).join(u' '),
                       more > 0 ? u" There are %1 more problems."_s.arg(more) : QString()),
                   u"Restore a backup from before, or ask who had the owner's rights; "
                   "select * from promptuary.check_audit_chain() lists all."_s);
}

Result<MigrationStatus> Migrator::revert(int target, const QString &archiveFile)
{
    const Result<MigrationLock> lock = MigrationLock::take(m_connection, m_patience);
    if (!lock)
        return std::unexpected(lock.error());
    if (auto reverted = revertLocked(target, archiveFile); !reverted)
        return std::unexpected(reverted.error());
    return status();
}

Result<QStringList> Migrator::tablesToArchive(int current, int target)
{
    QStringList tables{u"audit_events"_s};
    for (const SchemaChange &change : m_files.changes) {
        if (change.number > target && change.number <= current)
            tables += change.destroys();
    }
    tables.removeDuplicates();
    // Below the change that makes it there is no trail.
    auto trail = m_connection.query(u"select to_regclass('promptuary.audit_events')"_s);
    if (!trail)
        return std::unexpected(trail.error());
    if (trail->next() && trail->isNull(0))
        tables.removeFirst();
    return tables;
}

Result<void> Migrator::revertLocked(int target, const QString &archiveFile)
{
    const Result<AppliedSchema> state = m_registry.read();
    if (!state)
        return std::unexpected(state.error());
    if (auto own = refuseForeign(*state); !own)
        return own;
    const int current = state->current();
    if (target < 0 || target >= std::max(current, 1))
        return failure(ErrorKind::Invalid,
                       u"The database is at change %1, so it cannot be reverted to %2."_s.arg(current).arg(target),
                       u"Name a number from 0 to %1."_s.arg(std::max(current - 1, 0)));
    const Result<QStringList> destroyed = tablesToArchive(current, target);
    if (!destroyed)
        return std::unexpected(destroyed.error());
    const QStringList &tables = *destroyed;

    Result<SchemaArchive> archive = SchemaArchive::create(archiveFile);
    if (!archive)
        return std::unexpected(archive.error());
    Result<void> done = m_connection.begin();
    // From here to the end nobody writes what the archive would not have.
    if (done && !tables.isEmpty())
        done = m_connection.script(
            u"lock table promptuary.%1 in access exclusive mode"_s.arg(tables.join(", promptuary."_L1)));
    if (done)
        done = archive->write(m_connection, current, target, tables);
    if (done)
        done = archive->sync();
    if (done)
        done = undo(current, target);
    if (done)
        done = m_connection.commit();
    if (!done) {
        m_connection.rollback();
        // After a lost COMMIT nobody knows whether the rows are still there: then the archive stays.
        if (m_connection.isOpen())
            archive->remove();
    }
    return done;
}

Result<void> Migrator::undo(int current, int target)
{
    for (const SchemaChange &change : m_files.changes | std::views::reverse) {
        if (change.number <= target || change.number > current)
            continue;
        if (auto undone = m_connection.script(change.revert); !undone)
            return undone.transform_error(
                during(u"Change %1 could not be reverted; the database is as it was."_s.arg(change.name)));
    }
    if (target == 0)
        return dropSchema();
    return m_registry.forgetChangesAbove(target);
}

Result<void> Migrator::dropSchema()
{
    QStringList names;
    for (const SchemaObject &function : m_files.functions)
        names << functionName(function.path);
    Result<void> done = dropFunctions(names);
    // No cascade: what somebody else put into the schema is not ours to destroy, and stops the revert.
    if (done)
        done = m_connection.script(u"drop table promptuary.schema_objects, promptuary.schema_changes; "
                                   "drop schema promptuary"_s);
    return done;
}

} // namespace promptuary
