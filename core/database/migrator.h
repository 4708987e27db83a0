// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"
#include "core/database/schemafiles.h"
#include "core/database/schemaregistry.h"

#include <QList>

#include <chrono>
#include <functional>

namespace promptuary
{

/// Where a database stands against the changes this program carries.
struct MigrationStatus {
    int current = 0; ///< the newest change applied; 0 for an empty database; above `latest` where the database is newer
    int latest = 0;  ///< the newest change this program knows
    QList<int> pending;
    bool functionsOutdated = false; ///< functions or grants differ from this program's
    bool operator==(const MigrationStatus &) const = default;
};

/// Brings a database to the schema this program was built with: the one migrator of all programs.
///
/// The SQL is compiled in from sql/ (a Qt resource at :/sql). Deploying takes an advisory lock, applies the functions
/// whose checksum changed and each pending change in one transaction per change, grants rights, and verifies. A
/// database newer than the program, or a change applied with another checksum, is refused by name.
class Migrator
{
public:
    explicit Migrator(Connection &connection, const SchemaFiles &files = SchemaFiles::builtIn());

    /// How long to wait for another deploy or revert of the same database: 60 s unless told.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    /// Only looks, and needs no more than the viewer's role.
    [[nodiscard]] Result<MigrationStatus> status();
    /// `progress` gets the name of each step, e.g. "0002-activations", and who is waited for.
    [[nodiscard]] Result<MigrationStatus> deploy(const std::function<void(const QString &)> &progress = {});
    /// Fails where a change is pending, was applied with another text, or is not in place any more, or where a function
    /// was changed by hand.
    [[nodiscard]] Result<void> verify();
    /// Fails where the audit trail or what it tells of was changed behind its back. Reads all of it.
    [[nodiscard]] Result<void> verifyAudit();
    /// Undoes changes above `target`, newest first, all or none; with target 0 the schema itself is gone (the roles,
    /// which other databases may use, stay). Writes the audit trail and every row that would be destroyed to
    /// `archiveFile` (NDJSON, fsynced) first; refuses where that file exists or cannot be written.
    [[nodiscard]] Result<MigrationStatus> revert(int target, const QString &archiveFile);

private:
    [[nodiscard]] MigrationStatus statusOf(const AppliedSchema &applied) const;
    [[nodiscard]] Result<void> refuseForeign(const AppliedSchema &applied) const;
    [[nodiscard]] Result<void> deployLocked(const std::function<void(const QString &)> &progress);
    [[nodiscard]] Result<void> applyFunctions(const AppliedSchema &applied);
    [[nodiscard]] Result<void> applyChange(const SchemaChange &change);
    [[nodiscard]] Result<void> applyRights();
    [[nodiscard]] Result<void> dropStaleFunctions(const AppliedSchema &applied);
    [[nodiscard]] Result<void> dropFunctions(const QStringList &names);
    [[nodiscard]] Result<void> runVerify(const SchemaChange &change);
    [[nodiscard]] Result<void> revertLocked(int target, const QString &archiveFile);
    [[nodiscard]] Result<QStringList> tablesToArchive(int current, int target);
    [[nodiscard]] Result<void> undo(int current, int target);
    [[nodiscard]] Result<void> dropSchema();

    Connection &m_connection;
    SchemaRegistry m_registry;
    const SchemaFiles &m_files;
    std::chrono::milliseconds m_patience = std::chrono::seconds(60);
};

} // namespace promptuary
