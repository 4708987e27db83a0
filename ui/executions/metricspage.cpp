// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricspage.h"

#include "core/executions/metricperiod.h"
#include "core/executions/report.h"
#include "ui/executions/comparisonview.h"
#include "ui/executions/dashboardview.h"
#include "ui/executions/executiontexts.h"
#include "ui/executions/metricsfilters.h"
#include "ui/executions/reportbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/readingbanner.h"
#include "ui/widgets/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>

#include <utility>

namespace promptuary
{

MetricsPage::MetricsPage(Scope scope, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_filters(new MetricsFilters(scope == Scope::Everything, this))
    , m_banner(new ReadingBanner(this))
    , m_stack(new QStackedWidget(this))
    , m_loading(new QLabel(tr("Reading the figures…"), this))
    , m_empty(new EmptyState(this))
    , m_dashboard(new DashboardView(this))
{
    setNames(this, scope == Scope::Everything ? "metricsPage" : "metricsTab", tr("Metrics"));
    setNames(m_banner, "metricsBanner", tr("Reading the figures"));
    m_loading->setAlignment(Qt::AlignCenter);
    for (QWidget *page : std::initializer_list<QWidget *>{m_loading, m_empty, m_dashboard})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    connect(m_banner, &Banner::actionTriggered, this, &MetricsPage::retryRequested);
    connect(m_filters, &MetricsFilters::changed, this, &MetricsPage::changeFilter);
    connectDashboard();
    showTitle();
}

void MetricsPage::connectDashboard()
{
    connect(m_dashboard, &DashboardView::failed, this, &MetricsPage::failed);
    connect(m_dashboard, &DashboardView::templateChosen, this, &MetricsPage::templateChosen);
    connect(m_dashboard, &DashboardView::compareRequested, this, &MetricsPage::compare);
    connect(m_dashboard, &DashboardView::timeChosen, m_filters, &MetricsFilters::chooseTime);
    connect(m_dashboard, &DashboardView::stackingChosen, this, [this](Stacking stacking) {
        m_stacking = stacking;
        Q_EMIT filterChanged();
    });
    connect(m_empty, &EmptyState::firstStepTaken, this, [this] {
        if (m_refused)
            Q_EMIT retryRequested();
        else if (m_shown.newest.isValid())
            m_filters->chooseTime(m_shown.newest, pointEnd(m_shown.newest, MetricQuery::Step::Month));
        else
            m_filters->clear();
    });
}

void MetricsPage::connectComparison()
{
    connect(m_comparison, &ComparisonView::failed, this, &MetricsPage::failed);
    connect(m_comparison, &ComparisonView::diffRequested, this,
            [this](int left, int right) { Q_EMIT diffRequested(m_comparedTemplate, left, right); });
    connect(m_comparison, &ComparisonView::versionsChosen, this, &MetricsPage::compare);
    connect(m_comparison, &ComparisonView::closed, this, [this] {
        compare({});
        m_stack->setCurrentWidget(m_dashboard);
        m_dashboard->focusGroups();
    });
}

/// What is shown stays until the figures are there.
void MetricsPage::compare(const QList<int> &versions)
{
    m_compared = versions;
    m_comparedTemplate = m_filters->filter().templateId;
    Q_EMIT filterChanged();
}

QWidget *MetricsPage::makeHeader()
{
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("metricsTitle"));
    m_title->setFont(titleFont());
    m_taskType = new Pill(this);
    auto *header = new QWidget(this);
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(8);
    if (m_scope == Scope::Everything) {
        auto *title = new QHBoxLayout;
        title->setSpacing(8);
        title->addWidget(m_title);
        title->addWidget(m_taskType);
        title->addStretch(1);
        title->addWidget(makeExport());
        layout->addLayout(title);
        layout->addWidget(m_filters);
    } else { // the template's page has them above its tabs
        m_title->hide();
        m_taskType->hide();
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(m_filters, 1);
        row->addWidget(makeExport(), 0, Qt::AlignTop);
        layout->addLayout(row);
    }
    return header;
}

QWidget *MetricsPage::makeExport()
{
    m_export = new ReportButton(this);
    connect(m_export, &ReportButton::clicked, this, &MetricsPage::exportReport);
    connect(m_export, &ReportButton::told, this, &MetricsPage::told);
    connect(m_export, &ReportButton::failed, this, &MetricsPage::failed);
    return m_export;
}

Report MetricsPage::report() const
{
    return makeReport(m_shown, m_context, m_dashboard->ranking(), QDateTime::currentDateTime());
}

void MetricsPage::exportReport()
{
    m_exportDue = !m_filled;
    if (m_filled)
        m_export->ask(report());
}

void MetricsPage::setEnvironments(const QStringList &environments, const QString &ofWindow)
{
    m_filters->setEnvironments(environments, ofWindow);
}

void MetricsPage::setModels(const QStringList &models)
{
    m_filters->setModels(models);
}

void MetricsPage::setCatalog(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates)
{
    m_filters->setCatalog(taskTypes, templates);
    showTitle();
}

void MetricsPage::setTemplate(TemplateId id)
{
    m_filters->setTemplate(id);
    endComparison();
}

DashboardFilter MetricsPage::filter() const
{
    DashboardFilter filter = m_filters->filter();
    filter.stacking = m_stacking;
    filter.compared = m_compared;
    return filter;
}

/// Another template is not compared, nor this one when it is chosen again.
void MetricsPage::endComparison()
{
    if (m_filters->filter().templateId != m_comparedTemplate)
        m_compared.clear();
}

void MetricsPage::changeFilter()
{
    endComparison();
    showTitle();
    Q_EMIT filterChanged();
}

void MetricsPage::showTitle()
{
    if (m_scope == Scope::OneTemplate)
        return;
    const DashboardFilter filter = m_filters->filter();
    const TemplateSummary *summary = m_filters->chosenTemplate();
    if (summary) {
        m_title->setText(summary->name);
        m_taskType->set(PillKind::Neutral, m_filters->taskTypeName(summary->taskType));
    } else if (!filter.taskType.isEmpty()) {
        m_title->setText(m_filters->taskTypeName(filter.taskType));
        m_taskType->set(PillKind::Neutral, tr("Task type"));
    } else {
        m_title->setText(tr("All templates"));
        m_taskType->set(PillKind::Neutral, {});
    }
}

void MetricsPage::showLoading()
{
    if (!m_filled && !m_refused)
        m_stack->setCurrentWidget(m_loading);
}

void MetricsPage::showData(const DashboardData &figures, const DashboardContext &context)
{
    m_filled = true;
    m_refused = false;
    m_filters->setPeriod(figures.period);
    m_shown = figures;
    m_context = context;
    m_export->setReady(true);
    if (std::exchange(m_exportDue, false) && isVisible())
        exportReport();
    m_banner->clear();
    if (figures.total.executions == 0) {
        showEmpty(figures);
        return;
    }
    if (figures.filter.compared.isEmpty()) {
        m_dashboard->setData(figures, context);
        m_stack->setCurrentWidget(m_dashboard);
        return;
    }
    if (!m_comparison) {
        m_comparison = new ComparisonView(this);
        m_stack->addWidget(m_comparison);
        connectComparison();
    }
    m_comparison->setData(figures);
    if (m_stack->currentWidget() != m_comparison) {
        m_stack->setCurrentWidget(m_comparison);
        m_comparison->focusTable();
    }
}

void MetricsPage::showEmpty(const DashboardData &figures)
{
    const DashboardFilter &filter = figures.filter;
    const bool own = m_scope == Scope::Everything; // the tab's environment is chosen above the tabs
    const TemplateSummary *summary = m_filters->chosenTemplate();
    const QString what = summary ? tr("No executions of “%1”").arg(summary->name) : tr("No executions");
    const QString month = exactPointText(figures.newest, MetricQuery::Step::Month);
    if (figures.newest.isValid())
        m_empty->tell(tr("%1 in this time. The newest one is of %2.").arg(what, month), tr("Show %1").arg(month));
    else if (!figures.everExecuted)
        m_empty->tell(tr("%1 yet.\n\n%2").arg(what, ExecutionTexts::howToRecord()));
    else if (m_filters->isNarrowed())
        m_empty->tell(own ? tr("%1 match these filters.").arg(what)
                          : tr("%1 in %2 match these filters.").arg(what, filter.environment),
                      tr("Clear filters"));
    else
        m_empty->tell(tr("%1 in %2 yet. There are some in another environment.").arg(what, filter.environment));
    m_stack->setCurrentWidget(m_empty);
}

void MetricsPage::showError(const Error &error)
{
    if (error.kind == ErrorKind::NotPermitted) {
        m_refused = true;
        m_filled = false;
        m_export->setReady(false);
        m_banner->clear();
        m_empty->tell(
            tr("You may not read executions, so there are no figures to show.\n\nAsk an administrator for the "
               "role promptuary_viewer."),
            tr("Try again"));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_banner->tellOf(error,
                     m_filled ? tr("These figures could not be brought up to date: %1")
                              : tr("The figures could not be read: %1"),
                     tr("Try again"));
    if (!m_filled)
        m_loading->setText(tr("The figures come as soon as the database answers."));
}

void MetricsPage::setConnected(bool connected)
{
    m_banner->setConnected(connected);
}

} // namespace promptuary
