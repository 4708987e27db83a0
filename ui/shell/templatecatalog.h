// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/prompts/promptstore.h"

#include <QObject>

namespace promptuary
{

/// The task types and templates of the database as they were last read. Readings follow one another: were two under
/// way at once, on two connections, the older one could come last and take back what the newer one told.
class TemplateCatalog : public QObject
{
    Q_OBJECT
public:
    explicit TemplateCatalog(PromptStore &store, QObject *parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_taskTypes.isEmpty() || m_templates.isEmpty(); }
    [[nodiscard]] const QList<TaskType> &taskTypes() const { return m_taskTypes; }
    [[nodiscard]] const QList<TemplateSummary> &templates() const { return m_templates; } ///< by name, when filled
    [[nodiscard]] const TemplateSummary *find(TemplateId id) const;
    [[nodiscard]] QString taskTypeName(const QString &key) const;

    /// Takes lists that are on their way; to be called first, if at all.
    void take(QFuture<Result<QList<TaskType>>> taskTypes, QFuture<Result<QList<TemplateSummary>>> templates);
    void readAll();
    void read(const QList<TemplateId> &changed);
    void update(const QList<TemplateSummary> &changed);

Q_SIGNALS:
    void filled(); ///< everything anew
    void changed(const QList<promptuary::TemplateSummary> &summaries);
    void failed(const promptuary::Error &error);

private:
    void readNext();
    void finish();

    PromptStore &m_store;
    QList<TaskType> m_taskTypes;
    QList<TemplateSummary> m_templates;
    bool m_reading = false;
    bool m_readAll = false;    ///< once this reading is done
    QSet<TemplateId> m_unread; ///< once this reading is done
};

} // namespace promptuary
