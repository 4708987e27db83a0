// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>

namespace promptuary
{

/// A small pool of connection threads, each owning its QSqlDatabase. Nothing here blocks the caller: work is queued,
/// runs on a free connection inside one transaction, and arrives as a QFuture.
///
/// A transaction that fails with a serialization failure (40001) or a deadlock (40P01) is run again as a whole, five
/// times at most; one whose connection was lost reports NoDatabase, and the next piece of work connects anew.
class Database
{
public:
    /// What happens to running work when this ends: what a person asked for is waited for, what the program does on its
    /// own is broken off, which rolls it back.
    enum class End : std::uint8_t { Wait, BreakOff };

    /// `conninfo` is a libpq connection string or URI. Nothing is connected until the first piece of work.
    explicit Database(QString conninfo, int connections = 2, End end = End::Wait);
    ~Database(); ///< queued work ends as Cancelled
    /// Opens the first connection ahead of the first piece of work, while the program does something else.
    void warmUp();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] const QString &conninfo() const;
    [[nodiscard]] const ConnectionTries &tries() const; ///< of all its connections so far

    /// Runs `work` in one transaction: committed where it returns a value, rolled back where it returns an error.
    /// `work` may run more than once and must touch nothing but its connection and its own captures.
    template<typename Work, typename T = typename std::invoke_result_t<Work, Connection &>::value_type>
    [[nodiscard]] QFuture<Result<T>> run(Work work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        enqueue(
            [work = std::move(work), promise](Connection &connection) {
                if (!promise->isCanceled())
                    promise->addResult(connection.transaction<T>(work));
                promise->finish();
            },
            [promise](Error error) {
                promise->addResult(std::unexpected(std::move(error)));
                promise->finish();
            });
        return promise->future();
    }

private:
    using Task = std::function<void(Connection &)>;
    using Refusal = std::function<void(Error)>;
    void enqueue(Task task, Refusal refusal);

    struct Pool;
    std::unique_ptr<Pool> m_pool;
};

} // namespace promptuary
