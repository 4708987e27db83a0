// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>

#include <functional>

namespace promptuary
{

/// Does steps one after the other, each in a turn of the event loop of its own, so that painting and typing come in
/// between.
class StepQueue : public QObject
{
    Q_OBJECT
public:
    using Step = std::function<void()>;

    explicit StepQueue(QObject *parent = nullptr);

    void start(const QList<Step> &steps); ///< in place of those that are left
    [[nodiscard]] bool isDone() const { return m_steps.isEmpty(); }

private:
    void takeOne();

    QTimer m_turn;
    QList<Step> m_steps;
};

} // namespace promptuary
