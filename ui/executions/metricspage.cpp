// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricspage.h"

#include "ui/executions/comparisonview.h"
#include "ui/executions/dashboardview.h"
#include "ui/executions/executiontexts.h"
#include "ui/executions/timerangedialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

/// Fills a box behind its first entry ("all …") and keeps what was chosen.
void fill(QComboBox *box, const QStringList &names)
{
    const QString chosen = box->currentData().toString();
    while (box->count() > 1)
        box->removeItem(box->count() - 1);
    for (const QString &name : names)
        box->addItem(name, name);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

} // namespace

MetricsPage::MetricsPage(Scope scope, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_banner(new Banner(this))
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
    connectDashboard();
    showTitle();
}

void MetricsPage::connectDashboard()
{
    connect(m_dashboard, &DashboardView::failed, this, &MetricsPage::failed);
    connect(m_dashboard, &DashboardView::templateChosen, this, &MetricsPage::templateChosen);
    connect(m_dashboard, &DashboardView::compareRequested, this, &MetricsPage::compare);
    connect(m_dashboard, &DashboardView::timeChosen, this, &MetricsPage::setCustomTime);
    connect(m_dashboard, &DashboardView::stackingChosen, this, [this](Stacking stacking) {
        m_stacking = stacking;
        Q_EMIT filterChanged();
    });
    connect(m_empty, &EmptyState::firstStepTaken, this, [this] {
        for (QComboBox *box : {m_environment, m_model})
            box->setCurrentIndex(0);
        m_chosenRange = TimeRange::All;
        m_range->setCurrentIndex(m_range->findData(int(TimeRange::All)));
        changeFilter();
    });
}

void MetricsPage::connectComparison()
{
    connect(m_comparison, &ComparisonView::failed, this, &MetricsPage::failed);
    connect(m_comparison, &ComparisonView::diffRequested, this, &MetricsPage::diffRequested);
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
    Q_EMIT filterChanged();
}

QComboBox *MetricsPage::makeBox(const char *name, const QString &accessibleName)
{
    auto *box = new QComboBox(this);
    setNames(box, name, accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::activated, this, &MetricsPage::changeFilter);
    return box;
}

QWidget *MetricsPage::makeHeader()
{
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("metricsTitle"));
    m_title->setFont(titleFont());
    m_taskType = new Pill(this);
    m_template = makeBox("metricsTemplate", tr("Templates"));
    m_template->addItem(tr("All templates"));
    m_environment = makeBox("metricsEnvironment", tr("Environment"));
    m_environment->addItem(tr("All environments"));
    m_model = makeBox("metricsModel", tr("Model"));
    m_model->addItem(tr("All models"));
    makeRanges();

    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_taskType);
    layout->addStretch(1);
    for (QComboBox *box : {m_template, m_environment, m_model, m_range})
        layout->addWidget(box);
    const bool everything = m_scope == Scope::Everything;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_taskType, m_template, m_environment})
        widget->setVisible(everything); // the template's page has them above its tabs
    return header;
}

void MetricsPage::makeRanges()
{
    m_range = new QComboBox(this);
    setNames(m_range, "metricsRange", tr("Time"));
    m_range->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_range->addItem(tr("Last hour"), int(TimeRange::Hour));
    m_range->addItem(tr("Last 24 hours"), int(TimeRange::Day));
    m_range->addItem(tr("Last 7 days"), int(TimeRange::Week));
    m_range->addItem(tr("Last 30 days"), int(TimeRange::Month));
    m_range->addItem(tr("Last 90 days"), int(TimeRange::Quarter));
    m_range->addItem(tr("All time"), int(TimeRange::All));
    m_range->addItem(tr("From … to …"), int(TimeRange::Custom));
    m_range->setCurrentIndex(m_range->findData(int(TimeRange::Month)));
    connect(m_range, &QComboBox::activated, this, &MetricsPage::chooseRange);
}

void MetricsPage::chooseRange()
{
    const auto range = TimeRange(m_range->currentData().toInt());
    if (range == TimeRange::Custom) {
        askForTime();
        return;
    }
    m_chosenRange = range;
    changeFilter();
}

/// Begins with the time that is shown.
void MetricsPage::askForTime()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime since = m_shownPeriod.since.isValid() ? m_shownPeriod.since : now.addDays(-1);
    auto *dialog = new TimeRangeDialog(since, m_shownPeriod.until.isValid() ? m_shownPeriod.until : now, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { setCustomTime(dialog->since(), dialog->until()); });
    connect(dialog, &QDialog::rejected, this,
            [this] { m_range->setCurrentIndex(m_range->findData(int(m_chosenRange))); });
    dialog->open();
}

void MetricsPage::setCustomTime(const QDateTime &since, const QDateTime &until)
{
    m_since = since;
    m_until = until;
    m_chosenRange = TimeRange::Custom;
    const int place = m_range->findData(int(TimeRange::Custom));
    m_range->setItemText(place, betweenText(since, until));
    m_range->setCurrentIndex(place);
    changeFilter();
}

void MetricsPage::setEnvironments(const QStringList &environments, const QString &ofWindow)
{
    const bool first = m_environment->count() == 1 && !environments.isEmpty();
    fill(m_environment, environments);
    if (first)
        m_environment->setCurrentIndex(std::max(0, m_environment->findData(ofWindow)));
    m_fixedEnvironment = ofWindow;
}

void MetricsPage::setModels(const QStringList &models)
{
    fill(m_model, models);
}

void MetricsPage::setTemplate(TemplateId id, const QString &name, const QString &taskType)
{
    if (std::exchange(m_openTemplate, id) != id)
        m_compared.clear();
    m_openName = name;
    m_openTaskType = taskType;
    if (m_template->count() < 2)
        m_template->addItem(name);
    m_template->setItemText(1, name);
    showTitle();
}

DashboardFilter MetricsPage::filter() const
{
    const bool one = m_scope == Scope::OneTemplate || m_template->currentIndex() == 1;
    return {.templateId = one ? m_openTemplate : TemplateId(),
            .environment = m_scope == Scope::OneTemplate ? m_fixedEnvironment : m_environment->currentData().toString(),
            .model = m_model->currentData().toString(),
            .range = m_chosenRange,
            .since = m_since,
            .until = m_until,
            .stacking = m_stacking,
            .compared = one ? m_compared : QList<int>()};
}

void MetricsPage::changeFilter()
{
    showTitle();
    Q_EMIT filterChanged();
}

void MetricsPage::showTitle()
{
    const bool one = m_template->currentIndex() == 1;
    m_title->setText(one ? m_openName : tr("All templates"));
    m_taskType->set(PillKind::Neutral, one ? m_openTaskType : QString());
}

void MetricsPage::showLoading()
{
    if (!m_filled)
        m_stack->setCurrentWidget(m_loading);
}

void MetricsPage::showData(const DashboardData &figures, const DashboardContext &context)
{
    m_filled = true;
    m_shownPeriod = figures.period;
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
    const bool narrowed =
        filter.range != TimeRange::All || !filter.model.isEmpty() || (own && !filter.environment.isEmpty());
    const QString what = filter.templateId ? tr("No executions of “%1”").arg(m_openName) : tr("No executions");
    if (!figures.everExecuted)
        m_empty->tell(tr("%1 yet.\n\n%2").arg(what, ExecutionTexts::howToRecord()));
    else if (narrowed)
        m_empty->tell(own ? tr("%1 match these filters.").arg(what)
                          : tr("%1 in %2 match these filters.").arg(what, filter.environment),
                      tr("Clear filters"));
    else
        m_empty->tell(tr("%1 in %2 yet. There are some in another environment.").arg(what, filter.environment));
    m_stack->setCurrentWidget(m_empty);
}

void MetricsPage::showError(const Error &error)
{
    m_banner->tell(BannerKind::Warning,
                   m_filled ? tr("These figures could not be brought up to date: %1").arg(error.message)
                            : tr("The figures could not be read: %1").arg(error.message),
                   tr("Try again"), false);
    m_banner->setToolTip(error.toString());
    if (!m_filled)
        m_loading->setText(tr("The figures come as soon as the database answers."));
}

} // namespace promptuary
