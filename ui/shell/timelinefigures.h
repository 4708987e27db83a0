// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QObject>
#include <QTimer>

namespace promptuary
{

class ExecutionStore;
class PromptsWorkspace;
class Session;
class Timeline;

/// Tells the timeline what each version of the open template did lately. It reads once nothing else was chosen for a
/// moment: choosing a template does not wait for it, and going through the tree reads those only where one stays.
class TimelineFigures : public QObject
{
    Q_OBJECT
public:
    /// A child of the workspace; the others outlive it.
    TimelineFigures(Session &session, PromptsWorkspace &workspace, Timeline &timeline);

    void read(); ///< now

private:
    [[nodiscard]] bool concerns(TemplateId id, const QString &environment) const;

    ExecutionStore &m_store;
    PromptsWorkspace &m_workspace;
    Timeline &m_timeline;
    QTimer m_pause;
    int m_begun = 0; ///< readings
};

} // namespace promptuary
