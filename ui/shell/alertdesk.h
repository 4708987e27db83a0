// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"
#include "core/database/changehub.h"

#include <QFuture>
#include <QObject>

namespace promptuary
{

class AlertsPage;
class PromptsWorkspace;
class RuleDialog;
class Session;

/// Wires one window's page of alerts to the database.
class AlertDesk : public QObject
{
    Q_OBJECT
public:
    AlertDesk(Session &session, PromptsWorkspace &workspace, AlertsPage &page);

Q_SIGNALS:
    void failed(const promptuary::Error &error);
    void done(const QString &sentence);
    void metricsRequested(); ///< of the open template
    void promptsRequested(); ///< a review is about to open over them

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followConnection(ChangeHub::State state);
    void readRules();
    void connectAnswers();
    void editRule(const AlertRule &rule);
    void switchRule(qint64 id, bool enabled);
    void readWebhooks(const AlertRule &rule);
    void openDialog(const AlertRule &rule, const QList<AlertWebhook> &webhooks);
    void preview(RuleDialog *dialog, const AlertRule &rule);
    void save(RuleDialog *dialog, const AlertRule &rule);
    void showWebhooks();
    void rollBack(const AlertEvent &event);
    void settle(const QFuture<Result<void>> &answer, const QString &sentence);

    Session &m_session;
    PromptsWorkspace &m_workspace;
    AlertsPage &m_page;
    int m_previews = 0;
};

} // namespace promptuary
