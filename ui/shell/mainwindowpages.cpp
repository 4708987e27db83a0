// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's activities: which one is shown, and the page of each.
#include "core/alerts/alerttexts.h"
#include "ui/alerts/alertspage.h"
#include "ui/executions/metricspage.h"
#include "ui/health/healthpage.h"
#include "ui/shell/activitybar.h"
#include "ui/shell/alertdesk.h"
#include "ui/shell/alertfeed.h"
#include "ui/shell/executiondesk.h"
#include "ui/shell/healthdesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/metricsfeed.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/statusline.h"

#include <QDockWidget>
#include <QStackedWidget>

#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

/// Its page is made when it is wanted first: opening the window does not wait for charts.
void MainWindow::showActivity(Activity activity)
{
    if (activity == m_activity || !m_workspace)
        return;
    m_activity = activity;
    m_activities->setCurrent(int(activity));
    showSubject();
    if (activity == Activity::Prompts) {
        m_centre->setCurrentIndex(0);
        for (QDockWidget *panel : std::exchange(m_setAside, {}))
            panel->show();
        return;
    }
    for (QDockWidget *panel : {m_treePanel, m_timelinePanel}) {
        if (panel->isHidden())
            continue;
        m_setAside.append(panel);
        panel->hide();
    }
    m_centre->setCurrentWidget(pageOf(activity));
    m_centre->currentWidget()->setFocus();
}

/// What the window is about stands in its title; where one is in a text, only while that text is seen.
void MainWindow::showSubject()
{
    const QString subject = m_activity == Activity::Metrics  ? tr("Metrics")
                            : m_activity == Activity::Alerts ? tr("Alerts")
                            : m_activity == Activity::Health ? tr("Health")
                                                             : m_shownTemplate;
    setWindowTitle(subject.isEmpty() ? tr("Promptuary") : tr("%1 — Promptuary").arg(subject));
    m_status->setEditing(m_activity == Activity::Prompts && m_page->tab() == PromptPage::EditorTab);
}

QWidget *MainWindow::pageOf(Activity activity)
{
    QWidget *&page = m_pages[activity];
    if (!page) {
        page = activity == Activity::Metrics  ? makeMetrics(false)
               : activity == Activity::Alerts ? makeAlerts()
                                              : makeHealth();
        m_centre->addWidget(page);
    }
    return page;
}

QWidget *MainWindow::makeHealth()
{
    auto *page = new HealthPage(this);
    new HealthDesk(m_session, *page);
    connect(page, &HealthPage::retentionRequested, this, [this] { m_executions->showRetention(this); });
    return page;
}

QWidget *MainWindow::makeAlerts()
{
    auto *page = new AlertsPage(this);
    const auto *desk = new AlertDesk(m_session, *m_workspace, *page);
    connect(desk, &AlertDesk::failed, this, &MainWindow::report);
    connect(desk, &AlertDesk::done, this, [this](const QString &sentence) { m_status->tell(sentence, 6s); });
    connect(desk, &AlertDesk::promptsRequested, this, [this] { showActivity(Activity::Prompts); });
    connect(desk, &AlertDesk::metricsRequested, this, [this] {
        showActivity(Activity::Prompts);
        m_page->showTab(PromptPage::MetricsTab);
    });
    return page;
}

/// The bar counts what nobody looks after yet, and the status line tells of what is new.
void MainWindow::watchAlerts()
{
    AlertFeed &feed = m_session.alertFeed();
    connect(&feed, &AlertFeed::changed, this,
            [this, &feed] { m_activities->setCount(qsizetype(Activity::Alerts), feed.openCount()); });
    connect(&feed, &AlertFeed::fired, this, [this](const AlertEvent &event) {
        m_status->tell(tr("%1 v%2: %3").arg(event.templateName).arg(event.version).arg(headlineOf(event)), 12s);
    });
}

void MainWindow::showMetricsTab()
{
    if (m_page->tab() == PromptPage::MetricsTab && !m_page->isFilled(PromptPage::MetricsTab))
        m_page->fillTab(PromptPage::MetricsTab, makeMetrics(true));
}

QWidget *MainWindow::makeMetrics(bool ofOneTemplate)
{
    auto *page =
        new MetricsPage(ofOneTemplate ? MetricsPage::Scope::OneTemplate : MetricsPage::Scope::Everything, this);
    const auto *feed = new MetricsFeed(m_session, *m_workspace, *page);
    connect(feed, &MetricsFeed::failed, this, &MainWindow::report);
    connect(page, &MetricsPage::told, this, [this](const QString &sentence) { m_status->tell(sentence, 12s); });
    connect(page, &MetricsPage::templateChosen, this, [this] {
        showActivity(Activity::Prompts);
        m_page->showTab(PromptPage::MetricsTab);
    });
    connect(page, &MetricsPage::diffRequested, this, [this](TemplateId id, int left, int right) {
        showActivity(Activity::Prompts);
        m_workspace->open(id);
        m_workspace->compare(left, right);
    });
    return page;
}

} // namespace promptuary
