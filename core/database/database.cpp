// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

constexpr unsigned long breakOffInterval = 20; // milliseconds

Error stopped()
{
    return {.kind = ErrorKind::Cancelled, .message = u"The program stopped using the database."_s};
}

} // namespace

/// The queue and the threads that empty it. A thread is made when work finds none idle, up to `limit`.
struct Database::Pool {
    struct Job {
        Task task;
        Refusal refusal;
    };

    Pool(QString where, int connections, End whenEnding)
        : conninfo(std::move(where))
        , limit(static_cast<std::size_t>(std::max(1, connections)))
        , end(whenEnding)
    {
    }

    void add(Job job);
    void work();
    [[nodiscard]] std::optional<Job> next();
    [[nodiscard]] bool connect(std::optional<Connection> &connection, const Job &job);
    void run(Connection &connection, const Job &job);
    void breakOff();

    const QString conninfo;
    const std::size_t limit;
    const End end;
    ConnectionTries tries;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> queue;
    std::vector<std::unique_ptr<QThread>> threads;
    std::map<const Connection *, std::function<void()>> running; ///< and what breaks it off
    std::size_t idle = 0;
    bool stopping = false;
};

void Database::Pool::add(Job job)
{
    {
        std::unique_lock lock(mutex);
        if (stopping) {
            lock.unlock();
            job.refusal(stopped());
            return;
        }
        queue.push_back(std::move(job));
        // Each idle thread takes one job of the queue; a job beyond those needs a thread of its own.
        if (queue.size() > idle && threads.size() < limit) {
            threads.emplace_back(QThread::create([this] { work(); }));
            threads.back()->setObjectName(u"database %1"_s.arg(threads.size()));
            threads.back()->start();
        }
    }
    wake.notify_one();
}

std::optional<Database::Pool::Job> Database::Pool::next()
{
    std::unique_lock lock(mutex);
    ++idle;
    wake.wait(lock, [this] { return stopping || !queue.empty(); });
    --idle;
    if (stopping)
        return {};
    Job job = std::move(queue.front());
    queue.pop_front();
    return job;
}

bool Database::Pool::connect(std::optional<Connection> &connection, const Job &job)
{
    if (connection)
        return true;
    Result<Connection> opened = Connection::open(conninfo, u"promptuary"_s, &tries);
    if (opened) {
        connection.emplace(std::move(*opened));
        connection->setReconnecting(true);
        return true;
    }
    // What waited meanwhile would fail in the same way, each after a wait of its own.
    std::deque<Job> refused;
    {
        const std::scoped_lock lock(mutex);
        refused.swap(queue);
    }
    job.refusal(opened.error());
    for (const Job &other : refused)
        other.refusal(opened.error());
    return false;
}

void Database::Pool::work()
{
    std::optional<Connection> connection;
    while (const std::optional<Job> job = next()) {
        if (connect(connection, *job))
            run(*connection, *job);
    }
}

void Database::Pool::run(Connection &connection, const Job &job)
{
    {
        const std::scoped_lock lock(mutex);
        running[&connection] = connection.canceller();
    }
    job.task(connection);
    const std::scoped_lock lock(mutex);
    running.erase(&connection);
}

void Database::Pool::breakOff()
{
    const std::scoped_lock lock(mutex);
    for (const auto &[connection, cancel] : running)
        cancel();
}

Database::Database(QString conninfo, int connections, End end)
    : m_pool(std::make_unique<Pool>(std::move(conninfo), connections, end))
{
}

Database::~Database()
{
    std::deque<Pool::Job> refused;
    {
        const std::scoped_lock lock(m_pool->mutex);
        m_pool->stopping = true;
        refused.swap(m_pool->queue);
    }
    m_pool->wake.notify_all();
    for (const Pool::Job &job : refused)
        job.refusal(stopped());
    for (const auto &thread : m_pool->threads) {
        // Again and again: between two statements there is nothing to break off.
        while (m_pool->end == End::BreakOff && !thread->wait(breakOffInterval))
            m_pool->breakOff();
        thread->wait();
    }
}

const QString &Database::conninfo() const
{
    return m_pool->conninfo;
}

const ConnectionTries &Database::tries() const
{
    return m_pool->tries;
}

void Database::warmUp()
{
    enqueue([](Connection &) {}, [](const Error &) {});
}

void Database::enqueue(Task task, Refusal refusal)
{
    m_pool->add({std::move(task), std::move(refusal)});
}

} // namespace promptuary
