// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/dashboardcharts.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace promptuary
{

class ComparisonView;
class DashboardView;
class ElidedLabel;
class EmptyState;
class MetricsFilters;
class Pill;
class ReadingBanner;
class ReportButton;
struct Report;

/// Filters above a dashboard. As a page of its own it is about all templates, those of a task type, or one; as a
/// template's tab about that one, in the environment chosen above the tabs.
class MetricsPage : public QWidget
{
    Q_OBJECT
public:
    enum class Scope : std::uint8_t { Everything, OneTemplate };

    explicit MetricsPage(Scope scope, QWidget *parent = nullptr);

    /// Chooses the one of the window when they come first; then it is the user's choice, but for the tab.
    void setEnvironments(const QStringList &environments, const QString &ofWindow);
    void setModels(const QStringList &models);
    void setCatalog(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates);
    void setTemplate(TemplateId id); ///< the open one, which the tab is about
    [[nodiscard]] DashboardFilter filter() const;

    void showLoading();
    void showData(const DashboardData &figures, const DashboardContext &context);
    void showError(const Error &error); ///< figures that were read stay, unless one may not read them any more
    void setConnected(bool connected);  ///< while it is not, the window says so

    [[nodiscard]] Report report() const; ///< of what is shown
    void exportReport();                 ///< as soon as there are figures

Q_SIGNALS:
    void filterChanged();
    void retryRequested();
    void templateChosen(promptuary::TemplateId id);
    void diffRequested(promptuary::TemplateId id, int left, int right); ///< of its texts
    void failed(const promptuary::Error &error);
    void told(const QString &sentence); ///< what becomes of a report

private:
    [[nodiscard]] QWidget *makeHeader();
    void connectDashboard();
    void connectComparison();
    void compare(const QList<int> &versions);
    [[nodiscard]] QWidget *makeExport();
    void endComparison();
    void showTitle();
    void showEmpty(const DashboardData &figures);
    void changeFilter();

    Scope m_scope;
    DashboardData m_shown;
    DashboardContext m_context; ///< of what is shown
    Stacking m_stacking = Stacking::Template;
    TemplateId m_comparedTemplate;
    QList<int> m_compared; ///< versions of it; empty while the dashboard is shown
    bool m_filled = false;
    bool m_exportDue = false; ///< asked for before there were figures
    bool m_refused = false;   ///< one may not read
    ElidedLabel *m_title = nullptr;
    Pill *m_taskType = nullptr;
    MetricsFilters *m_filters;
    ReportButton *m_export = nullptr;
    ReadingBanner *m_banner;
    QStackedWidget *m_stack;
    QLabel *m_loading;
    EmptyState *m_empty;
    DashboardView *m_dashboard;
    ComparisonView *m_comparison = nullptr; ///< made when it is wanted first
};

} // namespace promptuary
