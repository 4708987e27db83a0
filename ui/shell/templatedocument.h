// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/promptstore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <stop_token>

namespace promptuary
{

/// The template a window has open, as plain data that editor, timeline and diff share: its row, history, activations,
/// and those of its versions that were needed so far. A version never changes, so one that was read is kept.
class TemplateDocument : public QObject
{
    Q_OBJECT
public:
    TemplateDocument(PromptStore &store, TemplateSummary summary, QObject *parent = nullptr);
    ~TemplateDocument() override;

    [[nodiscard]] TemplateId id() const { return m_summary.id; }
    [[nodiscard]] const TemplateSummary &summary() const { return m_summary; }
    [[nodiscard]] const QList<VersionSummary> &history() const { return m_history; }
    [[nodiscard]] const QList<Activation> &activations() const { return m_activations; }
    [[nodiscard]] const VersionSummary *find(int number) const;
    [[nodiscard]] int activeIn(const QString &environment) const { return m_summary.active.value(environment); }
    /// The newest activation in an environment; nullptr where there never was one.
    [[nodiscard]] const Activation *lastActivation(const QString &environment) const;

    /// Reads history and activations again; historyChanged and activationsChanged follow.
    void reload();
    void setSummary(const TemplateSummary &summary);

    using Versions = QHash<int, Version>;
    /// Calls `use` with the versions asked for, at once where all were read before. Not called after `context` or the
    /// document went, nor where reading failed (failed() tells).
    void withVersions(const QList<int> &numbers, QObject *context, std::function<void(const Versions &)> use);

Q_SIGNALS:
    void summaryChanged();
    void historyChanged();
    void activationsChanged();
    /// Lines added and removed against its parent, per version; comes in the background after historyChanged.
    void sizesChanged(const QHash<int, std::pair<int, int>> &sizes);
    void failed(const promptuary::Error &error);

private:
    void setHistory(const QList<VersionSummary> &history);
    void measureSizes();

    PromptStore &m_store;
    TemplateSummary m_summary;
    QList<VersionSummary> m_history;
    QList<Activation> m_activations;
    bool m_activationsRead = false; ///< that there are none is news, too
    Versions m_versions;
    QHash<int, std::pair<int, int>> m_sizes;
    std::stop_source m_measuring;
    QTimer m_pause;    ///< before that: whoever goes through the tree does not have all texts of all templates read
    int m_reading = 0; ///< of history and activations, the last that was begun
};

} // namespace promptuary
