// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/dashboardcharts.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace promptuary
{

class Banner;
class ComparisonView;
class DashboardView;
class ElidedLabel;
class EmptyState;
class Pill;

/// Filters above a dashboard. As a page of its own it is about all templates or the open one; as a template's tab about
/// that one, in the environment chosen above the tabs.
class MetricsPage : public QWidget
{
    Q_OBJECT
public:
    enum class Scope : std::uint8_t { Everything, OneTemplate };

    explicit MetricsPage(Scope scope, QWidget *parent = nullptr);

    /// Chooses the one of the window when they come first; then it is the user's choice, but for the tab.
    void setEnvironments(const QStringList &environments, const QString &ofWindow);
    void setModels(const QStringList &models);
    void setTemplate(TemplateId id, const QString &name, const QString &taskType); ///< the open one
    [[nodiscard]] DashboardFilter filter() const;

    void showLoading();
    void showData(const DashboardData &figures, const DashboardContext &context);
    void showError(const Error &error); ///< figures that were read stay

Q_SIGNALS:
    void filterChanged();
    void retryRequested();
    void templateChosen(promptuary::TemplateId id);
    void diffRequested(int left, int right); ///< of the open template's texts
    void failed(const promptuary::Error &error);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QComboBox *makeBox(const char *name, const QString &accessibleName);
    void connectDashboard();
    void connectComparison();
    void compare(const QList<int> &versions);
    void makeRanges();
    void chooseRange();
    void askForTime();
    void setCustomTime(const QDateTime &since, const QDateTime &until);
    void showTitle();
    void showEmpty(const DashboardData &figures);
    void changeFilter();

    Scope m_scope;
    TemplateId m_openTemplate;
    QString m_openName;
    QString m_openTaskType;
    QString m_fixedEnvironment; ///< of the tab
    QDateTime m_since;          ///< of a time chosen by hand
    QDateTime m_until;
    MetricPeriod m_shownPeriod;
    TimeRange m_chosenRange = TimeRange::Month;
    Stacking m_stacking = Stacking::Template;
    QList<int> m_compared; ///< versions; empty while the dashboard is shown
    bool m_filled = false;
    ElidedLabel *m_title = nullptr;
    Pill *m_taskType = nullptr;
    QComboBox *m_template = nullptr;
    QComboBox *m_environment = nullptr;
    QComboBox *m_model = nullptr;
    QComboBox *m_range = nullptr;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QLabel *m_loading;
    EmptyState *m_empty;
    DashboardView *m_dashboard;
    ComparisonView *m_comparison = nullptr; ///< made when it is wanted first
};

} // namespace promptuary
