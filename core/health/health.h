// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace promptuary
{

/// What agents reported of loading prompts in a time, and what their executions violated.
struct LoadFigures {
    qint64 loads = 0;
    qint64 fromEnvironment = 0; ///< answered by a variable of the agent's
    qint64 fromFile = 0;
    qint64 notFound = 0;
    qint64 attempts = 0; ///< to connect to the database
    qint64 failedAttempts = 0;
    qint64 timed = 0;                   ///< loads whose time is known
    std::optional<double> loadP50 = {}; ///< milliseconds
    std::optional<double> loadP95 = {};
    qint64 executions = 0;
    qint64 violations = 0; ///< executions that violated a guardrail or more
    qint64 guarded = 0;    ///< executions that guardrails judged
    /// What the database did not answer.
    [[nodiscard]] qint64 fallbacks() const { return fromEnvironment + fromFile + notFound; }
    bool operator==(const LoadFigures &) const = default;
};

/// What waits to be done, and when it was done last.
struct HealthState {
    /// As far as waiting executions are counted.
    static constexpr qint64 mostWaiting = 100'000;

    QDateTime at = {};  ///< the server's time
    qint64 waiting = 0; ///< executions in no rollup; beyond mostWaiting nobody counted
    QDateTime rolledUpAt = {};
    QDateTime judgedAt = {}; ///< alert rules
    QDateTime maintainedAt = {};
    QDateTime installedAt = {}; ///< since when there is anything to do
    qint64 deliveries = 0;      ///< alerts that wait to be told
    QDateTime oldestDelivery = {};
    QString deliveryProblem = {};
    double notificationQueue = 0; ///< the share of the server's that is taken
    int rawDays = 0;              ///< for how many days executions are kept
    int overdueDays = 0;          ///< days of executions that should be gone
    bool operator==(const HealthState &) const = default;
};

/// The room that a table, or one of its days, takes.
struct StorageFigure {
    QString table = {};
    QDate day = {};                 ///< null for a table without days
    qint64 days = 0;                ///< how many are taken together here
    std::optional<qint64> rows = 0; ///< an estimate; nullopt where the server knows none
    qint64 bytes = 0;               ///< with everything
    qint64 indexBytes = 0;
    bool operator==(const StorageFigure &) const = default;
};

struct HealthReading {
    LoadFigures day;    ///< the last 24 hours, of which the last is not over
    LoadFigures before; ///< the 24 before
    HealthState state;
    QList<StorageFigure> storage; ///< by table and day
};

/// What a program knows of its own way to the database.
struct OwnConnection {
    qint64 attempts = 0;
    qint64 failures = 0;
    std::optional<std::chrono::microseconds> notificationLag = {}; ///< at least, where it is still on its way
};

} // namespace promptuary
