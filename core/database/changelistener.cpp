// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/changelistener.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDriver>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto mergeTime = 50ms;
constexpr auto firstPause = 250ms;
constexpr auto longestPause = 5s;
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
    connect(&m_merge, &QTimer::timeout, this, &ChangeListener::deliver);
    m_started.start();
}

void ChangeListener::start()
{
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
    // Only now, so that nothing falls between what is read here and what is announced from here on.
    catchUp();
    Q_EMIT live();
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
        [this](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) { take(payload.toString()); });
    if (!driver->subscribeToNotification(u"promptuary"_s))
        return failure(ErrorKind::NoDatabase, u"The database does not announce changes."_s);
    return {};
}

void ChangeListener::catchUp()
{
    const bool first = !m_revision;
    if (readMissed())
        return;
    // Without the audit trail nobody knows what was missed; a first connection has missed nothing anyone was shown.
    m_revision.reset();
    if (!first) {
        m_pending.everything = true;
        m_merge.start();
    }
}

/// On a connection of its own: what the listening one is asked to do delays what it is told.
Result<void> ChangeListener::readMissed()
{
    auto connection = Connection::open(m_conninfo, u"promptuary changes"_s);
    if (!connection)
        return std::unexpected(connection.error());
    auto head = connection->query(u"select coalesce(max(id), 0) from promptuary.audit_events"_s);
    if (!head)
        return std::unexpected(head.error());
    const qint64 newest = head->next() ? head->value(0).toLongLong() : 0;
    if (m_revision && newest < *m_revision)
        return failure(ErrorKind::Conflict, u"The database was replaced by an older one."_s);
    // The first time, what was committed since the program began, which may have been read before that.
    const auto since = m_revision ? 1e9 : static_cast<double>(m_started.elapsed()) / 1000 + 2;
    const qint64 after = m_revision.value_or(std::max<qint64>(0, newest - 1000));
    auto rows = connection->query(u"select id, coalesce(template_id, 0) from promptuary.audit_events where id > ? and "
                                  "at > clock_timestamp() - make_interval(secs => ?) order by id limit ?"_s,
                                  {after, since, mostMissed + 1});
    if (!rows)
        return std::unexpected(rows.error());
    if (!m_revision)
        m_revision = after;
    if (rows->size() > mostMissed)
        return failure(ErrorKind::Conflict, u"More was missed than is worth reading one by one."_s);
    while (rows->next())
        note(rows->value(0).toLongLong(), TemplateId{rows->value(1).toLongLong()});
    m_revision = std::max(*m_revision, newest);
    return {};
}

void ChangeListener::take(const QString &payload)
{
    const QJsonObject change = QJsonDocument::fromJson(payload.toUtf8()).object();
    const qint64 revision = change.value(u"revision"_s).toInteger();
    if (revision > 0)
        note(revision, TemplateId{change.value(u"template"_s).toInteger()});
}

void ChangeListener::note(qint64 revision, TemplateId templateId)
{
    // Events are numbered in the order of their commits, so a number not above the newest was noted before.
    if (m_revision && revision <= *m_revision)
        return;
    m_revision = revision;
    m_pending.revision = revision;
    if (templateId)
        m_templates.insert(templateId);
    else
        m_pending.taskTypes = true;
    if (!m_merge.isActive())
        m_merge.start();
}

void ChangeListener::deliver()
{
    ChangeSet changes = std::exchange(m_pending, {});
    changes.templates = std::exchange(m_templates, {}).values();
    std::ranges::sort(changes.templates);
    changes.revision = m_revision.value_or(0);
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
    m_connection.reset();
    m_pause = std::clamp<std::chrono::milliseconds>(m_pause * 2, firstPause, longestPause);
    m_retry.start(m_pause);
    Q_EMIT lost(reason);
}

} // namespace promptuary
