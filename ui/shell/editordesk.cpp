// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editordesk.h"

#include "ui/prompts/versioneditor.h"
#include "ui/shell/templatedocument.h"

namespace promptuary
{

EditorDesk::EditorDesk(VersionEditor &editor, PromptStore &store, DraftJournal &drafts, QString database,
                       QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_store(store)
    , m_drafts(drafts)
    , m_database(std::move(database))
{
    connect(&editor, &VersionEditor::saveRequested, this, &EditorDesk::save);
    connect(&editor, &VersionEditor::contentEdited, this, &EditorDesk::writeDraft);
    connect(&drafts, &DraftJournal::failed, this, &EditorDesk::failed);
}

EditorDesk::~EditorDesk()
{
    if (m_place)
        m_drafts.close(m_place);
}

void EditorDesk::open(TemplateDocument *document)
{
    writeDraft();
    if (m_place)
        m_drafts.close(m_place);
    m_document = document;
    m_knownNewest = document->summary().newest;
    const DraftJournal::Opened opened = m_drafts.open(m_database, document->id());
    m_place = opened.place;
    for (const Error &problem : opened.problems)
        Q_EMIT failed(problem);
    if (opened.kept)
        restore(*opened.kept);
    else
        edit(m_knownNewest);
}

void EditorDesk::show(int number)
{
    if (!m_editor.isModified() && number != m_base)
        edit(number);
}

void EditorDesk::editFrom(int number)
{
    m_drafts.discard(m_place);
    m_knownNewest = m_document->summary().newest;
    edit(number);
}

void EditorDesk::edit(int number)
{
    m_base = number;
    if (number == 0) {
        // A template's first version starts with the two messages most prompts have.
        Version first;
        first.templateId = m_document->id();
        first.content.messages = {{QStringLiteral("system"), {}}, {QStringLiteral("user"), {}}};
        m_editor.edit(first, 0);
        Q_EMIT filled();
        return;
    }
    m_document->withVersions({number}, this,
                             [this, number, document = m_document](const TemplateDocument::Versions &versions) {
                                 if (document != m_document || number != m_base)
                                     return;
                                 m_editor.edit(versions[number], m_knownNewest);
                                 Q_EMIT filled();
                             });
}

void EditorDesk::restore(const Draft &draft)
{
    m_base = draft.parent;
    m_knownNewest = draft.newest;
    const auto fill = [this, draft](const Version &base) {
        m_editor.edit(base, draft.newest);
        m_editor.restore(draft.content, draft.note, draft.at);
        noteNewest();
        Q_EMIT filled();
    };
    if (draft.parent == 0) {
        Version empty;
        empty.templateId = m_document->id();
        fill(empty);
        return;
    }
    m_document->withVersions({draft.parent}, this,
                             [this, fill, draft, document = m_document](const TemplateDocument::Versions &versions) {
                                 if (document == m_document && m_base == draft.parent)
                                     fill(versions[draft.parent]);
                             });
}

void EditorDesk::writeDraft()
{
    if (!m_document || !m_place)
        return;
    if (!m_editor.isModified()) {
        m_drafts.discard(m_place);
        return;
    }
    m_drafts.write(m_place, {m_database, m_document->id(), m_base, m_knownNewest, m_editor.content(), m_editor.note(),
                             QDateTime::currentDateTimeUtc()});
}

void EditorDesk::keepDraft()
{
    writeDraft();
    m_drafts.flush();
}

void EditorDesk::noteNewest()
{
    if (!m_document || m_document->summary().newest <= m_knownNewest || m_saving)
        return;
    const int newest = m_document->summary().newest;
    const VersionSummary *version = m_document->find(newest);
    const QString author = version ? version->author : QString();
    m_knownNewest = newest;
    if (m_editor.isModified())
        m_editor.newestChanged(newest, author);
    else
        edit(newest);
}

void EditorDesk::save()
{
    if (!m_document || m_saving)
        return;
    const auto content = m_editor.validated();
    if (!content) {
        Q_EMIT failed(content.error());
        return;
    }
    m_saving = true;
    m_store.save({m_document->id(), m_base, m_knownNewest, *content, m_editor.note()})
        .then(this, [this, content = *content, document = m_document](const Result<int> &number) {
            m_saving = false;
            if (document == m_document)
                finishSave(number, content);
        });
}

void EditorDesk::finishSave(const Result<int> &number, const VersionContent &content)
{
    if (number) {
        m_base = m_knownNewest = *number;
        // Text typed while the save was on its way is not in this version and stays unsaved.
        m_editor.markSaved(*number, content);
        writeDraft();
        Q_EMIT saved(*number);
        Q_EMIT done(tr("Saved as v%1. It serves nowhere until it is activated.").arg(*number));
        return;
    }
    const Error &error = number.error();
    if (error.kind == ErrorKind::Conflict && error.detail.contains(u"newest")) {
        m_knownNewest = error.detail[u"newest"].toInt();
        m_editor.newestChanged(m_knownNewest, error.detail[u"author"].toString());
    }
    Q_EMIT failed(error);
}

} // namespace promptuary
