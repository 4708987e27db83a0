// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionfilterbar.h"

#include "ui/executions/filterboxes.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace promptuary
{

namespace
{

enum OutcomeChoice : std::uint8_t { AnyOutcome, Succeeded, Failed, WaitsForReview, FirstErrorType };

constexpr int ownRange = -1; ///< in place of hours

/// Keeps what was chosen where it is still offered.
void offer(QComboBox *box, const QString &all, const QStringList &names)
{
    const QSignalBlocker silent(box);
    const QString chosen = box->currentIndex() > 0 ? box->currentText() : QString();
    box->clear();
    box->addItem(all);
    box->addItems(names);
    if (!chosen.isEmpty() && box->findText(chosen) < 0)
        box->addItem(chosen);
    box->setCurrentIndex(chosen.isEmpty() ? 0 : box->findText(chosen));
}

QString chosenName(const QComboBox *box)
{
    return box->currentIndex() > 0 ? box->currentText() : QString();
}

} // namespace

ExecutionFilterBar::ExecutionFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_clear(new QToolButton(this))
{
    m_range = makeRange();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    m_row->setSpacing(4);
    layout->addLayout(m_row);
    layout->addWidget(m_range);
    addBoxes();
    addClear();
    setTemplate({}, 0);
    for (QComboBox *box : {m_scope, m_version, m_environment, m_model, m_outcome, m_time}) {
        fitToChoice(box, m_row);
        connect(box, &QComboBox::currentIndexChanged, this, &ExecutionFilterBar::announce);
    }
    for (const QDateTimeEdit *end : {m_since, m_until})
        connect(end, &QDateTimeEdit::dateTimeChanged, this, &ExecutionFilterBar::announce);
}

void ExecutionFilterBar::addBoxes()
{
    m_scope = addBox("executionScope", tr("Of which template"));
    m_scope->addItems({tr("This template"), tr("All templates")});
    m_version = addBox("executionVersion", tr("Version"));
    m_environment = addBox("executionEnvironment", tr("Environment"));
    keepWhole(m_environment);
    offer(m_environment, tr("Any environment"), {});
    m_model = addBox("executionModel", tr("Model"));
    offer(m_model, tr("Any model"), {});
    m_outcome = addBox("executionOutcome", tr("Outcome"));
    setErrorTypes({});
    m_time = addBox("executionTime", tr("Time"));
    m_time->addItem(tr("Any time"), 0);
    m_time->addItem(tr("Last hour"), 1);
    m_time->addItem(tr("Last 24 hours"), 24);
    m_time->addItem(tr("Last 7 days"), 24 * 7);
    m_time->addItem(tr("Last 30 days"), 24 * 30);
    m_time->addItem(tr("From … to …"), ownRange);
}

void ExecutionFilterBar::addClear()
{
    setNames(m_clear, "executionClearFilters", tr("Clear the filters"));
    m_clear->setToolTip(tr("Clear the filters"));
    m_clear->setIcon(icon(QStringLiteral("edit-clear-all")));
    m_clear->setAutoRaise(true);
    connect(m_clear, &QToolButton::clicked, this, &ExecutionFilterBar::clear);
    m_row->addWidget(m_clear);
    m_row->addStretch(1);
}

QWidget *ExecutionFilterBar::makeRange()
{
    auto *range = new QWidget(this);
    auto *row = new QHBoxLayout(range);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_since = addEnd(row, "executionSince", tr("From"));
    m_until = addEnd(row, "executionUntil", tr("to, not with"));
    m_since->setDateTime(m_until->dateTime().addDays(-1));
    row->addStretch(1);
    range->hide();
    return range;
}

QDateTimeEdit *ExecutionFilterBar::addEnd(QHBoxLayout *row, const char *name, const QString &text)
{
    const QDateTime now = QDateTime::currentDateTime();
    auto *end = new QDateTimeEdit(QDateTime(now.date(), QTime(now.time().hour(), 0)).addSecs(3600), this);
    setNames(end, name, text);
    end->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    end->setCalendarPopup(true);
    row->addWidget(new QLabel(text, this));
    row->addWidget(end);
    return end;
}

QComboBox *ExecutionFilterBar::addBox(const char *name, const QString &meaning)
{
    auto *box = new QComboBox(this);
    setNames(box, name, meaning);
    box->setToolTip(meaning);
    letGiveWay(box);
    m_row->addWidget(box);
    connect(box, &QComboBox::currentTextChanged, this, [this, box] { fitToChoice(box, m_row); });
    return box;
}

void ExecutionFilterBar::setTemplate(TemplateId id, int newest)
{
    if (id == m_template && newest + 1 == m_version->count())
        return; // the box may be open
    const QSignalBlocker silent(m_version);
    const int chosen = id == m_template ? m_version->currentData().toInt() : 0;
    m_template = id;
    m_version->clear();
    m_version->addItem(tr("Any version"), 0);
    for (int version = newest; version > 0; --version)
        m_version->addItem(tr("v%1").arg(version), version);
    m_version->setCurrentIndex(std::max(0, m_version->findData(chosen)));
    fitToChoice(m_version, m_row);
    showState();
}

void ExecutionFilterBar::setEnvironments(const QStringList &environments, const QString &ofWindow)
{
    offer(m_environment, tr("Any environment"), environments);
    fitToChoice(m_environment, m_row);
    if (ofWindow != std::exchange(m_ofWindow, ofWindow))
        m_environment->setCurrentText(ofWindow);
}

void ExecutionFilterBar::setModels(const QStringList &models)
{
    offer(m_model, tr("Any model"), models);
    fitToChoice(m_model, m_row);
}

void ExecutionFilterBar::setErrorTypes(const QStringList &types)
{
    const QSignalBlocker silent(m_outcome);
    const int chosen = m_outcome->currentIndex();
    const QString type = m_outcome->currentData().toString();
    m_outcome->clear();
    m_outcome->addItems({tr("Any outcome"), tr("Succeeded"), tr("Failed"), tr("Waits for review")});
    for (const QString &name : types)
        m_outcome->addItem(tr("Failed: %1").arg(name), name);
    if (!type.isEmpty() && !types.contains(type))
        m_outcome->addItem(tr("Failed: %1").arg(type), type);
    m_outcome->setCurrentIndex(type.isEmpty() ? std::max(0, chosen) : m_outcome->findData(type));
    fitToChoice(m_outcome, m_row);
}

void ExecutionFilterBar::clear()
{
    {
        const QSignalBlocker silent(this);
        for (QComboBox *box : {m_version, m_environment, m_model, m_outcome, m_time})
            box->setCurrentIndex(0);
    }
    announce();
}

void ExecutionFilterBar::showState()
{
    m_version->setEnabled(!showsAllTemplates());
    m_clear->setEnabled(isNarrowed()); // always there, so that the others stay where they are
    m_range->setVisible(m_time->currentData().toInt() == ownRange);
}

void ExecutionFilterBar::announce()
{
    showState();
    Q_EMIT changed();
}

bool ExecutionFilterBar::showsAllTemplates() const
{
    return m_scope->currentIndex() == 1;
}

bool ExecutionFilterBar::offersModels() const
{
    return m_model->count() > 1;
}

bool ExecutionFilterBar::isNarrowed() const
{
    ExecutionFilter own = filter(QDateTime::currentDateTime());
    own.templateId = {};
    return own != ExecutionFilter();
}

ExecutionFilter ExecutionFilterBar::filter(const QDateTime &now) const
{
    ExecutionFilter filter;
    if (!showsAllTemplates()) {
        filter.templateId = m_template;
        filter.version = m_version->currentData().toInt();
    }
    filter.environment = chosenName(m_environment);
    filter.model = chosenName(m_model);
    const int outcome = m_outcome->currentIndex();
    if (outcome == Succeeded || outcome == Failed || outcome >= FirstErrorType)
        filter.success = outcome == Succeeded;
    if (outcome == WaitsForReview)
        filter.needsReview = true;
    if (outcome >= FirstErrorType)
        filter.errorType = m_outcome->currentData().toString();
    const int hours = m_time->currentData().toInt();
    if (hours > 0)
        filter.since = now.addDuration(-std::chrono::hours(hours));
    if (hours == ownRange) {
        filter.since = m_since->dateTime();
        filter.until = m_until->dateTime();
    }
    return filter;
}

} // namespace promptuary
