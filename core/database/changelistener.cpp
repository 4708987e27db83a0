// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/changelistener.h"

#include <QSet>
#include <QSqlDriver>
#include <QUuid>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto mergeTime = 50ms;
constexpr auto firstPause = 250ms;
constexpr auto longestPause = 5s;
constexpr QLatin1StringView probeMark(R"({"probe":)");
constexpr int mostMissed = 10'000; ///< beyond that reading everything again is less work

} // namespace

ChangeListener::ChangeListener(QString conninfo)
    : m_conninfo(std::move(conninfo))
    , m_check(this)
    , m_retry(this)
    , m_merge(this)
{
    m_check.setInterval(1s);
    m_retry.setSingleShot(true);
    m_merge.setSingleShot(true);
    m_merge.setTimerType(Qt::PreciseTimer);
    m_merge.setInterval(mergeTime);
    connect(&m_check, &QTimer::timeout, this, &ChangeListener::check);
    connect(&m_retry, &QTimer::timeout, this, &ChangeListener::attempt);
    connect(&m_merge, &QTimer::timeout, this, [this] { look(false); });
    m_started.start();
}

void ChangeListener::start(std::chrono::milliseconds readingSince)
{
    m_readingSince = readingSince;
    attempt();
}

void ChangeListener::reconnect()
{
    if (m_connection && m_connection->isAlive())
        return;
    m_pause = 0ms;
    attempt();
}

void ChangeListener::setCheckInterval(std::chrono::milliseconds interval)
{
    m_check.setInterval(interval);
}

void ChangeListener::attempt()
{
    m_retry.stop();
    if (auto listening = listen(); !listening) {
        giveUp(listening.error().message);
        return;
    }
    m_pause = 0ms;
    m_check.start();
    Q_EMIT live();
    // Only now, so that nothing falls between what is read here and what is announced from here on.
    look(std::exchange(m_first, false));
}

Result<void> ChangeListener::listen()
{
    m_connection.reset();
    auto opened = Connection::open(m_conninfo, u"promptuary changes"_s);
    if (!opened)
        return std::unexpected(opened.error());
    m_connection.emplace(std::move(*opened));
    QSqlDriver *driver = m_connection->handle().driver();
    connect(
        driver, &QSqlDriver::notification, this,
        [this](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) { hear(payload.toString()); });
    if (!driver->subscribeToNotification(u"promptuary"_s))
        return failure(ErrorKind::NoDatabase, u"The database does not announce changes."_s);
    return {};
}

/// A probe, of whichever window, tells of no change; what is one comes with a notification of its own.
void ChangeListener::hear(const QString &payload)
{
    if (!payload.startsWith(probeMark)) {
        if (!m_merge.isActive())
            m_merge.start();
    } else if (payload == m_probe) {
        m_probe.clear();
        Q_EMIT probeReturned(std::chrono::microseconds(m_probed.nsecsElapsed() / 1000));
    }
}

/// One is under way at a time, so that what is late is told as late as it is.
void ChangeListener::probe()
{
    if (!m_connection || !m_probe.isEmpty() || !openTrail())
        return;
    m_probe = probeMark + u" \"%1\"}"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
    m_probed.start();
    if (!m_trail->query(u"select pg_notify('promptuary', ?)"_s, {m_probe}))
        m_probe.clear(); // a connection that was lost is found by those who watch it
}

/// Reads what changed since the last time, and tells of it.
void ChangeListener::look(bool first)
{
    if (!m_connection)
        return; // Lost meanwhile; the next connection begins with a look.
    auto read = readTrail();
    if (!read && read.error().kind != ErrorKind::NoDatabase) {
        // Without the audit trail nobody knows what changed.
        m_pending.everything = !first;
        read = passOver();
    }
    if (!read && read.error().kind == ErrorKind::NoDatabase)
        giveUp(read.error().message);
    else
        deliver();
}

/// On a connection of its own: what the listening one is asked to do delays what it is told.
Result<void> ChangeListener::openTrail()
{
    if (m_trail && m_trail->isAlive())
        return {};
    m_trail.reset();
    auto opened = Connection::open(m_conninfo, u"promptuary trail"_s);
    if (!opened)
        return std::unexpected(opened.error());
    m_trail.emplace(std::move(*opened));
    return {};
}

Result<void> ChangeListener::readTrail()
{
    if (auto open = openTrail(); !open)
        return open;
    const auto after = m_revision ? Result<qint64>(*m_revision) : beginning();
    if (!after)
        return std::unexpected(after.error());
    // The event that was read last comes again, to show that this is the trail it was read from.
    auto rows =
        m_trail->query(u"select id, coalesce(template_id, 0), subject from promptuary.audit_events where id >= ? "
                       "order by id limit ?"_s,
                       {*after, mostMissed + 2});
    if (!rows)
        return std::unexpected(rows.error());
    if (*after > 0 && (!rows->next() || rows->value(0).toLongLong() != *after))
        return failure(ErrorKind::Conflict, u"The database was replaced by an older one."_s);
    if (rows->size() > mostMissed + 1)
        return failure(ErrorKind::Conflict, u"More was missed than is worth reading one by one."_s);
    m_revision = *after;
    QSet<TemplateId> templates;
    while (rows->next()) {
        m_revision = rows->value(0).toLongLong();
        const QString subject = rows->value(2).toString();
        if (subject == u"template" || subject == u"version" || subject == u"activation")
            templates.insert(TemplateId{rows->value(1).toLongLong()});
        else if (subject == u"task_type" || subject == u"environment")
            m_pending.taskTypes = true; // prices and executions change nothing of what windows hold
        m_pending.revision = *m_revision;
    }
    m_pending.templates = templates.values();
    std::ranges::sort(m_pending.templates);
    return {};
}

/// The last event before the program began: what was committed since then may have been read before that.
Result<qint64> ChangeListener::beginning()
{
    auto row = m_trail->query(u"select coalesce(max(id) filter (where at <= clock_timestamp() - make_interval(secs => "
                              "?)), min(id) - 1, 0) from (select id, at from promptuary.audit_events order by id desc "
                              "limit 1000) e"_s,
                              {static_cast<double>(m_started.elapsed() + m_readingSince.count()) / 1000 + 2});
    if (!row)
        return std::unexpected(row.error());
    return row->next() ? row->value(0).toLongLong() : 0;
}

/// Goes on from the trail's end, without reading what leads to it.
Result<void> ChangeListener::passOver()
{
    m_revision.reset();
    auto newest = m_trail->query(u"select coalesce(max(id), 0) from promptuary.audit_events"_s);
    if (!newest)
        return std::unexpected(newest.error());
    if (newest->next())
        m_revision = newest->value(0).toLongLong();
    m_pending.revision = m_revision.value_or(0);
    return {};
}

void ChangeListener::deliver()
{
    const ChangeSet changes = std::exchange(m_pending, {});
    if (changes.everything || changes.taskTypes || !changes.templates.isEmpty())
        Q_EMIT changed(changes);
}

void ChangeListener::check()
{
    if (!m_connection->isAlive())
        giveUp(u"The connection to the database was lost."_s);
}

void ChangeListener::giveUp(const QString &reason)
{
    m_check.stop();
    m_merge.stop();
    m_trail.reset();
    m_connection.reset();
    m_probe.clear();
    m_pause = std::clamp<std::chrono::milliseconds>(m_pause * 2, firstPause, longestPause);
    m_retry.start(m_pause);
    Q_EMIT lost(reason);
}

} // namespace promptuary
