// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/newtemplateflow.h"

#include "ui/prompts/newtemplatedialog.h"

namespace promptuary
{

NewTemplateFlow::NewTemplateFlow(PromptStore &store, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_window(window)
{
}

void NewTemplateFlow::ask(const QList<TaskType> &taskTypes, const QString &taskType)
{
    auto *dialog = new NewTemplateDialog(taskTypes, taskType, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewTemplateDialog::createRequested, this, [this, dialog] { create(dialog); });
    dialog->open();
}

void NewTemplateFlow::create(NewTemplateDialog *dialog)
{
    m_store.createInTaskType(dialog->name(), dialog->taskType(), dialog->description())
        .then(dialog, [this, dialog](const Result<TemplateSummary> &made) {
            if (!made) {
                dialog->showError(made.error());
                return;
            }
            dialog->accept();
            Q_EMIT created(*made);
        });
}

} // namespace promptuary
