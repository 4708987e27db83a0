// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace promptuary
{

class ExecutionModel;
class ExecutionStore;

/// Keeps a model current while someone looks at it: asks the database's pulse once a second and reads the newest again
/// where it has moved.
class ExecutionFeed : public QObject
{
    Q_OBJECT
public:
    ExecutionFeed(ExecutionStore &store, ExecutionModel &model, QObject *parent = nullptr);

    void setActive(bool active);

Q_SIGNALS:
    void lost(const promptuary::Error &error); ///< the database does not answer; asking goes on
    void found();                              ///< it answers again
    void moved();                              ///< something is recorded or reviewed

private:
    void ask();
    void take(qint64 pulse);

    ExecutionStore &m_store;
    ExecutionModel &m_model;
    QTimer m_timer;
    QElapsedTimer m_reading;
    QDeadlineTimer m_rest; ///< a filter that takes the database long is not looked through all the time
    QTimer m_ageing;
    qint64 m_pulse = -1;
    int m_looks = 0; ///< how often to read yet
    bool m_asked = false;
    bool m_lost = false;
};

} // namespace promptuary
