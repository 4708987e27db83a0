// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <ctime>
#include <mutex>
#include <thread>

namespace promptuary
{

/// Measures how long the GUI thread keeps an event waiting: a thread of its own posts an event every few milliseconds
/// and takes the time until it is handled.
class StallWatch
{
public:
    struct Stall {
        std::chrono::microseconds waited{0};
        std::chrono::microseconds worked{0}; ///< what the GUI thread computed of it; the rest others had the processor
        [[nodiscard]] QString toString() const; ///< "45.7 ms (38.2 ms at work)"
    };

    StallWatch(); ///< on the GUI thread
    ~StallWatch();

    /// The longest since the last time this was called.
    [[nodiscard]] Stall take();

    /// While one exists the GUI thread is kept busy by who measures, e.g. with writing a picture, and nothing counts.
    class Pause
    {
    public:
        explicit Pause(StallWatch &watch)
            : m_watch(watch)
        {
            ++m_watch.m_pauses;
        }
        ~Pause() { ++m_watch.m_pauses; }
        Q_DISABLE_COPY_MOVE(Pause)

    private:
        StallWatch &m_watch;
    };

private:
    void watch(const std::stop_token &stop);

    QObject m_target;      // handles the events; lives on the GUI thread
    clockid_t m_work = {}; ///< of the GUI thread's own time
    std::mutex m_mutex;
    Stall m_longest;
    std::atomic<int> m_pauses = 0; ///< begun and ended ones: odd within one
    std::jthread m_thread;
};

} // namespace promptuary
