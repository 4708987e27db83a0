// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/promptstore.h"

#include <QObject>

class QWidget;

namespace promptuary
{

class NewTemplateDialog;

/// Asks for a new template and makes it. The dialog stays until it is there, so that what cannot be had is told where
/// it was typed.
class NewTemplateFlow : public QObject
{
    Q_OBJECT
public:
    NewTemplateFlow(PromptStore &store, QWidget *window);

    /// Offers the task types there are, that of the key `taskType` first.
    void ask(const QList<TaskType> &taskTypes, const QString &taskType);

Q_SIGNALS:
    void created(const promptuary::TemplateSummary &summary);

private:
    void create(NewTemplateDialog *dialog);

    PromptStore &m_store;
    QWidget *m_window;
};

} // namespace promptuary
