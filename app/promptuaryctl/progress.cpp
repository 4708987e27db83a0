// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/progress.h"

#include "app/promptuaryctl/output.h"

#include <chrono>

namespace promptuary
{

PatientProgress::PatientProgress()
    : m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

PatientProgress::~PatientProgress() = default;

void PatientProgress::operator()(const QString &sentence)
{
    const std::scoped_lock lock(m_mutex);
    m_sentence = sentence;
    m_said = false;
    m_changed.notify_one();
}

void PatientProgress::watch(const std::stop_token &stop)
{
    using namespace std::chrono_literals;
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_said; })) {
        const QString waiting = m_sentence;
        const bool over = m_changed.wait_for(lock, stop, 500ms, [&] { return m_sentence != waiting; });
        if (stop.stop_requested())
            return;
        if (!over) {
            writeMessage(waiting);
            m_said = true;
        }
    }
}

} // namespace promptuary
