// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace promptuary
{

class Banner;
class EmptyState;
class WebhookModel;

/// Where alerts are sent: adds, changes, removes and tries webhooks. Removing one is confirmed in place, with what it
/// takes away.
class WebhooksDialog : public QDialog
{
    Q_OBJECT
public:
    /// `mayChange` is for administrators; others read.
    WebhooksDialog(bool mayChange, QWidget *parent);

    void showWebhooks(const QList<AlertWebhook> &webhooks);
    void choose(qint64 id);
    void showTesting(const AlertWebhook &webhook);
    void showOutcome(const AlertWebhook &webhook, const DeliveryOutcome &outcome);
    void showError(const Error &error); ///< what was read stays

Q_SIGNALS:
    void editRequested(const promptuary::AlertWebhook &webhook); ///< a new one without id
    void removalRequested(const promptuary::AlertWebhook &webhook);
    void testRequested(const promptuary::AlertWebhook &webhook);
    void retryRequested();

private:
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QLayout *makeButtons();
    void takeAction();
    void askForRemoval();
    void offerCommands();
    [[nodiscard]] const AlertWebhook *current() const;

    bool m_mayChange;
    bool m_testing = false;
    qint64 m_removing = 0; ///< of which one is asked whether it is to go
    WebhookModel *m_model;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_empty;
    QLabel *m_question;
    QPushButton *m_confirm;
    QPushButton *m_keep;
    QWidget *m_removal;
    Banner *m_banner;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_test;
};

} // namespace promptuary
