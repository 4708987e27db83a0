// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/executionstore.h"

#include <QObject>
#include <QTimer>

namespace promptuary
{

class PromptsWorkspace;
class Session;
class TemplateTree;

/// Tells the tree what each template did lately. It begins once the window stands, so that a start does not wait for
/// it, and reads again when the log's pulse has moved or the tree comes back into sight.
class TreeFigures : public QObject
{
    Q_OBJECT
public:
    /// A child of the workspace; the others outlive it.
    TreeFigures(Session &session, PromptsWorkspace &workspace, TemplateTree &tree);

Q_SIGNALS:
    void logMoved(); ///< figures of executions that others show are old

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void readAll();
    void read();

    ExecutionStore &m_store;
    PromptsWorkspace &m_workspace;
    TemplateTree &m_tree;
    QTimer m_timer;
    QString m_environment; ///< of what was read
    qint64 m_pulse = -1;
    int m_begun = 0; ///< readings
    bool m_asking = false;
};

} // namespace promptuary
