// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/prompts/promptstore.h"

#include <QObject>
#include <QSet>

namespace promptuary {

class ActivationFlow;
class Comparison;
class DiffViewer;
class Drafts;
class PromptPage;
class Session;
class TemplateCommands;
class TemplateDocument;
class TemplateTree;
class Timeline;
class VersionEditor;

/// The activity "Prompts": wires tree, editor, diff and timeline of one window to the stores. It holds no rule of its own;
/// what it shows changes when the database says so.
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

    PromptsWorkspace(Session &session, Drafts &drafts, const Panels &panels, QWidget *window);
    ~PromptsWorkspace() override;

    void load(); ///< everything the tree shows; the template of `openWhenLoaded` is opened then
    void openWhenLoaded(const QString &key) { m_openWhenLoaded = key; }
    void open(TemplateId id);
    [[nodiscard]] const QList<TemplateSummary> &templates() const { return m_templates; }
    [[nodiscard]] TemplateDocument *document() const { return m_document; }
    [[nodiscard]] const Rights &rights() const { return m_rights; }
    [[nodiscard]] QString environment() const { return m_environment; }
    void setEnvironment(const QString &environment);

    void save();
    void activateSelected();
    void rollBack();
    void deactivate();
    void compareSelected();
    void editSelected();

Q_SIGNALS:
    void loaded();                                           ///< the tree is filled
    void shown(const promptuary::TemplateSummary &summary);  ///< editor and timeline are filled
    void rightsChanged(const promptuary::Rights &rights);
    void done(const QString &sentence);
    void failed(const promptuary::Error &error, const QString &retryName, const std::function<void()> &retry);

private:
    void connectTree();
    void connectTimeline();
    void connectEditor();
    void loadRights();
    void readChanges(const ChangeSet &changes);
    void update(const QList<TemplateSummary> &changed);
    void showSummary();
    void showHistory();
    void showVersion(int number);
    void saveContent(const VersionContent &content);
    void fail(const Error &error);
    [[nodiscard]] QString taskTypeName(const QString &key) const;

    Session &m_session;
    PromptStore &m_store;
    Drafts &m_drafts;
    Panels m_panels;
    QWidget *m_window;
    TemplateCommands *m_commands;
    ActivationFlow *m_activation;
    Comparison *m_comparison;
    TemplateDocument *m_document = nullptr;
    QList<TaskType> m_taskTypes;
    QList<Environment> m_environments;
    QList<TemplateSummary> m_templates;
    Rights m_rights;
    QString m_environment = QStringLiteral("production");
    QString m_openWhenLoaded;
    int m_selected = 0;      ///< the version chosen in the timeline
    bool m_filled = false;   ///< the editor shows the open template
};

} // namespace promptuary
