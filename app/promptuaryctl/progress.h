// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace promptuary
{

/// Says on standard error what takes long, and nothing about what does not: a sentence appears once its step has taken
/// half a second.
class PatientProgress
{
public:
    PatientProgress();
    ~PatientProgress(); ///< what has not been said by now is not worth saying
    PatientProgress(const PatientProgress &) = delete;
    PatientProgress &operator=(const PatientProgress &) = delete;

    void operator()(const QString &sentence);

private:
    void watch(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QString m_sentence;
    bool m_said = true;
    std::jthread m_thread; // last, so that it ends before what it uses
};

} // namespace promptuary
