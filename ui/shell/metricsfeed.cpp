// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/metricsfeed.h"

#include "core/executions/dashboardcharts.h"
#include "core/executions/executionstore.h"
#include "ui/executions/metricspage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QEvent>

#include <algorithm>
#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// With a reading of some milliseconds, what is recorded is seen within two seconds.
constexpr auto pulseInterval = 800ms;
/// "The last 24 hours" move on where nothing is recorded, too.
constexpr auto longestRest = 60s;

} // namespace

MetricsFeed::MetricsFeed(Session &session, PromptsWorkspace &workspace, MetricsPage &page)
    : QObject(&page)
    , m_session(session)
    , m_store(session.executions())
    , m_workspace(workspace)
    , m_page(page)
{
    page.installEventFilter(this);
    connect(&page, &MetricsPage::filterChanged, this, &MetricsFeed::refresh);
    connect(&page, &MetricsPage::retryRequested, this, &MetricsFeed::refresh);
    connect(&page, &MetricsPage::failed, this, &MetricsFeed::failed);
    connect(&page, &MetricsPage::templateChosen, &workspace, &PromptsWorkspace::open);
    connect(&workspace, &PromptsWorkspace::templateShown, this, &MetricsFeed::showTemplate);
    connect(&workspace.catalog(), &TemplateCatalog::filled, this, &MetricsFeed::showCatalog);
    connect(&workspace.catalog(), &TemplateCatalog::changed, this, &MetricsFeed::noteChange);
    connect(&m_beat, &QTimer::timeout, this, &MetricsFeed::beat);
    connect(&session.changes(), &ChangeHub::stateChanged, this, &MetricsFeed::followConnection);
    followConnection(session.changes().state());
    m_beat.setInterval(pulseInterval);
    showCatalog();
    showTemplate();
}

bool MetricsFeed::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        m_beat.start();
        readModels();
        if (m_due > 0)
            read();
        else
            beat();
    } else if (event->type() == QEvent::Hide) {
        m_beat.stop();
    }
    return QObject::eventFilter(watched, event);
}

void MetricsFeed::showCatalog()
{
    m_page.setCatalog(m_workspace.catalog().taskTypes(), m_workspace.catalog().templates());
}

/// Another version may serve, or the template have moved to another task type.
void MetricsFeed::noteChange(const QList<TemplateSummary> &changed)
{
    showCatalog();
    const DashboardFilter filter = m_page.filter();
    const bool concerned = filter.templateId ? std::ranges::contains(changed, filter.templateId, &TemplateSummary::id)
                                             : !filter.taskType.isEmpty();
    if (concerned)
        refresh();
}

void MetricsFeed::showTemplate()
{
    const TemplateDocument *document = m_workspace.document();
    if (document) {
        m_page.setTemplate(document->id());
        connect(document, &TemplateDocument::activationsChanged, this, &MetricsFeed::refresh, Qt::UniqueConnection);
    }
    QStringList environments;
    for (const Environment &environment : m_workspace.environments())
        environments << environment.key;
    m_page.setEnvironments(environments, m_workspace.environment());
    refresh();
}

/// What could not be read is read as soon as the connection is back.
void MetricsFeed::followConnection(ChangeHub::State state)
{
    m_page.setConnected(state != ChangeHub::State::Lost);
    if (state == ChangeHub::State::Live && std::exchange(m_lost, false))
        refresh();
    m_lost = state == ChangeHub::State::Lost;
}

void MetricsFeed::readModels()
{
    m_store.models().then(this, [this](const Result<QStringList> &models) {
        if (models)
            m_page.setModels(*models);
    });
}

void MetricsFeed::refresh()
{
    m_due = 1;
    if (m_page.isVisible())
        read();
}

void MetricsFeed::beat()
{
    if (!m_asking) {
        m_asking = true;
        m_store.pulse().then(this, [this](const Result<qint64> &pulse) { takePulse(pulse); });
    }
    if (std::chrono::steady_clock::now() - m_readAt > longestRest)
        m_due = std::max(m_due, 1);
    if (m_due > 0 && !m_reading)
        read();
}

/// The pulse may move before the executions it tells of are committed, so a change is read twice.
void MetricsFeed::takePulse(const Result<qint64> &pulse)
{
    m_asking = false;
    if (!pulse || *pulse == m_pulse)
        return;
    // What was read when the page came may be older than this first pulse, but not by more than one change.
    m_due = std::exchange(m_pulse, *pulse) < 0 ? 1 : 2;
    if (!m_reading)
        read();
}

void MetricsFeed::read()
{
    const DashboardFilter filter = m_page.filter();
    m_due = std::max(0, m_due - 1);
    m_reading = true;
    m_readAt = std::chrono::steady_clock::now();
    m_page.showLoading();
    const int reading = ++m_begun;
    if (!filter.templateId || isOpen(filter.templateId)) {
        readFigures(filter, reading);
        return;
    }
    m_session.prompts()
        .activations(filter.templateId)
        .then(this, [this, filter, reading](const Result<QList<Activation>> &activations) {
            if (reading != m_begun)
                return;
            m_activations = activations.value_or(QList<Activation>()); // figures may be read without them
            readFigures(filter, reading);
        });
}

void MetricsFeed::readFigures(const DashboardFilter &filter, int reading)
{
    readDashboard(m_store, filter, QDateTime::currentDateTimeUtc(), activations(filter.templateId))
        .then(this, [this, reading](const Result<DashboardData> &data) {
            if (reading != m_begun)
                return;
            m_reading = false;
            show(data);
        });
}

bool MetricsFeed::isOpen(TemplateId id) const
{
    const TemplateDocument *document = m_workspace.document();
    return document && document->id() == id;
}

QList<Activation> MetricsFeed::activations(TemplateId id) const
{
    return isOpen(id) ? m_workspace.document()->activations() : m_activations;
}

void MetricsFeed::show(const Result<DashboardData> &data)
{
    if (data) {
        m_page.showData(*data, context(data->filter));
        return;
    }
    m_page.showError(data.error());
    m_due = std::max(m_due, data.error().retriable ? 1 : 0);
}

DashboardContext MetricsFeed::context(const DashboardFilter &filter) const
{
    DashboardContext context;
    for (const TemplateSummary &summary : m_workspace.catalog().templates())
        context.templateNames.insert(summary.id, summary.name);
    for (const TaskType &type : m_workspace.catalog().taskTypes())
        context.taskTypeNames.insert(type.key, type.name);
    const TemplateSummary *summary = m_workspace.catalog().find(filter.templateId);
    if (!summary)
        return context;
    context.activations = activations(summary->id);
    context.active =
        summary->active.value(filter.environment.isEmpty() ? m_workspace.environment() : filter.environment);
    return context;
}

} // namespace promptuary
