// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/templatecommands.h"

namespace promptuary
{

TemplateCommands::TemplateCommands(PromptStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

void TemplateCommands::rename(TemplateId id, const QString &name)
{
    report(m_store.rename(id, name), tr("Renamed to “%1”.").arg(name));
}

void TemplateCommands::move(TemplateId id, const QString &taskType)
{
    report(m_store.move(id, taskType), tr("Moved."));
}

void TemplateCommands::archive(const QList<TemplateId> &ids)
{
    for (const TemplateId id : ids)
        report(m_store.archive(id), tr("Archived. Restore brings it back."));
}

void TemplateCommands::restore(const QList<TemplateId> &ids)
{
    for (const TemplateId id : ids)
        report(m_store.restore(id), tr("Restored."));
}

void TemplateCommands::report(QFuture<Result<TemplateSummary>> future, const QString &sentence)
{
    future.then(this, [this, sentence](const Result<TemplateSummary> &summary) {
        if (summary)
            Q_EMIT done(sentence);
        else
            Q_EMIT failed(summary.error());
    });
}

} // namespace promptuary
