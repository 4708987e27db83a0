// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/promptsworkspace.h"

#include "ui/diff/diffviewer.h"
#include "ui/prompts/newtemplatedialog.h"
#include "ui/prompts/templatetree.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/activationflow.h"
#include "ui/shell/comparison.h"
#include "ui/shell/drafts.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/session.h"
#include "ui/shell/templatecommands.h"
#include "ui/shell/templatedocument.h"

#include <algorithm>

namespace promptuary {

PromptsWorkspace::PromptsWorkspace(Session &session, Drafts &drafts, const Panels &panels, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_store(session.prompts())
    , m_drafts(drafts)
    , m_panels(panels)
    , m_window(window)
    , m_commands(new TemplateCommands(m_store, this))
    , m_activation(new ActivationFlow(m_store, window))
    , m_comparison(new Comparison(*panels.diff, *panels.editor, this))
{
    connect(&session.changes(), &ChangeHub::changed, this, &PromptsWorkspace::readChanges);
    connect(m_commands, &TemplateCommands::created, this, [this](const TemplateSummary &summary) {
        update({summary});
        open(summary.id);
    });
    connect(m_commands, &TemplateCommands::done, this, &PromptsWorkspace::done);
    connect(m_commands, &TemplateCommands::failed, this, &PromptsWorkspace::fail);
    connect(m_activation, &ActivationFlow::done, this, &PromptsWorkspace::done);
    connect(m_activation, &ActivationFlow::failed, this, &PromptsWorkspace::fail);
    connect(panels.page, &PromptPage::environmentChosen, this, &PromptsWorkspace::setEnvironment);
    connectTree();
    connectTimeline();
    connectEditor();
}

PromptsWorkspace::~PromptsWorkspace() = default;

void PromptsWorkspace::connectTree()
{
    TemplateTree *tree = m_panels.tree;
    connect(tree, &TemplateTree::templateChosen, this, &PromptsWorkspace::open);
    connect(tree, &TemplateTree::createRequested, m_commands, &TemplateCommands::create);
    connect(tree, &TemplateTree::renameRequested, m_commands, &TemplateCommands::rename);
    connect(tree, &TemplateTree::moveRequested, m_commands, &TemplateCommands::move);
    connect(tree, &TemplateTree::archiveRequested, m_commands, &TemplateCommands::archive);
    connect(tree, &TemplateTree::restoreRequested, m_commands, &TemplateCommands::restore);
    connect(tree, &TemplateTree::textSearchRequested, this, [this](const QString &text) {
        m_store.search(text).then(this, [this](const Result<QList<TemplateId>> &found) {
            if (found)
                m_panels.tree->setTextMatches(QSet<TemplateId>(found->begin(), found->end()));
            else
                fail(found.error());
        });
    });
}

void PromptsWorkspace::connectTimeline()
{
    Timeline *timeline = m_panels.timeline;
    connect(timeline, &Timeline::versionSelected, this, &PromptsWorkspace::showVersion);
    connect(timeline, &Timeline::activateRequested, this, &PromptsWorkspace::activateSelected);
    connect(timeline, &Timeline::rollBackRequested, this, &PromptsWorkspace::rollBack);
    connect(timeline, &Timeline::deactivateRequested, this, &PromptsWorkspace::deactivate);
    connect(timeline, &Timeline::compareRequested, this, &PromptsWorkspace::compareSelected);
    connect(timeline, &Timeline::editRequested, this, &PromptsWorkspace::editSelected);
}

void PromptsWorkspace::connectEditor()
{
    VersionEditor *editor = m_panels.editor;
    connect(editor, &VersionEditor::saveRequested, this, &PromptsWorkspace::save);
    connect(editor, &VersionEditor::modifiedChanged, m_panels.page, &PromptPage::setModified);
}

void PromptsWorkspace::load()
{
    loadRights();
    // The three lists are read side by side; the tree is filled once, when all are there.
    m_store.taskTypes().then(this, [this](const Result<QList<TaskType>> &types) {
        if (!types)
            return fail(types.error());
        m_taskTypes = *types;
        m_store.environments().then(this, [this](const Result<QList<Environment>> &environments) {
            if (!environments)
                return fail(environments.error());
            m_environments = *environments;
            m_panels.page->setEnvironments(m_environments, m_environment);
        });
        m_store.templates().then(this, [this](const Result<QList<TemplateSummary>> &templates) {
            if (!templates)
                return fail(templates.error());
            m_templates = *templates;
            m_panels.tree->setContents(m_taskTypes, m_templates);
            Q_EMIT loaded();
        });
    });
}

} // namespace promptuary
