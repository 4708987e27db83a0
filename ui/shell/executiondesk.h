// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/promptstore.h"

#include <QObject>

class QSettings;
class QWidget;

namespace promptuary
{

class ExecutionList;
class PromptPage;
class PromptsWorkspace;
class Session;

/// Wires the tab "Executions" to the open template, and prices and retention to their dialogs. The list is made when it
/// is first shown, so that a start does not wait for it.
class ExecutionDesk : public QObject
{
    Q_OBJECT
public:
    /// A child of the workspace; the others outlive it.
    ExecutionDesk(Session &session, QSettings &settings, PromptPage &page, PromptsWorkspace &workspace);

    void show(); ///< the tab, and the keyboard goes there
    void showPrices(QWidget *window);
    void showRetention(QWidget *window);

private:
    void make();
    void takeTemplate();

    Session &m_session;
    QSettings &m_settings;
    PromptPage &m_page;
    PromptsWorkspace &m_workspace;
    ExecutionList *m_list = nullptr;
    Rights m_rights;
};

} // namespace promptuary
