// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <sys/types.h>

#include <optional>

class QProcess;

namespace promptuary
{

/// PostgreSQL's own programs (initdb, pg_ctl, postgres) and the account they run under.
class PostgresPrograms
{
public:
    /// Looks in PROMPTUARY_POSTGRES_BIN, the folder of the packaged PostgreSQL 17, and on the PATH.
    [[nodiscard]] static Result<PostgresPrograms> find();

    static constexpr int majorVersion = 17;
    [[nodiscard]] QString path(const QString &program) const;

    /// PostgreSQL refuses to run as root: under uid 0 its processes and their files belong to this account.
    struct Account {
        uid_t user;
        gid_t group;
    };
    [[nodiscard]] const std::optional<Account> &account() const;

    enum class Life : std::uint8_t {
        Own,    ///< in a session of its own: what ends this program does not end it, nor does Ctrl+C in its terminal
        Shared, ///< ends with the thread that started it
    };
    /// Makes `process` speak English and run under the account.
    void prepare(QProcess &process, Life life) const;
    /// Gives an existing file or folder to the account; nothing to do where there is none.
    [[nodiscard]] bool handOver(const QString &path) const;

private:
    QString m_folder;
    std::optional<Account> m_account;
};

} // namespace promptuary
