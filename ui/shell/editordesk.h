// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/draftjournal.h"
#include "core/prompts/promptstore.h"

#include <QObject>
#include <QPointer>

namespace promptuary
{

class TemplateDocument;
class VersionEditor;

/// What the editor works on: one version of the open template, its unsaved changes in the draft journal, and saving.
class EditorDesk : public QObject
{
    Q_OBJECT
public:
    EditorDesk(VersionEditor &editor, PromptStore &store, DraftJournal &drafts, QString database, QObject *parent);
    ~EditorDesk() override;

    /// Puts a template on the desk; unsaved text of an earlier time comes back with it.
    void open(TemplateDocument *document);
    /// Shows a version, unless there is unsaved text, which stays.
    void show(int number);
    /// Edits from a version, giving up what is unsaved (the caller asked).
    void editFrom(int number);
    void save();
    void keepDraft();
    /// The newest version changed, here or elsewhere.
    void noteNewest();

Q_SIGNALS:
    void filled();
    void saved(int number);
    void done(const QString &sentence);
    void failed(const promptuary::Error &error);

private:
    void edit(int number);
    void restore(const Draft &draft);
    void writeDraft();
    void finishSave(const Result<int> &number, const VersionContent &content);

    VersionEditor &m_editor;
    PromptStore &m_store;
    DraftJournal &m_drafts;
    QString m_database;
    QPointer<TemplateDocument> m_document;
    int m_place = 0;       ///< the open template's, in the journal
    int m_base = 0;        ///< the version in the editor
    int m_knownNewest = 0; ///< what the next save expects
    bool m_saving = false;
};

} // namespace promptuary
