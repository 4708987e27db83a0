// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alertcourier.h"
#include "core/alerts/alertwatch.h"

#include <QObject>

namespace promptuary
{

/// The alerts of the database, for all windows of a process: read after each rollup, which is what judges them, and
/// when somebody did something about one. Tells of each incident once, on the desktop too.
class AlertFeed : public QObject
{
    Q_OBJECT
public:
    explicit AlertFeed(AlertStore &store, QObject *parent = nullptr);

    void refresh();
    [[nodiscard]] const QList<AlertEvent> &events() const { return m_read.events; }
    [[nodiscard]] const AlertJudgement &judgement() const { return m_read.judgement; }
    [[nodiscard]] bool wasRead() const { return m_wasRead; }
    [[nodiscard]] int openCount() const; ///< incidents that nobody looks after yet: neither acknowledged nor snoozed

Q_SIGNALS:
    void changed(); ///< events() were read
    void fired(const promptuary::AlertEvent &event);
    void failed(const promptuary::Error &error);

private:
    void take(const AlertOverview &overview);

    AlertStore &m_store;
    AlertCourier m_courier;
    AlertWatch m_watch;
    AlertOverview m_read;
    bool m_wasRead = false;
    int m_begun = 0; ///< readings; only the last one begun is shown
};

} // namespace promptuary
