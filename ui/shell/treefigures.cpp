// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/treefigures.h"

#include "core/executions/recentfigures.h"
#include "ui/prompts/templatetree.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"

#include <QEvent>

#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

TreeFigures::TreeFigures(Session &session, PromptsWorkspace &workspace, TemplateTree &tree)
    : QObject(&workspace)
    , m_store(session.executions())
    , m_workspace(workspace)
    , m_tree(tree)
{
    m_tree.installEventFilter(this);
    m_timer.setInterval(10s);
    connect(&m_timer, &QTimer::timeout, this, &TreeFigures::look);
    connect(&workspace, &PromptsWorkspace::shown, this, [this] {
        if (m_timer.isActive())
            return;
        m_timer.start();
        QTimer::singleShot(200ms, this, &TreeFigures::read); // what one waits for is on the screen by then
    });
    connect(&workspace, &PromptsWorkspace::activeShown, this, [this](int, const QString &environment) {
        if (m_timer.isActive() && environment != m_environment)
            read();
    });
}

/// Without an answer the tree shows what it has: whoever asks the database for more will be told.
void TreeFigures::look()
{
    if (!m_tree.isVisible() || std::exchange(m_asking, true))
        return;
    m_store.pulse().then(this, [this](const Result<qint64> &pulse) {
        m_asking = false;
        if (!pulse || std::exchange(m_pulse, *pulse) == *pulse)
            return;
        readAll();
    });
}

/// What is seen again after something else was is not to be as old as when it went.
bool TreeFigures::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && m_timer.isActive())
        readAll();
    return QObject::eventFilter(watched, event);
}

void TreeFigures::readAll()
{
    read();
    Q_EMIT logMoved();
}

void TreeFigures::read()
{
    m_environment = m_workspace.environment();
    const int reading = ++m_begun;
    readRecentFigures(m_store, m_environment, QDateTime::currentDateTimeUtc())
        .then(this, [this, reading](const Result<RecentByTemplate> &figures) {
            if (figures && reading == m_begun)
                m_tree.setFigures(*figures);
        });
}

} // namespace promptuary
