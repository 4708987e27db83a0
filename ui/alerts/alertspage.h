// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/alerts/alertmodel.h"
#include "ui/alerts/rulemodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace promptuary
{

class AlertDetails;
class EmptyState;
class ReadingBanner;

/// What got worse and what is watched: a list of alerts with one of them in full, and the rules on a second tab.
class AlertsPage : public QWidget
{
    Q_OBJECT
public:
    explicit AlertsPage(QWidget *parent = nullptr);

    void setTemplateNames(const RuleModel::NameOf &nameOf);
    void setRights(bool mayEdit, bool mayPublish);
    /// `judgement` says why there is none, where there is none.
    void showAlerts(const QList<AlertEvent> &events, const AlertJudgement &judgement = {});
    void showRules(const QList<AlertRule> &rules);
    void showAlert(qint64 incident);    ///< chooses it
    void showError(const Error &error); ///< what was read stays, unless one may not read it any more
    void setConnected(bool connected);  ///< while it is not, the window says so

Q_SIGNALS:
    void retryRequested();
    void acknowledgeRequested(qint64 id, const QString &note);
    void snoozeRequested(qint64 id, int hours);
    void rollBackRequested(const promptuary::AlertEvent &event);
    void metricsRequested(const promptuary::AlertEvent &event);
    void ruleSwitched(qint64 id, bool enabled);                   ///< as it is to be
    void ruleEditRequested(const promptuary::AlertRule &rule);    ///< a new one without id
    void ruleRemovalRequested(const promptuary::AlertRule &rule); ///< after it was asked for
    void webhooksRequested();

private:
    [[nodiscard]] QWidget *makeAlerts();
    [[nodiscard]] QWidget *makeRules();
    [[nodiscard]] QTableView *makeTable(const char *name, const QString &accessibleName, QAbstractItemModel *model);
    [[nodiscard]] QLayout *makeRuleButtons();
    [[nodiscard]] QWidget *makeRemoval();
    [[nodiscard]] QWidget *makeRefusal();
    void showCurrent();
    void askForRemoval();
    void takeRemoval();
    void offerRuleCommands();

    AlertModel *m_alerts;
    RuleModel *m_rules;
    bool m_mayPublish = false;
    ReadingBanner *m_banner;
    QStackedWidget *m_content; ///< the tabs, or that one may not see them
    QTabWidget *m_tabs;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QTableView *m_alertTable = nullptr;
    QTableView *m_ruleTable = nullptr;
    AlertDetails *m_details = nullptr;
    QPushButton *m_newRule = nullptr;
    QPushButton *m_editRule = nullptr;
    QPushButton *m_removeRule = nullptr;
    QPushButton *m_webhooks = nullptr;
    QWidget *m_removal = nullptr; ///< asks whether the rule is to go
    QLabel *m_question = nullptr;
    QPushButton *m_keep = nullptr;
    qint64 m_removing = 0;
};

} // namespace promptuary
