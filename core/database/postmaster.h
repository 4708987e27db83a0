// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/postgresprograms.h"

#include <QString>

namespace promptuary
{

/// The server process of one cluster: looked at, started and stopped without pg_ctl, which polls in steps of 100 ms.
/// Callers hold the cluster's start lock.
class Postmaster
{
public:
    Postmaster(PostgresPrograms programs, QString cluster, QString socketFolder, QString logFile);

    enum class State : std::uint8_t { Absent, Starting, Ready, Stopping };
    [[nodiscard]] State state() const;
    [[nodiscard]] bool leftTraces() const; ///< the last server did not end in order

    /// Makes it ready: uses a server that runs, waits for one that starts or stops, else starts one.
    [[nodiscard]] Result<void> ensureReady(const std::function<void(const QString &)> &progress);
    /// The "fast" shutdown. Returns after `patience` even when the server is still busy writing.
    void stop(std::chrono::milliseconds patience);

private:
    [[nodiscard]] pid_t livingProcess() const;
    [[nodiscard]] QByteArray recordedStatus() const;
    [[nodiscard]] bool answers() const;
    [[nodiscard]] bool isUsableStranger() const;
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Result<void> waitUntilReady(pid_t started);
    void clearRemains() const;
    [[nodiscard]] Error startFailure() const;

    PostgresPrograms m_programs;
    QString m_cluster;
    QString m_socketFolder;
    QString m_logFile;
    qint64 m_logStart = 0;
};

} // namespace promptuary
