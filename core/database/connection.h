// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayList>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <atomic>
#include <functional>

namespace promptuary
{

/// How often connecting was tried, and how often in vain. Counted on any thread.
struct ConnectionTries {
    std::atomic<qint64> attempts = 0;
    std::atomic<qint64> failures = 0;
};

/// One connection to PostgreSQL, used on the thread that made it. The only place where QtSql's errors become Errors.
class Connection
{
public:
    /// Connects. `conninfo` is a libpq connection string or URI; `application` is shown in pg_stat_activity; `tries`,
    /// which outlives the connection, counts this attempt and those that reconnect.
    /// Errors: NoDatabase, NotPermitted, Invalid (a connection string that cannot be read).
    [[nodiscard]] static Result<Connection> open(const QString &conninfo, const QString &application = {},
                                                 ConnectionTries *tries = nullptr);
    ~Connection();
    Connection(Connection &&) noexcept;
    Connection &operator=(Connection &&) noexcept;

    /// Runs one statement with positional `?` placeholders outside of quotes and comments; without `values` a `?` means
    /// itself. The values travel as literals quoted by QtSql's driver, so each takes the type its place asks for, and a
    /// statement costs one round trip. An empty text is '' (NULL is a QVariant without a value), a QStringList becomes
    /// an array of text. The whole result is here when this returns: no error can hide in a later next().
    [[nodiscard]] Result<QSqlQuery> query(const QString &sql, const QVariantList &values = {});
    /// Runs one statement whose only parameter, $1, travels beside it as it is: for documents of megabytes, which
    /// quoting copies and the server's parser then reads once more. Returns the first row, a NULL as an empty text.
    /// Errors: Invalid where `document` holds a NUL.
    [[nodiscard]] Result<QByteArrayList> queryDocument(const char *sql, const QByteArray &document);
    /// Runs text that may hold several statements, as psql -f would, without placeholders.
    [[nodiscard]] Result<void> script(const QString &sql);

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollback(); ///< never fails as far as the caller is concerned: a lost connection has rolled back as well

    /// BEGIN, `work`, COMMIT, with the retries Database promises and a growing random pause between them.
    template<typename T, typename Work>
    [[nodiscard]] Result<T> transaction(const Work &work)
    {
        constexpr int attempts = 5;
        for (int attempt = 1;; ++attempt) {
            Result<T> result = once<T>(work);
            if (result || !result.error().retriable || attempt == attempts)
                return result;
            backOff(attempt);
        }
    }

    [[nodiscard]] bool isOpen() const; ///< false once the server went away
    /// Looks whether the server has closed the connection, without reading from it or sending anything: a connection
    /// that listens learns of its end in no other way.
    [[nodiscard]] bool isAlive() const;
    [[nodiscard]] QSqlDatabase &handle();
    /// What breaks off the statement that runs when it is called, on any thread and also after this is gone; the
    /// statement ends as Cancelled. It is of the connection as it is now: one that connects anew needs another.
    [[nodiscard]] std::function<void()> canceller() const;

    /// Lets begin() connect anew where the connection was lost between transactions. Not for those who keep state in
    /// the session, such as an advisory lock.
    void setReconnecting(bool reconnecting);

private:
    Connection(QString name, QString conninfo, QString application);

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

    [[nodiscard]] Result<void> connectNow();
    [[nodiscard]] Result<void> connectOnce();
    [[nodiscard]] Result<void> usable() const;
    [[nodiscard]] Result<QSqlQuery> execute(const QString &sql);
    static void backOff(int attempt);
    void close();

    QString m_name;
    QString m_conninfo;
    QString m_application;
    Qt::HANDLE m_thread = nullptr;
    bool m_reconnecting = false;
    ConnectionTries *m_tries = nullptr;
    QSqlDatabase m_handle;
};

} // namespace promptuary
