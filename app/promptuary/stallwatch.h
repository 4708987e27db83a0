// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace promptuary
{

/// Measures how long the GUI thread keeps an event waiting: a thread of its own posts an event every few milliseconds
/// and takes the time until it is handled.
class StallWatch
{
public:
    StallWatch(); ///< on the GUI thread
    ~StallWatch();

    /// The longest since the last time this was called.
    [[nodiscard]] std::chrono::microseconds take() { return std::chrono::microseconds(m_longest.exchange(0)); }

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

    QObject m_target; // handles the events; lives on the GUI thread
    std::atomic<qint64> m_longest = 0;
    std::atomic<int> m_pauses = 0; ///< begun and ended ones: odd within one
    std::jthread m_thread;
};

} // namespace promptuary
