// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alertdesk.h"

#include "core/alerts/alertstore.h"
#include "core/alerts/alerttexts.h"
#include "ui/alerts/alertspage.h"
#include "ui/alerts/ruledialog.h"
#include "ui/alerts/webhooksdialog.h"
#include "ui/shell/alertfeed.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/webhookdesk.h"

#include <QEvent>

#include <algorithm>

namespace promptuary
{

AlertDesk::AlertDesk(Session &session, PromptsWorkspace &workspace, AlertsPage &page)
    : QObject(&page)
    , m_session(session)
    , m_workspace(workspace)
    , m_page(page)
{
    AlertFeed &feed = session.alertFeed();
    connect(&feed, &AlertFeed::changed, this, [this, &feed] { m_page.showAlerts(feed.events(), feed.judgement()); });
    connect(&feed, &AlertFeed::failed, &page, &AlertsPage::showError);
    connect(&workspace, &PromptsWorkspace::rightsChanged, this,
            [this](const Rights &rights) { m_page.setRights(rights.edit, rights.publish); });
    connect(&session.changes(), &ChangeHub::stateChanged, this, &AlertDesk::followConnection);
    page.setConnected(session.changes().state() != ChangeHub::State::Lost);
    page.setTemplateNames([this](TemplateId id) {
        const TemplateSummary *summary = m_workspace.catalog().find(id);
        return summary ? summary->name : QString();
    });
    page.setRights(workspace.rights().edit, workspace.rights().publish);
    if (feed.wasRead())
        page.showAlerts(feed.events(), feed.judgement());
    connectAnswers();
    page.installEventFilter(this);
    connect(&page, &AlertsPage::retryRequested, this, [this] {
        m_session.alertFeed().refresh();
        readRules();
    });
    feed.refresh();
}

void AlertDesk::connectAnswers()
{
    connect(&m_page, &AlertsPage::acknowledgeRequested, this, [this](qint64 id, const QString &note) {
        settle(m_session.alerts().acknowledge(id, note), tr("Acknowledged."));
    });
    connect(&m_page, &AlertsPage::snoozeRequested, this, [this](qint64 id, int hours) {
        const QDateTime until = hours > 0 ? QDateTime::currentDateTime().addSecs(3600LL * hours) : QDateTime();
        settle(m_session.alerts().snooze(id, until), hours > 0 ? tr("Snoozed.") : tr("It notifies again."));
    });
    connect(&m_page, &AlertsPage::rollBackRequested, this, &AlertDesk::rollBack);
    connect(&m_page, &AlertsPage::metricsRequested, this, [this](const AlertEvent &event) {
        m_workspace.open(event.templateId);
        m_workspace.setEnvironment(event.environment);
        Q_EMIT metricsRequested();
    });
    connect(&m_page, &AlertsPage::ruleSwitched, this, &AlertDesk::switchRule);
    connect(&m_page, &AlertsPage::webhooksRequested, this, &AlertDesk::showWebhooks);
    connect(&m_page, &AlertsPage::ruleEditRequested, this, &AlertDesk::editRule);
    connect(&m_page, &AlertsPage::ruleRemovalRequested, this, [this](const AlertRule &rule) {
        settle(m_session.alerts().removeRule(rule.id),
               tr("Removed the rule “%1”; what it found stays.").arg(rule.name));
    });
}

/// Others change rules, too: whoever comes back to the page sees them as they are.
bool AlertDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        readRules();
    return QObject::eventFilter(watched, event);
}

void AlertDesk::followConnection(ChangeHub::State state)
{
    m_page.setConnected(state != ChangeHub::State::Lost);
    if (state == ChangeHub::State::Live) {
        m_session.alertFeed().refresh();
        readRules();
    }
}

void AlertDesk::switchRule(qint64 id, bool enabled)
{
    m_session.alerts().switchRule(id, enabled).then(this, [this](const Result<void> &switched) {
        if (!switched)
            Q_EMIT failed(switched.error());
        m_session.alertFeed().refresh();
        readRules();
    });
}

void AlertDesk::settle(const QFuture<Result<void>> &answer, const QString &sentence)
{
    QFuture(answer).then(this, [this, sentence](const Result<void> &result) {
        if (!result)
            return Q_EMIT failed(result.error());
        Q_EMIT done(sentence);
        m_session.alertFeed().refresh();
        readRules();
    });
}

void AlertDesk::readRules()
{
    m_session.alerts().rules().then(this, [this](const Result<QList<AlertRule>> &read) {
        if (read)
            m_page.showRules(*read);
        else
            m_page.showError(read.error());
    });
}

void AlertDesk::editRule(const AlertRule &rule)
{
    // As it is now: the page may show what it was.
    m_session.alerts().rules().then(this, [this, rule](const Result<QList<AlertRule>> &read) {
        if (!read)
            return Q_EMIT failed(read.error());
        m_page.showRules(*read);
        const auto found = std::ranges::find(*read, rule.id, &AlertRule::id);
        if (rule.id != 0 && found == read->cend())
            return Q_EMIT failed(
                {.kind = ErrorKind::NotFound, .message = tr("The rule “%1” was removed meanwhile.").arg(rule.name)});
        readWebhooks(rule.id == 0 ? rule : *found);
    });
}

void AlertDesk::readWebhooks(const AlertRule &rule)
{
    m_session.alerts().webhooks().then(this, [this, rule](const Result<QList<AlertWebhook>> &read) {
        if (!read)
            return Q_EMIT failed(read.error());
        openDialog(rule, *read);
    });
}

void AlertDesk::openDialog(const AlertRule &rule, const QList<AlertWebhook> &webhooks)
{
    AlertScopes scopes{.templates = {}, .taskTypes = {}, .environments = {}, .webhooks = webhooks};
    for (const TemplateSummary &summary : m_workspace.catalog().templates()) {
        if (!summary.archived)
            scopes.templates.append({summary.id, summary.name});
        else if (summary.id == rule.templateId)
            scopes.templates.append({summary.id, tr("%1 (archived)").arg(summary.name)});
    }
    for (const TaskType &type : m_workspace.catalog().taskTypes())
        scopes.taskTypes.append({type.key, type.name});
    for (const Environment &environment : m_workspace.environments())
        scopes.environments << environment.key;
    auto *dialog = new RuleDialog(rule, scopes, m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RuleDialog::ruleChanged, this,
            [this, dialog](const AlertRule &changed) { preview(dialog, changed); });
    connect(dialog, &RuleDialog::saveRequested, this,
            [this, dialog](const AlertRule &wanted) { save(dialog, wanted); });
    preview(dialog, dialog->rule());
    dialog->open();
}

/// Of many questions only the last one's answer is shown.
void AlertDesk::preview(RuleDialog *dialog, const AlertRule &rule)
{
    m_session.alerts().verdicts(rule).then(
        dialog, [this, dialog, asked = ++m_previews](const Result<QList<AlertVerdict>> &read) {
            if (asked == m_previews)
                dialog->showVerdicts(read);
        });
}

void AlertDesk::save(RuleDialog *dialog, const AlertRule &rule)
{
    m_session.alerts().saveRule(rule).then(dialog, [this, dialog, name = rule.name](const Result<qint64> &saved) {
        if (!saved)
            return dialog->showError(saved.error());
        dialog->accept();
        Q_EMIT done(tr("The rule “%1” watches from now on.").arg(name));
        m_session.alertFeed().refresh();
        readRules();
    });
}

void AlertDesk::showWebhooks()
{
    auto *dialog = new WebhooksDialog(m_workspace.rights().administer, m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto *desk = new WebhookDesk(m_session.alerts(), *dialog);
    connect(desk, &WebhookDesk::changed, this, &AlertDesk::readRules);
    dialog->open();
}

void AlertDesk::rollBack(const AlertEvent &event)
{
    Q_EMIT promptsRequested();
    m_workspace.rollBackTo(event.templateId, event.versionBefore, event.environment,
                           tr("%1: %2. %3").arg(event.rule.name, headlineOf(event), evidenceOf(event)));
}

} // namespace promptuary
