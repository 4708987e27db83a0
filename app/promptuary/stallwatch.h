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

    [[nodiscard]] std::chrono::microseconds longest() const { return std::chrono::microseconds(m_longest.load()); }
    /// Forgets what was measured so far, e.g. the start of the program.
    void reset() { m_longest = 0; }

private:
    void watch(const std::stop_token &stop);

    QObject m_target; // handles the events; lives on the GUI thread
    std::atomic<qint64> m_longest = 0;
    std::jthread m_thread;
};

} // namespace promptuary
