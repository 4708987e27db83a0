// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/health/health.h"

#include <QFuture>

namespace promptuary
{

class Database;

/// How the database and the agents' way to it are.
class HealthStore
{
public:
    explicit HealthStore(Database &database);

    [[nodiscard]] QFuture<Result<HealthReading>> read();
    /// What read() has nothing of: how this program's own pool connects.
    [[nodiscard]] OwnConnection ownConnection() const;
    /// What an agent does; `batch` is a JSON array as record_prompt_loads() takes it. Why reports were refused, none
    /// where all were taken.
    [[nodiscard]] QFuture<Result<QStringList>> reportLoads(const QByteArray &batch);

private:
    Database &m_database;
};

} // namespace promptuary
