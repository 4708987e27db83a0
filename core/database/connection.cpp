// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"

#include "core/database/connectrefusal.h"
#include "core/database/sqlerror.h"
#include "core/database/sqlvalues.h"

#include <QRandomGenerator>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlResult>
#include <QThread>

#include <libpq-fe.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <utility>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// libpq's own object out of QtSql's handle; null where there is none.
template<typename T>
T *native(const QVariant &handle)
{
    return handle.isValid() ? *static_cast<T *const *>(handle.constData()) : nullptr;
}

/// A server that is silent must not hold a thread for ever; what the caller chose stays.
void addDefaults(ConnectionOptions &options, const QString &application)
{
    const auto byDefault = [&options](const QString &keyword, const QString &value) {
        if (!options.contains(keyword))
            options.insert(keyword, value);
    };
    byDefault(u"connect_timeout"_s, u"5"_s);
    byDefault(u"keepalives_idle"_s, u"30"_s);
    byDefault(u"keepalives_interval"_s, u"10"_s);
    byDefault(u"keepalives_count"_s, u"3"_s);
    byDefault(u"tcp_user_timeout"_s, u"30000"_s);
    if (!application.isEmpty())
        byDefault(u"application_name"_s, application);
}

void ignoreNotice(void *, const PGresult *) {}

} // namespace

Connection::Connection(QString name, QString conninfo, QString application)
    : m_name(std::move(name))
    , m_conninfo(std::move(conninfo))
    , m_application(std::move(application))
    , m_thread(QThread::currentThreadId())
{
}

Connection::Connection(Connection &&other) noexcept
    : m_name(std::exchange(other.m_name, {}))
    , m_conninfo(std::move(other.m_conninfo))
    , m_application(std::move(other.m_application))
    , m_thread(other.m_thread)
    , m_reconnecting(other.m_reconnecting)
    , m_tries(other.m_tries)
    , m_handle(std::exchange(other.m_handle, {}))
{
}

Connection &Connection::operator=(Connection &&other) noexcept
{
    if (this != &other) {
        close();
        m_name = std::exchange(other.m_name, {});
        m_conninfo = std::move(other.m_conninfo);
        m_application = std::move(other.m_application);
        m_thread = other.m_thread;
        m_reconnecting = other.m_reconnecting;
        m_tries = other.m_tries;
        m_handle = std::exchange(other.m_handle, {});
    }
    return *this;
}

Connection::~Connection()
{
    close();
}

void Connection::close()
{
    if (m_name.isEmpty())
        return;
    m_handle = {};
    QSqlDatabase::removeDatabase(m_name);
    m_name.clear();
}

Result<Connection> Connection::open(const QString &conninfo, const QString &application, ConnectionTries *tries)
{
    static std::atomic<quint64> count = 0;
    Connection connection(u"promptuary-%1"_s.arg(++count), conninfo, application);
    connection.m_tries = tries;
    if (auto connected = connection.connectNow(); !connected)
        return std::unexpected(connected.error());
    return connection;
}

Result<void> Connection::connectNow()
{
    Result<void> connected = connectOnce();
    if (m_tries) {
        ++m_tries->attempts;
        if (!connected)
            ++m_tries->failures;
    }
    return connected;
}

Result<void> Connection::connectOnce()
{
    Result<ConnectionOptions> parsed = parseConninfo(m_conninfo);
    if (!parsed)
        return std::unexpected(parsed.error());
    addDefaults(*parsed, m_application);
    if (!m_handle.isValid())
        m_handle = QSqlDatabase::addDatabase(u"QPSQL"_s, m_name);
    if (!m_handle.isValid())
        return failure(ErrorKind::Failed, u"Qt's PostgreSQL driver is not installed."_s,
                       u"Install the package libqt6sql6-psql."_s);
    // QPSQL quotes what its setters get, and takes the rest as it is but for semicolons, which it replaces by blanks.
    ConnectionOptions rest = *parsed;
    m_handle.setHostName(rest.take(u"host"_s));
    m_handle.setDatabaseName(rest.take(u"dbname"_s));
    const QString user = rest.take(u"user"_s);
    const QString password = rest.take(u"password"_s);
    for (const auto &[keyword, value] : rest.asKeyValueRange()) {
        if (value.contains(u';'))
            return failure(ErrorKind::Invalid, u"The connection option %1 holds a semicolon."_s.arg(keyword),
                           u"Choose a value without one, or name it in a service file."_s);
    }
    m_handle.setConnectOptions(formatConninfo(rest));
    if (!m_handle.open(user, password))
        return std::unexpected(connectRefusal(*parsed, m_handle.lastError().databaseText()));
    // Notices would be printed on the standard error of whatever program this is, and may quote people's text.
    PQsetNoticeReceiver(native<PGconn>(m_handle.driver()->handle()), ignoreNotice, nullptr);
    return {};
}

bool Connection::isOpen() const
{
    // QPSQL goes on calling a connection open whose server went away while it waited for an answer.
    return m_handle.isOpen() && PQstatus(native<PGconn>(m_handle.driver()->handle())) != CONNECTION_BAD;
}

bool Connection::isAlive() const
{
    if (!isOpen())
        return false;
    char byte = 0;
    const ssize_t seen = recv(PQsocket(native<PGconn>(m_handle.driver()->handle())), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return seen > 0 || (seen < 0 && (errno == EAGAIN || errno == EINTR));
}

std::function<void()> Connection::canceller() const
{
    const std::shared_ptr<PGcancel> cancel(PQgetCancel(native<PGconn>(m_handle.driver()->handle())), PQfreeCancel);
    return [cancel] {
        std::array<char, 256> problem{}; // a server that is gone runs nothing any more
        if (cancel)
            PQcancel(cancel.get(), problem.data(), int(problem.size()));
    };
}

QSqlDatabase &Connection::handle()
{
    return m_handle;
}

void Connection::setReconnecting(bool reconnecting)
{
    m_reconnecting = reconnecting;
}

Result<void> Connection::usable() const
{
    if (m_thread != QThread::currentThreadId())
        return failure(ErrorKind::Failed, u"A database connection was used from a thread that does not own it."_s);
    if (!isOpen())
        return std::unexpected(connectionLostError());
    return {};
}

Result<QSqlQuery> Connection::execute(const QString &sql)
{
    if (auto ready = usable(); !ready)
        return std::unexpected(ready.error());
    QSqlQuery query(m_handle);
    if (query.exec(sql))
        return query;
    return std::unexpected(sqlError(native<PGresult>(query.result()->handle()), !isOpen()));
}

Result<QSqlQuery> Connection::query(const QString &sql, const QVariantList &values)
{
    if (values.isEmpty())
        return execute(sql);
    return fillPlaceholders(sql, values, *m_handle.driver()).and_then([this](const QString &filled) {
        return execute(filled);
    });
}

Result<QByteArrayList> Connection::queryDocument(const char *sql, const QByteArray &document)
{
    if (auto ready = usable(); !ready)
        return std::unexpected(ready.error());
    if (document.contains('\0'))
        return std::unexpected(nulError());
    const std::array<const char *, 1> values{document.constData()};
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexecParams(native<PGconn>(m_handle.driver()->handle()),
                                                                            sql, int(values.size()), nullptr,
                                                                            values.data(), nullptr, nullptr, 0),
                                                               PQclear);
    const bool whole = PQresultStatus(result.get()) == PGRES_TUPLES_OK && PQntuples(result.get()) > 0;
    if (!whole)
        return std::unexpected(sqlError(result.get(), !isOpen()));
    QByteArrayList row;
    for (int column = 0; column < PQnfields(result.get()); ++column)
        row << QByteArray(PQgetvalue(result.get(), 0, column), PQgetlength(result.get(), 0, column));
    return row;
}

Result<void> Connection::script(const QString &sql)
{
    Result<QSqlQuery> query = execute(sql);
    if (!query)
        return std::unexpected(query.error());
    // A refusal further down the text hides in the last of the results.
    while (query->nextResult()) {
    }
    const auto *last = native<PGresult>(query->result()->handle());
    if (last && PQresultStatus(last) == PGRES_FATAL_ERROR)
        return std::unexpected(sqlError(last, !isOpen()));
    return {};
}

Result<void> Connection::begin()
{
    Result<QSqlQuery> begun = execute(u"BEGIN"_s);
    if (!begun && begun.error().kind == ErrorKind::NoDatabase && m_reconnecting) {
        if (auto connected = connectNow(); !connected)
            return connected;
        begun = execute(u"BEGIN"_s);
    }
    return begun.transform([](const QSqlQuery &) {});
}

Result<void> Connection::commit()
{
    const Result<QSqlQuery> committed = execute(u"COMMIT"_s);
    if (!committed) {
        Error error = committed.error();
        if (error.kind == ErrorKind::NoDatabase)
            error.remedy = u"It was lost while the change was being stored, so the change may or may not be there: "
                           "look before you repeat it."_s;
        return std::unexpected(error);
    }
    // PostgreSQL answers the COMMIT of a transaction that failed before with ROLLBACK, and calls that a success.
    if (QLatin1StringView(PQcmdStatus(native<PGresult>(committed->result()->handle()))) == "ROLLBACK"_L1)
        return failure(ErrorKind::Failed, u"A step of the transaction had failed; nothing of it was stored."_s);
    return {};
}

void Connection::rollback()
{
    if (isOpen())
        std::ignore = execute(u"ROLLBACK"_s);
}

void Connection::backOff(int attempt)
{
    // Random, so that those who collided do not collide again in step; up to 5, 10, 20, 40 ms.
    QThread::msleep(1 + QRandomGenerator::global()->bounded(5U << (attempt - 1)));
}

} // namespace promptuary
