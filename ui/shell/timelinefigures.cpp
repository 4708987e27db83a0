// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timelinefigures.h"

#include "core/executions/executionstore.h"
#include "core/executions/recentfigures.h"
#include "ui/prompts/timeline.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/templatedocument.h"

namespace promptuary
{

using namespace std::chrono_literals;

TimelineFigures::TimelineFigures(Session &session, PromptsWorkspace &workspace, Timeline &timeline)
    : QObject(&workspace)
    , m_store(session.executions())
    , m_workspace(workspace)
    , m_timeline(timeline)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &TimelineFigures::read);
    connect(&workspace, &PromptsWorkspace::historyShown, &m_pause, qOverload<>(&QTimer::start));
    connect(&workspace, &PromptsWorkspace::activeShown, &m_pause,
            qOverload<>(&QTimer::start)); // or another environment
}

bool TimelineFigures::concerns(TemplateId id, const QString &environment) const
{
    const TemplateDocument *document = m_workspace.document();
    return document && document->id() == id && m_workspace.environment() == environment;
}

/// Without the answer the timeline says nothing of what came of the versions, which is no failure to report.
void TimelineFigures::read()
{
    m_pause.stop();
    if (!m_workspace.document())
        return;
    const TemplateId id = m_workspace.document()->id();
    const QString environment = m_workspace.environment();
    const int reading = ++m_begun;
    readVersionFigures(m_store, id, environment, QDateTime::currentDateTimeUtc())
        .then(this, [this, id, environment, reading](const Result<RecentByVersion> &figures) {
            if (figures && reading == m_begun && concerns(id, environment))
                m_timeline.setFigures(*figures);
        });
}

} // namespace promptuary
