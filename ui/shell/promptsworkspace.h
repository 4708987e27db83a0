// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/prompts/draft.h"
#include "core/prompts/promptstore.h"
#include "ui/shell/templatedocument.h"

#include <QObject>
#include <QPointer>

namespace promptuary
{

class ActivationFlow;
class Comparison;
class DiffViewer;
class DraftJournal;
class EditorDesk;
class NewTemplateFlow;
class PromptPage;
class Session;
class TemplateCatalog;
class TemplateCommands;
class TemplateTree;
class Timeline;
class VersionEditor;

/// The activity "Prompts": wires tree, editor, diff and timeline of one window to the stores. It holds no rule of its
/// own; what it shows changes when the database says so.
class PromptsWorkspace : public QObject
{
    Q_OBJECT
public:
    struct Panels {
        TemplateTree *tree;
        PromptPage *page;
        VersionEditor *editor;
        DiffViewer *diff;
        Timeline *timeline;
    };

    PromptsWorkspace(Session &session, DraftJournal &drafts, const Panels &panels, QWidget *window);
    ~PromptsWorkspace() override;

    /// Reads everything the tree shows, then opens the template of that key, else the first one.
    void start(const QString &templateKey, const QString &environment);
    void open(TemplateId id);
    void setEnvironment(const QString &environment);

    [[nodiscard]] const TemplateCatalog &catalog() const { return *m_catalog; }
    [[nodiscard]] TemplateDocument *document() const { return m_document; }
    [[nodiscard]] const Rights &rights() const { return m_rights; }
    [[nodiscard]] QString environment() const { return m_environment; }
    [[nodiscard]] const QList<Environment> &environments() const { return m_environments; }

    void newTemplate(); ///< of the task type of the open one
    void save();
    void activateSelected();
    void rollBack();
    /// Opens the template and the review of going back to that version, with a reason to begin with.
    void rollBackTo(TemplateId id, int number, const QString &environment, const QString &reason);
    void deactivate();
    void compareSelected();
    void compare(int left, int right); ///< texts of the open template's versions, 0 for the unsaved one
    void editSelected();
    void keepDraft(); ///< writes what is unsaved to the journal, now

Q_SIGNALS:
    void shown(const promptuary::TemplateSummary &summary);      ///< the editor is filled
    void unreadable(const promptuary::TemplateSummary &summary); ///< the page says so in the editor's place
    void historyShown();                                         ///< the timeline is filled
    void templateShown(); ///< another one, or its summary, history or activations are others; or the environments
    void rightsChanged(const promptuary::Rights &rights);
    void activeShown(int active, const QString &environment); ///< of the open template; 0 for none
    void done(const QString &sentence);
    void failed(const promptuary::Error &error);
    void importRequested();

private:
    void connectTree();
    void connectTimeline();
    void connectCommands();
    void showRights(QFuture<Result<Rights>> rights);
    void showEnvironments(QFuture<Result<QList<Environment>>> environments);
    void askForTemplate(const QString &taskType);
    void showNew(const TemplateSummary &summary);
    void fillTree();
    void showChange(const TemplateSummary &summary);
    void retry();
    void readChanges(const ChangeSet &changes);
    void update(const QList<TemplateSummary> &changed);
    void showDocument();
    void showSummary();
    void showHistory();
    void select(int number);

    Session &m_session;
    PromptStore &m_store;
    Panels m_panels;
    TemplateCatalog *m_catalog;
    TemplateCommands *m_commands;
    NewTemplateFlow *m_creation;
    ActivationFlow *m_activation;
    Comparison *m_comparison;
    EditorDesk *m_desk;
    QPointer<TemplateDocument> m_document;
    Rights m_rights;
    QList<Environment> m_environments;
    QString m_environment;
    QString m_openWhenLoaded;
    bool m_lost = false; ///< the database was away
    int m_selected = 0;  ///< the version chosen in the timeline
};

} // namespace promptuary
