// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/draftjournal.h"
#include "core/prompts/promptstore.h"

#include <QObject>
#include <QPointer>

#include <optional>

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
    /// Edits from a version. Unsaved text is put aside, and a strip offers to put it back.
    void editFrom(int number);
    /// False while the editor still shows what it showed before open(): the text is being read, or could not be.
    [[nodiscard]] bool isFilled() const { return m_filled; }
    [[nodiscard]] int base() const { return m_base; } ///< the version in the editor
    void fill();                                      ///< again, where reading the text failed
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
    /// Unsaved text that is not in the editor, in the place where the journal has it.
    struct PutAside {
        Draft draft;
        int place;
    };

    enum class Unsaved : std::uint8_t { Stays, PutAside };
    void edit(int number, Unsaved unsaved = Unsaved::Stays);
    void restore(const Draft &draft);
    void putBack();
    [[nodiscard]] PutAside putAside();
    void leave();
    void offerWaiting();
    [[nodiscard]] std::optional<PutAside> takeWaiting();
    void tell(int newest, const QString &author);
    void acknowledge(int newest);
    void takeAsSaved(int number, const VersionContent &content);
    void writeDraft();
    [[nodiscard]] Draft draft() const;
    void finishSave(const Result<int> &number, const VersionContent &content);

    VersionEditor &m_editor;
    PromptStore &m_store;
    DraftJournal &m_drafts;
    QString m_database;
    QPointer<TemplateDocument> m_document;
    int m_place = 0;                    ///< the open template's, in the journal
    std::optional<Draft> m_kept;        ///< what the journal had of it, until it is in the editor
    std::optional<PutAside> m_putAside; ///< what the strip offers to put back
    QList<int>
        m_held; ///< places of this template beside m_place: text in them waits until the one in the editor is done
    bool m_waiting = false; ///< the journal had more text of this template when it was asked last
    int m_base = 0;         ///< the version in the editor
    int m_wanted = 0;       ///< the version that is on its way there
    int m_knownNewest = 0;  ///< the newest version the user knows of, which a save expects
    int m_told = 0;         ///< the newest version the strip tells of, while they have not seen to it
    bool m_filled = false;
    bool m_saving = false;
};

} // namespace promptuary
