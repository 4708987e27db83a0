// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"

#include <chrono>
#include <functional>
#include <utility>

namespace promptuary
{

/// One deploy or revert at a time per database. The lock is the session's, since each change is a transaction of its
/// own.
class MigrationLock
{
public:
    /// Anyone who may log in can hold the lock, so `progress` is told who does, and patience ends.
    [[nodiscard]] static Result<MigrationLock> take(Connection &connection, std::chrono::milliseconds patience,
                                                    const std::function<void(const QString &)> &progress = {});
    MigrationLock(MigrationLock &&other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    MigrationLock &operator=(MigrationLock &&) = delete;
    MigrationLock(const MigrationLock &) = delete;
    MigrationLock &operator=(const MigrationLock &) = delete;
    ~MigrationLock();

private:
    explicit MigrationLock(Connection &connection)
        : m_connection(&connection)
    {
    }

    Connection *m_connection;
};

} // namespace promptuary
