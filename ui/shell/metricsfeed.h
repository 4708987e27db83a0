// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/changehub.h"
#include "core/executions/dashboard.h"
#include "core/prompts/template.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace promptuary
{

class ExecutionStore;
struct DashboardContext;
class MetricsPage;
class PromptsWorkspace;
class Session;

/// Keeps a metrics page current while it is seen: listens to the pulse of the log, reads again when it moved, and shows
/// what differs. Of two readings only the last one begun is shown.
class MetricsFeed : public QObject
{
    Q_OBJECT
public:
    MetricsFeed(Session &session, PromptsWorkspace &workspace, MetricsPage &page);

    void refresh(); ///< reads now, if anyone is looking; else when someone looks again

Q_SIGNALS:
    void failed(const promptuary::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCatalog();
    void noteChange(const QList<TemplateSummary> &changed);
    void showTemplate();
    void followConnection(ChangeHub::State state);
    void readModels();
    void beat();
    void takePulse(const Result<qint64> &pulse);
    void read();
    void readFigures(const DashboardFilter &filter, int reading);
    [[nodiscard]] bool isOpen(TemplateId id) const;
    [[nodiscard]] QList<Activation> activations(TemplateId id) const; ///< newest first
    void show(const Result<DashboardData> &data);
    [[nodiscard]] DashboardContext context(const DashboardFilter &filter) const;

    Session &m_session;
    ExecutionStore &m_store;
    PromptsWorkspace &m_workspace;
    MetricsPage &m_page;
    QTimer m_beat;
    QList<Activation> m_activations; ///< of the chosen template, where it is not the open one
    qint64 m_pulse = -1;
    bool m_asking = false;  ///< for the pulse
    bool m_lost = false;    ///< the connection
    bool m_reading = false; ///< the last reading begun is under way
    int m_begun = 0;        ///< readings
    int m_due = 1;          ///< readings still to be made
    std::chrono::steady_clock::time_point m_readAt;
};

} // namespace promptuary
