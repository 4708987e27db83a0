// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/templatecatalog.h"

#include <algorithm>
#include <utility>

namespace promptuary
{

TemplateCatalog::TemplateCatalog(PromptStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

const TemplateSummary *TemplateCatalog::find(TemplateId id) const
{
    const auto found = std::ranges::find(m_templates, id, &TemplateSummary::id);
    return found == m_templates.end() ? nullptr : &*found;
}

QString TemplateCatalog::taskTypeName(const QString &key) const
{
    const auto found = std::ranges::find(m_taskTypes, key, &TaskType::key);
    return found == m_taskTypes.end() ? key : found->name;
}

void TemplateCatalog::take(QFuture<Result<QList<TaskType>>> taskTypes,
                           QFuture<Result<QList<TemplateSummary>>> templates)
{
    m_reading = true;
    // Templates are shown under their task types.
    taskTypes.then(this, [this, templates = std::move(templates)](const Result<QList<TaskType>> &types) mutable {
        if (!types) {
            Q_EMIT failed(types.error());
            return finish();
        }
        templates.then(this, [this, types = *types](const Result<QList<TemplateSummary>> &summaries) {
            if (summaries) {
                m_taskTypes = types;
                m_templates = *summaries;
                Q_EMIT filled();
            } else {
                Q_EMIT failed(summaries.error());
            }
            finish();
        });
    });
}

void TemplateCatalog::readAll()
{
    m_readAll = true;
    readNext();
}

void TemplateCatalog::read(const QList<TemplateId> &changed)
{
    m_unread.unite({changed.begin(), changed.end()});
    readNext();
}

void TemplateCatalog::readNext()
{
    if (m_reading)
        return;
    const QSet<TemplateId> ids = std::exchange(m_unread, {});
    if (std::exchange(m_readAll, false)) {
        auto templates = m_store.templates();
        take(m_store.taskTypes(), std::move(templates));
    } else if (!ids.isEmpty()) {
        m_reading = true;
        m_store.templates(ids.values()).then(this, [this](const Result<QList<TemplateSummary>> &summaries) {
            if (summaries)
                update(*summaries);
            else
                Q_EMIT failed(summaries.error());
            finish();
        });
    }
}

void TemplateCatalog::finish()
{
    m_reading = false;
    readNext();
}

void TemplateCatalog::update(const QList<TemplateSummary> &changed)
{
    for (const TemplateSummary &summary : changed) {
        const auto known = std::ranges::find(m_templates, summary.id, &TemplateSummary::id);
        if (known == m_templates.end())
            m_templates.append(summary);
        else
            *known = summary;
    }
    Q_EMIT this->changed(changed);
}

} // namespace promptuary
