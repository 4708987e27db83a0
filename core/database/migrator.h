// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"

#include <QList>

#include <functional>

namespace promptuary
{

/// Where a database stands against the changes this program carries.
struct MigrationStatus {
    int current = 0; ///< the newest change applied; 0 for an empty database
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
    explicit Migrator(Connection &connection);

    [[nodiscard]] Result<MigrationStatus> status();
    /// `progress` gets the name of each step, e.g. "0002-activations".
    [[nodiscard]] Result<MigrationStatus> deploy(const std::function<void(const QString &)> &progress = {});
    [[nodiscard]] Result<void> verify();
    /// Undoes changes above `target`, newest first. Writes the audit trail and every row that would be destroyed to
    /// `archiveFile` (NDJSON, fsynced) first; refuses where that file exists or cannot be written.
    [[nodiscard]] Result<MigrationStatus> revert(int target, const QString &archiveFile);

private:
    Connection &m_connection;
};

} // namespace promptuary
