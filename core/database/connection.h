// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace promptuary {

/// One connection to PostgreSQL, used on the thread that made it. The only place where QtSql's errors become Errors.
class Connection
{
public:
    /// Connects. `application` is shown in pg_stat_activity. Errors: NoDatabase, NotPermitted.
    [[nodiscard]] static Result<Connection> open(const QString &conninfo, const QString &application = {});
    ~Connection();
    Connection(Connection &&) noexcept;
    Connection &operator=(Connection &&) noexcept;

    /// Runs one statement with positional `?` placeholders (QtSql's; a prepared statement). The result is forward-only.
    [[nodiscard]] Result<QSqlQuery> query(const QString &sql, const QVariantList &values = {});
    /// Runs text that may hold several statements, as psql -f would, without placeholders.
    [[nodiscard]] Result<void> script(const QString &sql);

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollback(); ///< never fails as far as the caller is concerned: a lost connection has rolled back as well

    /// BEGIN, `work`, COMMIT, with the retries Database promises.
    template<typename T, typename Work>
    [[nodiscard]] Result<T> transaction(const Work &work)
    {
        constexpr int attempts = 5;
        for (int attempt = 1;; ++attempt) {
            Result<T> result = once<T>(work);
            if (result || !result.error().retriable || attempt == attempts)
                return result;
        }
    }

    [[nodiscard]] bool isOpen() const; ///< false once the server went away
    [[nodiscard]] QSqlDatabase &handle();

private:
    explicit Connection(QString name);

    template<typename T, typename Work>
    Result<T> once(const Work &work)
    {
        if (auto begun = begin(); !begun)
            return std::unexpected(begun.error());
        Result<T> result = work(*this);
        if (!result) {
            rollback();
            return result;
        }
        if (auto committed = commit(); !committed)
            return std::unexpected(committed.error());
        return result;
    }

    QString m_name;
    QSqlDatabase m_handle;
};

} // namespace promptuary
