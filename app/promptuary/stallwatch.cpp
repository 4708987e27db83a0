// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/stallwatch.h"

#include <pthread.h>

#include <semaphore>
#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

std::chrono::microseconds timeOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::seconds(time.tv_sec) +
                                                                 std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace

QString StallWatch::Stall::toString() const
{
    return QStringLiteral("%1 ms (%2 ms at work)")
        .arg(double(waited.count()) / 1000, 0, 'f', 1)
        .arg(double(worked.count()) / 1000, 0, 'f', 1);
}

StallWatch::StallWatch()
{
    pthread_getcpuclockid(pthread_self(), &m_work);
    m_thread = std::jthread([this](const std::stop_token &stop) { watch(stop); });
}

StallWatch::~StallWatch()
{
    m_thread.request_stop();
}

StallWatch::Stall StallWatch::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_longest, {});
}

void StallWatch::watch(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        auto handled = std::make_shared<std::binary_semaphore>(0);
        const int pauses = m_pauses;
        const auto posted = timeOf(CLOCK_MONOTONIC);
        const auto before = timeOf(m_work);
        QMetaObject::invokeMethod(&m_target, [handled] { handled->release(); }, Qt::QueuedConnection);
        // Wakes up now and then, so that ending the program while the GUI thread waits for this one is no deadlock.
        while (!handled->try_acquire_for(50ms)) {
            if (stop.stop_requested())
                return;
        }
        const Stall stall{.waited = timeOf(CLOCK_MONOTONIC) - posted, .worked = timeOf(m_work) - before};
        if (pauses % 2 == 0 && pauses == m_pauses) {
            const std::scoped_lock lock(m_mutex);
            if (stall.waited > m_longest.waited)
                m_longest = stall;
        }
        std::this_thread::sleep_for(2ms);
    }
}

} // namespace promptuary
