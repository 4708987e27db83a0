// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/stallwatch.h"

#include <semaphore>

namespace promptuary
{

using namespace std::chrono_literals;

StallWatch::StallWatch()
    : m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

StallWatch::~StallWatch()
{
    m_thread.request_stop();
}

void StallWatch::watch(const std::stop_token &stop)
{
    using Clock = std::chrono::steady_clock;
    while (!stop.stop_requested()) {
        auto handled = std::make_shared<std::binary_semaphore>(0);
        const int pauses = m_pauses;
        const auto posted = Clock::now();
        QMetaObject::invokeMethod(&m_target, [handled] { handled->release(); }, Qt::QueuedConnection);
        // Wakes up now and then, so that ending the program while the GUI thread waits for this one is no deadlock.
        while (!handled->try_acquire_for(50ms)) {
            if (stop.stop_requested())
                return;
        }
        const auto waited = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - posted).count();
        if (pauses % 2 == 0 && pauses == m_pauses && waited > m_longest)
            m_longest = waited;
        std::this_thread::sleep_for(2ms);
    }
}

} // namespace promptuary
