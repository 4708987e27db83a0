// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/promptsworkspace.h"

#include "ui/diff/diffviewer.h"
#include "ui/prompts/templatetree.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/activationflow.h"
#include "ui/shell/comparison.h"
#include "ui/shell/editordesk.h"
#include "ui/shell/newtemplateflow.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/session.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatecommands.h"
#include "ui/shell/templatedocument.h"

#include <algorithm>

namespace promptuary
{

PromptsWorkspace::PromptsWorkspace(Session &session, DraftJournal &drafts, const Panels &panels, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_store(session.prompts())
    , m_panels(panels)
    , m_catalog(new TemplateCatalog(m_store, this))
    , m_commands(new TemplateCommands(m_store, this))
    , m_creation(new NewTemplateFlow(m_store, window))
    , m_activation(new ActivationFlow(m_store, session.executions(), window))
    , m_comparison(new Comparison(*panels.diff, *panels.editor, this))
    , m_desk(new EditorDesk(*panels.editor, m_store, drafts, session.databaseIdentity(), this))
{
    connect(&session.changes(), &ChangeHub::changed, this, &PromptsWorkspace::readChanges);
    connect(&session.changes(), &ChangeHub::stateChanged, this, [this](ChangeHub::State state) {
        if (state == ChangeHub::State::Lost)
            m_lost = true;
        else if (state == ChangeHub::State::Live && std::exchange(m_lost, false))
            retry();
    });
    connect(panels.page, &PromptPage::environmentChosen, this, &PromptsWorkspace::setEnvironment);
    connect(panels.editor, &VersionEditor::modifiedChanged, panels.page, &PromptPage::setModified);
    connect(panels.editor, &VersionEditor::compareRequested, this, [this](int version) { compare(version, 0); });
    connect(m_catalog, &TemplateCatalog::filled, this, &PromptsWorkspace::fillTree);
    connect(m_catalog, &TemplateCatalog::changed, this, &PromptsWorkspace::update);
    connect(m_catalog, &TemplateCatalog::failed, this, &PromptsWorkspace::failed);
    connectTree();
    connectTimeline();
    connectCommands();
}

PromptsWorkspace::~PromptsWorkspace() = default;

void PromptsWorkspace::connectTree()
{
    TemplateTree *tree = m_panels.tree;
    connect(tree, &TemplateTree::templateChosen, this, &PromptsWorkspace::open);
    connect(tree, &TemplateTree::createRequested, this, &PromptsWorkspace::askForTemplate);
    connect(tree, &TemplateTree::renameRequested, m_commands, &TemplateCommands::rename);
    connect(tree, &TemplateTree::moveRequested, m_commands, &TemplateCommands::move);
    connect(tree, &TemplateTree::archiveRequested, m_commands, &TemplateCommands::archive);
    connect(tree, &TemplateTree::restoreRequested, m_commands, &TemplateCommands::restore);
    connect(tree, &TemplateTree::importRequested, this, &PromptsWorkspace::importRequested);
    connect(tree, &TemplateTree::textSearchRequested, this, [this](const QString &text) {
        m_store.search(text).then(this, [this, text](const Result<QList<TemplateId>> &found) {
            if (found)
                m_panels.tree->setTextMatches(QSet<TemplateId>(found->begin(), found->end()), text);
            else
                Q_EMIT failed(found.error());
        });
    });
}

void PromptsWorkspace::connectTimeline()
{
    Timeline *timeline = m_panels.timeline;
    connect(timeline, &Timeline::versionSelected, this, &PromptsWorkspace::select);
    connect(timeline, &Timeline::activateRequested, this, &PromptsWorkspace::activateSelected);
    connect(timeline, &Timeline::rollBackRequested, this,
            [this](int number) { m_activation->rollBack(m_document, number, m_environment); });
    connect(timeline, &Timeline::deactivateRequested, this, &PromptsWorkspace::deactivate);
    connect(timeline, &Timeline::compareRequested, this, &PromptsWorkspace::compareSelected);
    connect(timeline, &Timeline::editRequested, this, &PromptsWorkspace::editSelected);
    connect(m_panels.page, &PromptPage::tabShown, this, [this](PromptPage::Tab tab) {
        if (tab != PromptPage::DiffTab)
            return;
        if (m_panels.editor->isModified())
            m_comparison->showUnsaved();
        else
            m_comparison->showVersion(m_selected);
    });
}

void PromptsWorkspace::connectCommands()
{
    connect(m_commands, &TemplateCommands::done, this, &PromptsWorkspace::done);
    connect(m_commands, &TemplateCommands::failed, this, &PromptsWorkspace::failed);
    connect(m_creation, &NewTemplateFlow::created, this, &PromptsWorkspace::showNew);
    connect(m_activation, &ActivationFlow::done, this, &PromptsWorkspace::done);
    connect(m_activation, &ActivationFlow::failed, this, &PromptsWorkspace::failed);
    connect(m_desk, &EditorDesk::done, this, &PromptsWorkspace::done);
    connect(m_desk, &EditorDesk::failed, this, &PromptsWorkspace::failed);
    connect(m_desk, &EditorDesk::saved, this, [this](int number) { m_selected = number; });
    connect(m_desk, &EditorDesk::filled, this, [this] {
        // Someone else's new version came into the editor: what the buttons are about is what one reads.
        if (!m_panels.editor->isModified() && m_desk->base() > 0 && m_document->find(m_desk->base()))
            m_panels.timeline->select(m_desk->base());
        Q_EMIT shown(m_document->summary());
    });
}

void PromptsWorkspace::start(const QString &templateKey, const QString &environment)
{
    m_openWhenLoaded = templateKey;
    m_environment = environment;
    m_panels.tree->setEnvironment(environment);
    auto early = m_session.takeLists();
    PromptLists lists = early ? std::move(*early) : m_store.lists();
    showRights(std::move(lists.rights));
    showEnvironments(std::move(lists.environments));
    m_catalog->take(std::move(lists.taskTypes), std::move(lists.templates));
}

void PromptsWorkspace::showEnvironments(QFuture<Result<QList<Environment>>> environments)
{
    environments.then(this, [this](const Result<QList<Environment>> &read) {
        if (!read)
            return Q_EMIT failed(read.error());
        m_environments = *read;
        m_panels.page->setEnvironments(*read, m_environment);
        QStringList keys;
        for (const Environment &environment : *read)
            keys.append(environment.key);
        m_activation->setEnvironments(keys);
        Q_EMIT templateShown();
    });
}

void PromptsWorkspace::showRights(QFuture<Result<Rights>> rights)
{
    rights.then(this, [this](const Result<Rights> &read) {
        if (!read)
            return Q_EMIT failed(read.error());
        m_rights = *read;
        m_panels.tree->setRights(m_rights);
        m_panels.timeline->setRights(m_rights);
        m_panels.editor->setReadOnly(!m_rights.edit,
                                     tr("You may read and compare; saving needs the role promptuary_editor."));
        Q_EMIT rightsChanged(m_rights);
    });
}

void PromptsWorkspace::fillTree()
{
    m_panels.tree->setContents(m_catalog->taskTypes(), m_catalog->templates());
    if (m_document) {
        if (const TemplateSummary *summary = m_catalog->find(m_document->id()))
            showChange(*summary);
        return;
    }
    const QList<TemplateSummary> &templates = m_catalog->templates();
    const auto wanted = std::ranges::find_if(templates, [this](const TemplateSummary &summary) {
        return summary.key == m_openWhenLoaded || (m_openWhenLoaded.isEmpty() && !summary.archived);
    });
    if (wanted != templates.end())
        open(wanted->id);
    else
        m_panels.page->showMessage(
            tr("No template chosen"),
            tr("Choose one at the left, make a new one with Ctrl+N, or import what you have with Ctrl+I."));
}

void PromptsWorkspace::showChange(const TemplateSummary &summary)
{
    m_document->setSummary(summary);
    m_document->reload();
}

void PromptsWorkspace::open(TemplateId id)
{
    const TemplateSummary *summary = m_catalog->find(id);
    if (!summary || (m_document && m_document->id() == id))
        return;
    if (m_document) {
        m_document->disconnect(this); // what it still waits for is not of the template that is shown
        m_document->deleteLater();
    }
    m_document = new TemplateDocument(m_store, *summary, this);
    showDocument();
}

void PromptsWorkspace::showDocument()
{
    TemplateDocument *document = m_document;
    connect(document, &TemplateDocument::summaryChanged, this, [this, document] {
        showSummary();
        if (m_desk->isFilled())
            Q_EMIT shown(document->summary()); // a new name stands in the window's title too
    });
    connect(document, &TemplateDocument::historyChanged, this, &PromptsWorkspace::showHistory);
    connect(document, &TemplateDocument::activationsChanged, this, [this, document] {
        m_panels.timeline->setActivations(document->activations());
        Q_EMIT templateShown();
    });
    connect(document, &TemplateDocument::sizesChanged, m_panels.timeline, &Timeline::setSizes);
    connect(document, &TemplateDocument::failed, this, [this, document](const Error &error) {
        if (!m_desk->isFilled()) {
            m_panels.page->showMessage(document->summary().name,
                                       tr("Its text could not be read. It comes as soon as the database answers."));
            Q_EMIT unreadable(document->summary());
        }
        Q_EMIT failed(error);
    });
    m_selected = document->summary().newest;
    m_panels.timeline->clear();
    m_panels.tree->setCurrent(document->id());
    showSummary();
    m_comparison->setDocument(document, m_environment);
    m_desk->open(document);
    document->reload();
}

void PromptsWorkspace::showSummary()
{
    const TemplateSummary &summary = m_document->summary();
    m_panels.page->setTemplate(summary, m_catalog->taskTypeName(summary.taskType));
    m_panels.timeline->setActive(summary.active, m_environment);
    m_panels.timeline->setArchived(summary.archived);
    Q_EMIT activeShown(m_document->activeIn(m_environment), m_environment);
    Q_EMIT templateShown();
}

void PromptsWorkspace::showHistory()
{
    m_panels.timeline->setHistory(m_document->history());
    if (m_selected > 0)
        m_panels.timeline->select(m_selected);
    m_desk->noteNewest();
    Q_EMIT historyShown();
}

/// Reads what could not be read while the database was away. What changed meanwhile, the change hub tells.
void PromptsWorkspace::retry()
{
    if (m_rights.role.isEmpty())
        showRights(m_store.rights());
    if (m_catalog->isEmpty()) {
        showEnvironments(m_store.environments());
        m_catalog->readAll();
    }
    if (!m_document)
        return;
    if (!m_desk->isFilled()) {
        showSummary();
        m_desk->fill();
    }
    m_document->reload();
}

void PromptsWorkspace::readChanges(const ChangeSet &changes)
{
    if (changes.everything || changes.taskTypes) {
        showEnvironments(m_store.environments());
        m_catalog->readAll();
    } else {
        m_catalog->read(changes.templates);
    }
}

void PromptsWorkspace::update(const QList<TemplateSummary> &changed)
{
    m_panels.tree->update(changed);
    if (!m_document)
        return;
    const auto mine = std::ranges::find(changed, m_document->id(), &TemplateSummary::id);
    if (mine != changed.end())
        showChange(*mine);
}

void PromptsWorkspace::setEnvironment(const QString &environment)
{
    m_environment = environment;
    m_panels.tree->setEnvironment(environment);
    m_comparison->setEnvironment(environment);
    if (m_document)
        showSummary();
    Q_EMIT rightsChanged(m_rights);
}

void PromptsWorkspace::select(int number)
{
    m_selected = number;
    m_desk->show(number);
    if (m_panels.page->tab() == PromptPage::DiffTab)
        m_comparison->showVersion(number);
}

void PromptsWorkspace::newTemplate()
{
    askForTemplate(m_document ? m_document->summary().taskType : QString());
}

void PromptsWorkspace::askForTemplate(const QString &taskType)
{
    m_creation->ask(m_catalog->taskTypes(), taskType);
}

void PromptsWorkspace::showNew(const TemplateSummary &summary)
{
    m_catalog->update({summary});
    m_panels.tree->clearFilter(); // it would hide the new one
    m_panels.page->showTab(PromptPage::EditorTab);
    open(summary.id);
    m_panels.editor->setFocus();
}

void PromptsWorkspace::save()
{
    m_desk->save();
}

void PromptsWorkspace::activateSelected()
{
    if (m_document && m_selected > 0)
        m_activation->activate(m_document, m_selected, m_environment);
}

void PromptsWorkspace::rollBack()
{
    if (m_document)
        m_activation->rollBack(m_document, 0, m_environment);
}

void PromptsWorkspace::rollBackTo(TemplateId id, int number, const QString &environment, const QString &reason)
{
    open(id);
    setEnvironment(environment);
    if (m_document && m_document->id() == id)
        m_activation->rollBack(m_document, number, environment, reason);
}

void PromptsWorkspace::deactivate()
{
    if (m_document && m_document->activeIn(m_environment) > 0)
        m_activation->deactivate(m_document, m_environment);
}

void PromptsWorkspace::compareSelected()
{
    m_panels.page->showTab(PromptPage::DiffTab);
    m_comparison->showVersion(m_selected);
}

void PromptsWorkspace::compare(int left, int right)
{
    m_panels.page->showTab(PromptPage::DiffTab);
    m_comparison->show(left, right);
}

void PromptsWorkspace::editSelected()
{
    m_panels.page->showTab(PromptPage::EditorTab);
    if (m_document && m_selected > 0)
        m_desk->editFrom(m_selected);
}

void PromptsWorkspace::keepDraft()
{
    m_desk->keepDraft();
}

} // namespace promptuary
