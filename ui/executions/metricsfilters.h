// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboard.h"
#include "core/prompts/template.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace promptuary
{

class TemplateBox;
class VersionBox;

/// What a dashboard is narrowed to. On the page of all templates by task type or template too; a template's tab is
/// about that one, in the environment chosen above the tabs.
class MetricsFilters : public QWidget
{
    Q_OBJECT
public:
    explicit MetricsFilters(bool everything, QWidget *parent = nullptr);

    /// Chooses the one of the window when they come first; then it is the user's choice, but for the tab.
    void setEnvironments(const QStringList &environments, const QString &ofWindow);
    void setModels(const QStringList &models);
    void setCatalog(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates);
    void setTemplate(TemplateId id); ///< of the tab
    void setPeriod(const MetricPeriod &shown) { m_shownPeriod = shown; }
    void clear(); ///< narrows nothing but the template
    void chooseTime(const QDateTime &since, const QDateTime &until);

    [[nodiscard]] DashboardFilter filter() const; ///< but for what is stacked and compared
    [[nodiscard]] bool isNarrowed() const;        ///< by what clear() takes away
    [[nodiscard]] const TemplateSummary *chosenTemplate() const;
    [[nodiscard]] QString taskTypeName(const QString &key) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QComboBox *addBox(const char *name, const QString &accessibleName, const QString &all);
    void addTemplates();
    void addRanges();
    void chooseTaskType();
    void chooseTemplate();
    void chooseRange();
    void askForTime();
    void offerVersions();
    void change();
    [[nodiscard]] TemplateId templateId() const;

    bool m_everything;
    TemplateId m_template; ///< of the tab
    QString m_fixedEnvironment;
    QList<TaskType> m_taskTypes;
    QList<TemplateSummary> m_templates;
    QDateTime m_since; ///< of a time chosen by hand
    QDateTime m_until;
    MetricPeriod m_shownPeriod;
    TimeRange m_chosenRange = TimeRange::Month;
    TemplateId m_versionsOf = {}; ///< whose versions are offered
    QHBoxLayout *m_row;
    QComboBox *m_taskType = nullptr;
    TemplateBox *m_templateBox = nullptr;
    VersionBox *m_versions = nullptr;
    QComboBox *m_environment = nullptr;
    QComboBox *m_model = nullptr;
    QComboBox *m_range = nullptr;
};

} // namespace promptuary
