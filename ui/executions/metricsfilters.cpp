// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricsfilters.h"

#include "ui/executions/filterboxes.h"
#include "ui/executions/templatebox.h"
#include "ui/executions/timerangedialog.h"
#include "ui/executions/versionbox.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int templateWidth = 280;

/// Fills a box behind its first entry ("all …") and keeps what was chosen.
void fill(QComboBox *box, const QStringList &names, const QStringList &keys)
{
    const QString chosen = box->currentData().toString();
    while (box->count() > 1)
        box->removeItem(box->count() - 1);
    for (qsizetype i = 0; i < names.size(); ++i)
        box->addItem(names.at(i), keys.at(i));
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

} // namespace

MetricsFilters::MetricsFilters(bool everything, QWidget *parent)
    : QWidget(parent)
    , m_everything(everything)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(8);
    if (!everything)
        m_row->addStretch(1);
    addTemplates();
    m_environment = addBox("metricsEnvironment", tr("Environment"), tr("All environments"));
    keepWhole(m_environment);
    m_environment->setVisible(everything);
    m_model = addBox("metricsModel", tr("Model"), tr("All models"));
    addRanges();
    if (everything)
        m_row->addStretch(1);
    offerVersions();
}

void MetricsFilters::addTemplates()
{
    m_taskType = addBox("metricsTaskType", tr("Task type"), tr("All task types"));
    disconnect(m_taskType, &QComboBox::activated, this, &MetricsFilters::change);
    connect(m_taskType, &QComboBox::activated, this, &MetricsFilters::chooseTaskType);
    m_templateBox = new TemplateBox(this);
    setNames(m_templateBox, "metricsTemplate", tr("Template"));
    m_templateBox->setToolTip(tr("Template: choose one, or type a part of its name"));
    m_templateBox->setMaximumWidth(templateWidth);
    m_row->addWidget(m_templateBox, templateWidth);
    connect(m_templateBox, &QComboBox::activated, this, &MetricsFilters::chooseTemplate);
    m_versions = new VersionBox(this);
    m_row->addWidget(m_versions);
    connect(m_versions, &VersionBox::chosenChanged, this, &MetricsFilters::change);
    m_taskType->setVisible(m_everything);
    m_templateBox->setVisible(m_everything);
}

QComboBox *MetricsFilters::addBox(const char *name, const QString &accessibleName, const QString &all)
{
    auto *box = new QComboBox(this);
    setNames(box, name, accessibleName);
    letGiveWay(box);
    if (!all.isEmpty())
        box->addItem(all);
    m_row->addWidget(box);
    connect(box, &QComboBox::currentTextChanged, this, [this, box] { fitToChoice(box, m_row); });
    connect(box, &QComboBox::activated, this, &MetricsFilters::change);
    fitToChoice(box, m_row);
    return box;
}

void MetricsFilters::addRanges()
{
    m_range = addBox("metricsRange", tr("Time"), {});
    m_range->addItem(tr("Last hour"), int(TimeRange::Hour));
    m_range->addItem(tr("Last 24 hours"), int(TimeRange::Day));
    m_range->addItem(tr("Last 7 days"), int(TimeRange::Week));
    m_range->addItem(tr("Last 30 days"), int(TimeRange::Month));
    m_range->addItem(tr("Last 90 days"), int(TimeRange::Quarter));
    m_range->addItem(tr("All time"), int(TimeRange::All));
    m_range->addItem(tr("From … to …"), int(TimeRange::Custom));
    m_range->setCurrentIndex(m_range->findData(int(TimeRange::Month)));
    disconnect(m_range, &QComboBox::activated, this, &MetricsFilters::change);
    connect(m_range, &QComboBox::activated, this, &MetricsFilters::chooseRange);
}

void MetricsFilters::setEnvironments(const QStringList &environments, const QString &ofWindow)
{
    const bool first = m_environment->count() == 1 && !environments.isEmpty();
    fill(m_environment, environments, environments);
    if (first)
        m_environment->setCurrentIndex(std::max(0, m_environment->findData(ofWindow)));
    m_fixedEnvironment = ofWindow;
    offerVersions(); // another one serves there
}

void MetricsFilters::setModels(const QStringList &models)
{
    fill(m_model, models, models);
}

void MetricsFilters::setCatalog(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates)
{
    m_taskTypes = taskTypes;
    m_templates = templates;
    QStringList names;
    QStringList keys;
    for (const TaskType &type : taskTypes) {
        names << type.name;
        keys << type.key;
    }
    fill(m_taskType, names, keys);
    names.clear();
    QList<TemplateId> ids;
    for (const TemplateSummary &summary : templates) {
        names << summary.name;
        ids << summary.id;
    }
    m_templateBox->setTemplates(ids, names);
    offerVersions();
}

void MetricsFilters::setTemplate(TemplateId id)
{
    m_template = id;
    offerVersions();
}

TemplateId MetricsFilters::templateId() const
{
    return m_everything ? m_templateBox->chosen() : m_template;
}

const TemplateSummary *MetricsFilters::chosenTemplate() const
{
    const auto found = std::ranges::find(m_templates, templateId(), &TemplateSummary::id);
    return found == m_templates.end() ? nullptr : &*found;
}

QString MetricsFilters::taskTypeName(const QString &key) const
{
    const auto found = std::ranges::find(m_taskTypes, key, &TaskType::key);
    return found == m_taskTypes.end() ? key : found->name;
}

/// A template is of one task type: either choice takes the other back.
void MetricsFilters::chooseTaskType()
{
    m_templateBox->choose({});
    change();
}

void MetricsFilters::chooseTemplate()
{
    if (m_templateBox->chosen())
        m_taskType->setCurrentIndex(0);
    change();
}

void MetricsFilters::offerVersions()
{
    const TemplateId id = templateId();
    if (std::exchange(m_versionsOf, id) != id)
        m_versions->choose({});
    const TemplateSummary *summary = chosenTemplate();
    m_versions->setVisible(bool(id));
    if (!summary)
        return;
    const QString environment = filter().environment;
    m_versions->setVersions(summary->newest,
                            summary->active.value(environment.isEmpty() ? m_fixedEnvironment : environment));
}

void MetricsFilters::chooseRange()
{
    const auto range = TimeRange(m_range->currentData().toInt());
    if (range == TimeRange::Custom) {
        m_range->setCurrentIndex(m_range->findData(int(m_chosenRange))); // which is shown until another is given
        askForTime();
        return;
    }
    m_chosenRange = range;
    change();
}

/// Begins with the time that is shown.
void MetricsFilters::askForTime()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime since = m_shownPeriod.since.isValid() ? m_shownPeriod.since : now.addDays(-1);
    auto *dialog = new TimeRangeDialog(since, m_shownPeriod.until.isValid() ? m_shownPeriod.until : now, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { chooseTime(dialog->since(), dialog->until()); });
    dialog->open();
}

void MetricsFilters::chooseTime(const QDateTime &since, const QDateTime &until)
{
    m_since = since;
    m_until = until;
    m_chosenRange = TimeRange::Custom;
    const int place = m_range->findData(int(TimeRange::Custom));
    m_range->setItemText(place, betweenText(since, until));
    m_range->setCurrentIndex(place);
    fitToChoice(m_range, m_row); // also where it was chosen before
    change();
}

void MetricsFilters::clear()
{
    for (QComboBox *box : {m_taskType, m_environment, m_model})
        box->setCurrentIndex(0);
    m_versions->choose({});
    m_chosenRange = TimeRange::All;
    m_range->setCurrentIndex(m_range->findData(int(TimeRange::All)));
    change();
}

DashboardFilter MetricsFilters::filter() const
{
    DashboardFilter filter{.templateId = templateId()};
    if (filter.templateId)
        filter.versions = m_versions->chosen();
    else if (m_everything)
        filter.taskType = m_taskType->currentData().toString();
    filter.environment = m_everything ? m_environment->currentData().toString() : m_fixedEnvironment;
    filter.model = m_model->currentData().toString();
    filter.range = m_chosenRange;
    filter.since = m_since;
    filter.until = m_until;
    return filter;
}

bool MetricsFilters::isNarrowed() const
{
    const DashboardFilter own = filter();
    return own.range != TimeRange::All || !own.model.isEmpty() || !own.taskType.isEmpty() || !own.versions.isEmpty() ||
           (m_everything && !own.environment.isEmpty());
}

void MetricsFilters::change()
{
    offerVersions();
    Q_EMIT changed();
}

} // namespace promptuary
