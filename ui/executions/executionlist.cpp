// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionlist.h"

#include "core/executions/executionstore.h"
#include "ui/executions/executiondetails.h"
#include "ui/executions/executionfeed.h"
#include "ui/executions/executionfilterbar.h"
#include "ui/executions/executiontable.h"
#include "ui/executions/executiontexts.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/readingbanner.h"
#include "ui/widgets/typography.h"

#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

#include <chrono>

namespace promptuary
{

namespace
{

constexpr std::chrono::minutes choicesLast(1);

} // namespace

ExecutionList::ExecutionList(ExecutionStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new ExecutionModel(store, this))
    , m_feed(new ExecutionFeed(store, *m_model, this))
    , m_filters(new ExecutionFilterBar(this))
    , m_banner(new ReadingBanner(this))
    , m_table(new ExecutionTable(m_model, this))
    , m_empty(new EmptyState(this))
    , m_details(new ExecutionDetails(this))
    , m_stack(new QStackedWidget(this))
    , m_parts(new QSplitter(Qt::Vertical, this))
    , m_nameOf([](TemplateId) { return QString(); })
{
    using namespace std::chrono_literals;
    setNames(this, "executionList", tr("Executions"));
    setNames(m_banner, "executionsBanner", tr("About the list of executions"));
    m_payloadPause.setSingleShot(true);
    m_payloadPause.setInterval(60ms);
    m_patience.setSingleShot(true);
    m_patience.setInterval(150ms);
    connect(&m_patience, &QTimer::timeout, this, &ExecutionList::showState);
    layOut();
    connectModel();
    connectDetails();
    showState();
}

void ExecutionList::layOut()
{
    m_stack->setContentsMargins(8, 0, 8, 0); // in line with the filters
    m_stack->setBackgroundRole(QPalette::Base);
    m_stack->setAutoFillBackground(true);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    setNames(m_parts, "executionSplitter", tr("Table and details"));
    m_parts->setChildrenCollapsible(false);
    m_parts->setHandleWidth(1);
    m_parts->addWidget(m_stack);
    m_parts->addWidget(m_details);
    m_parts->setStretchFactor(0, 1);
    m_parts->setSizes({360, 340});
    m_details->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filters);
    layout->addWidget(m_banner);
    layout->addWidget(m_parts, 1);
}

void ExecutionList::connectModel()
{
    connect(m_filters, &ExecutionFilterBar::changed, this, &ExecutionList::read);
    connect(m_model, &ExecutionModel::stateChanged, this, &ExecutionList::showState);
    connect(m_model, &ExecutionModel::rowsInserted, this, &ExecutionList::showState);
    connect(m_model, &ExecutionModel::rowsRemoved, this, &ExecutionList::showState);
    connect(m_model, &ExecutionModel::arrived, this, [this] {
        if (m_choicesHold.hasExpired() || !m_filters->offersModels())
            readChoices();
    });
    connect(m_model, &ExecutionModel::modelReset, this, &ExecutionList::closeDetails);
    connect(m_model, &ExecutionModel::failed, this,
            [this](const Error &error) { m_banner->tellOf(error, tr("The list could not be read: %1"), {}, true); });
    connect(m_feed, &ExecutionFeed::lost, this, [this](const Error &error) {
        if (error.kind == ErrorKind::NotPermitted)
            return; // the page says so
        m_banner->tellOf(error, tr("The list stands still: %1 It goes on by itself."));
    });
    connect(m_feed, &ExecutionFeed::found, m_banner, &Banner::clear);
    connect(m_feed, &ExecutionFeed::moved, this, [this] {
        if (m_none)
            lookForAny(); // what came may be none that the filters let through
    });
    connect(m_empty, &EmptyState::firstStepTaken, this, [this] {
        if (m_model->state() == ExecutionModel::State::Failed)
            m_model->reload();
        else
            m_filters->clear();
    });
}

void ExecutionList::connectDetails()
{
    connect(m_table, &ExecutionTable::currentRowChanged, this, &ExecutionList::showRow);
    connect(m_table, &ExecutionTable::openRequested, this, &ExecutionList::openDetails);
    connect(m_table, &QTableView::clicked, this, [this] {
        if (!m_details->isVisible() && m_table->selectionModel()->selectedRows().size() == 1)
            openDetails();
    });
    connect(m_table, &ExecutionTable::leaveRequested, this, &ExecutionList::stepBack);
    connect(m_model, &ExecutionModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int row = m_table->currentIndex().row();
        if (row >= first.row() && row <= last.row() && first.column() != last.column())
            showRow(row);
    });
    connect(&m_payloadPause, &QTimer::timeout, this, &ExecutionList::readPayload);
    connect(m_details, &ExecutionDetails::reviewRequested, this, &ExecutionList::review);
    connect(m_details, &ExecutionDetails::closeRequested, this, &ExecutionList::closeDetails);
    connect(m_details, &ExecutionDetails::leaveRequested, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_details, &ExecutionDetails::traceTemplateChanged, this, &ExecutionList::traceTemplateChanged);
}

void ExecutionList::setTemplate(const TemplateSummary &summary)
{
    const bool other = summary.id != m_summary.id;
    m_summary = summary;
    m_filters->setTemplate(summary.id, summary.newest);
    if (other && !m_filters->showsAllTemplates())
        read();
}

void ExecutionList::setTemplateNames(const ExecutionModel::NameOf &nameOf)
{
    m_nameOf = nameOf;
    m_model->setTemplateNames(nameOf);
}

void ExecutionList::setEnvironments(const QStringList &environments, const QString &ofWindow)
{
    m_filters->setEnvironments(environments, ofWindow);
}

void ExecutionList::setConnected(bool connected)
{
    m_banner->setConnected(connected);
}

void ExecutionList::setMayReview(bool may)
{
    m_details->setMayReview(may);
}

void ExecutionList::setTraceTemplate(const QString &urlTemplate)
{
    m_details->setTraceTemplate(urlTemplate);
}

/// Only what is looked at is read.
void ExecutionList::read()
{
    m_stale = !isVisible() || !m_summary.id;
    if (m_stale)
        return;
    m_none = false;
    m_gone.reset();
    m_patience.start();
    const ExecutionFilter filter = m_filters->filter(QDateTime::currentDateTime());
    m_table->showColumns(m_filters->showsAllTemplates(), filter.environment.isEmpty());
    m_model->setFilter(filter);
}

void ExecutionList::readChoices()
{
    m_choicesHold.setRemainingTime(choicesLast);
    m_store.models().then(this, [this](const Result<QStringList> &models) {
        if (models) // else what is offered stays
            m_filters->setModels(*models);
    });
    MetricQuery lastMonth;
    lastMonth.until = QDateTime::currentDateTime();
    lastMonth.since = lastMonth.until.addMonths(-1);
    m_store.failures(lastMonth).then(this, [this](const Result<QList<FailureCount>> &failures) {
        QStringList types;
        for (const FailureCount &failure : failures.value_or(QList<FailureCount>())) {
            if (!failure.errorType.isEmpty())
                types << failure.errorType;
        }
        if (failures)
            m_filters->setErrorTypes(types);
    });
}

void ExecutionList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    readChoices();
    if (m_stale)
        read();
    m_feed->setActive(true);
}

void ExecutionList::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setActive(false);
}

void ExecutionList::showState()
{
    const bool rows = m_model->rowCount() > 0;
    if (m_model->state() != ExecutionModel::State::Loading)
        m_patience.stop();
    const bool soon = m_model->state() == ExecutionModel::State::Loading && m_patience.isActive();
    if (soon && m_stack->currentIndex() == MessagePage && !rows)
        return; // rows may be there before a word could be read
    m_stack->setCurrentIndex(rows || soon ? TablePage : MessagePage);
    if (rows)
        return;
    closeDetails();
    switch (m_model->state()) {
    case ExecutionModel::State::Loading:
        return m_empty->tell(tr("Reading the executions…"));
    case ExecutionModel::State::Failed:
        return showFailure(m_model->error());
    case ExecutionModel::State::Ready:
        showEmpty();
        if (m_filters->isNarrowed())
            lookForAny();
        else
            lookForGone();
    }
}

void ExecutionList::showFailure(const Error &error)
{
    if (error.kind == ErrorKind::NotPermitted)
        m_empty->tell(tr("You may not read executions: that needs the role promptuary_viewer. An administrator of the "
                         "database can grant it to you."),
                      tr("Read again"));
    else
        m_empty->tell(tr("The executions could not be read. %1").arg(plainReason(error)), tr("Read again"));
}

void ExecutionList::showEmpty()
{
    if (m_filters->isNarrowed() && !m_none)
        return m_empty->tell(tr("No execution matches these filters."), tr("Clear filters"));
    m_empty->tell(nothingText());
}

/// A log that never had anything, and one of which the figures are left.
QString ExecutionList::nothingText() const
{
    const bool all = m_filters->showsAllTemplates();
    if (m_gone && m_gone->executions > 0) {
        const QString count = QLocale().toString(m_gone->executions);
        const bool one = m_gone->executions == 1;
        const QString were = one ? tr("There was %1.").arg(count) : tr("There were %1.").arg(count);
        const QString what = all ? tr("No executions are left in the log.")
                                 : tr("No executions of “%1” are left in the log.").arg(m_summary.name);
        const QString kept = m_gone->keptDays == 1
                                 ? tr("Single executions are kept for a day.")
                                 : tr("Single executions are kept for %1 days.").arg(m_gone->keptDays);
        return what + u' ' + were + QStringLiteral("\n\n") + kept + u' ' +
               tr("Their figures stay: the tab Metrics has them.");
    }
    const QString what = all ? tr("No executions yet.") : tr("No executions of “%1” yet.").arg(m_summary.name);
    return tr("%1\n\n%2\n\nSingle executions are kept for 30 days unless that is set otherwise; their figures stay.")
        .arg(what, ExecutionTexts::howToRecord());
}

/// Filters that leave nothing, and a log that has nothing, are told apart.
void ExecutionList::lookForAny()
{
    ExecutionFilter all;
    all.templateId = m_model->filter().templateId;
    m_store.page(all, 1).then(this, [this, id = all.templateId](const Result<QList<Execution>> &found) {
        if (!found || id != m_model->filter().templateId || m_model->rowCount() > 0 ||
            m_model->state() != ExecutionModel::State::Ready)
            return;
        m_none = found->isEmpty();
        showEmpty();
        if (m_none)
            lookForGone();
    });
}

void ExecutionList::lookForGone()
{
    const TemplateId id = m_model->filter().templateId;
    MetricQuery ever{.since = QDateTime(QDate(2000, 1, 1), QTime(0, 0), QTimeZone::UTC), // none is older
                     .until = QDateTime::currentDateTimeUtc()};
    if (id)
        ever.templates = QList{id};
    m_store.settings().then(this, [this, id, ever](const Result<ExecutionSettings> &settings) {
        if (!settings)
            return;
        m_store.totals({ever}).then(this, [this, id, days = settings->rawDays](const Result<QList<Metrics>> &figures) {
            if (!figures || id != m_model->filter().templateId || m_model->rowCount() > 0 ||
                m_model->state() != ExecutionModel::State::Ready)
                return;
            m_gone = Gone{.executions = figures->value(0).executions, .keptDays = days};
            showEmpty();
        });
    });
}

void ExecutionList::focusContent()
{
    m_stack->currentWidget()->setFocus();
}

void ExecutionList::showRow(int row)
{
    if (row < 0)
        return closeDetails();
    const Execution &execution = m_model->at(row);
    m_details->showExecution(execution, m_nameOf(execution.templateId));
    if (m_details->isVisible())
        m_payloadPause.start();
}

void ExecutionList::openDetails()
{
    if (m_details->isVisible()) {
        m_details->setFocus();
        return;
    }
    m_details->setVisible(true);
    readPayload();
    m_table->scrollTo(m_table->currentIndex());
}

void ExecutionList::closeDetails()
{
    const bool inside = m_details->isAncestorOf(focusWidget());
    m_details->hide();
    if (inside)
        m_table->setFocus();
}

/// From the details to the row, from the row to the list that follows what comes in.
void ExecutionList::stepBack()
{
    if (m_details->isVisible())
        closeDetails();
    else
        m_table->goToTop();
}

void ExecutionList::readPayload()
{
    const Execution &asked = m_details->execution();
    m_store.payload(asked).then(this, [this, asked](const Result<ExecutionPayload> &payload) {
        if (asked.isSameAs(m_details->execution()))
            m_details->setPayload(payload);
    });
}

void ExecutionList::review(const QString &outcome, const QString &note)
{
    const Execution reviewed = m_details->execution();
    auto answered = m_store.review(reviewed.id, reviewed.startedAt, outcome, note);
    answered.then(this, [this, reviewed, outcome](const Result<void> &answer) {
        if (answer)
            m_model->noteReview(reviewed, outcome);
        if (reviewed.isSameAs(m_details->execution()))
            m_details->tellReview(answer);
        m_model->refresh();
    });
}

} // namespace promptuary
