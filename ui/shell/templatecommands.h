// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/promptstore.h"

#include <QObject>

namespace promptuary
{

/// Rename, move, archive, restore: runs what the tree asks for and tells what came of it. The tree itself
/// changes when the notification arrives, as in every other window.
class TemplateCommands : public QObject
{
    Q_OBJECT
public:
    explicit TemplateCommands(PromptStore &store, QObject *parent = nullptr);

    void rename(TemplateId id, const QString &name);
    void move(TemplateId id, const QString &taskType);
    void archive(const QList<TemplateId> &ids);
    void restore(const QList<TemplateId> &ids);

Q_SIGNALS:
    void done(const QString &sentence);
    void failed(const promptuary::Error &error);

private:
    void report(QFuture<Result<TemplateSummary>> future, const QString &sentence);

    PromptStore &m_store;
};

} // namespace promptuary
