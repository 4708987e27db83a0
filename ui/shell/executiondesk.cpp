// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/executiondesk.h"

#include "ui/executions/executionlist.h"
#include "ui/executions/pricesdialog.h"
#include "ui/executions/retentiondialog.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QSettings>

namespace promptuary
{

namespace
{

constexpr QLatin1StringView traceKey("executions/traceAddress");

} // namespace

ExecutionDesk::ExecutionDesk(Session &session, QSettings &settings, PromptPage &page, PromptsWorkspace &workspace)
    : QObject(&workspace)
    , m_session(session)
    , m_settings(settings)
    , m_page(page)
    , m_workspace(workspace)
{
    connect(&page, &PromptPage::tabShown, this, [this](PromptPage::Tab tab) {
        if (tab == PromptPage::ExecutionsTab)
            make();
    });
    connect(&workspace, &PromptsWorkspace::templateShown, this, &ExecutionDesk::takeTemplate);
    connect(&workspace, &PromptsWorkspace::rightsChanged, this, [this](const Rights &rights) {
        m_rights = rights;
        if (m_list)
            m_list->setMayReview(rights.edit);
    });
    if (page.tab() == PromptPage::ExecutionsTab)
        make();
}

void ExecutionDesk::show()
{
    m_page.showTab(PromptPage::ExecutionsTab);
    m_list->focusContent();
}

void ExecutionDesk::showPrices(QWidget *window)
{
    auto *dialog = new PricesDialog(m_session.executions(), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_rights.administer)
        dialog->setReadOnly(tr("You may read the prices; changing them needs the role promptuary_admin."));
    dialog->open();
}

void ExecutionDesk::showRetention(QWidget *window)
{
    auto *dialog = new RetentionDialog(QDateTime::currentDateTimeUtc().date(), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_rights.administer)
        dialog->setReadOnly(tr("You may read this; changing it needs the role promptuary_admin."));
    ExecutionStore &store = m_session.executions();
    store.settings().then(dialog, [dialog](const Result<ExecutionSettings> &settings) {
        if (settings)
            dialog->showSettings(*settings);
        else
            dialog->showError(settings.error());
    });
    connect(dialog, &RetentionDialog::saveRequested, dialog,
            [dialog, store = &store](const ExecutionSettings &settings) {
                store->setSettings(settings).then(dialog, [dialog](const Result<void> &saved) {
                    if (saved)
                        dialog->showSaved();
                    else
                        dialog->showError(saved.error());
                });
            });
    dialog->open();
}

void ExecutionDesk::make()
{
    if (m_list)
        return;
    m_list = new ExecutionList(m_session.executions());
    m_page.fillTab(PromptPage::ExecutionsTab, m_list);
    const auto follow = [this](ChangeHub::State state) { m_list->setConnected(state != ChangeHub::State::Lost); };
    connect(&m_session.changes(), &ChangeHub::stateChanged, m_list, follow);
    follow(m_session.changes().state());
    m_list->setTemplateNames([this](TemplateId id) {
        const TemplateSummary *summary = m_workspace.catalog().find(id);
        return summary ? summary->name : QString();
    });
    m_list->setMayReview(m_rights.edit);
    m_list->setTraceTemplate(m_settings.value(traceKey).toString());
    connect(m_list, &ExecutionList::traceTemplateChanged, this,
            [this](const QString &urlTemplate) { m_settings.setValue(traceKey, urlTemplate); });
    takeTemplate();
}

void ExecutionDesk::takeTemplate()
{
    if (!m_list || !m_workspace.document())
        return;
    QStringList environments;
    for (const Environment &environment : m_workspace.environments())
        environments << environment.key;
    m_list->setEnvironments(environments, m_workspace.environment());
    m_list->setTemplate(m_workspace.document()->summary());
}

} // namespace promptuary
