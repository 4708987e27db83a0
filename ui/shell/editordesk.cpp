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
    connect(&editor, &VersionEditor::offerTaken, this, &EditorDesk::putBack);
    connect(&editor, &VersionEditor::discarded, this, &EditorDesk::offerWaiting);
    connect(&editor, &VersionEditor::newestSeen, this, &EditorDesk::acknowledge);
    connect(&drafts, &DraftJournal::failed, this, &EditorDesk::failed);
}

EditorDesk::~EditorDesk()
{
    leave();
}

/// What is unsaved stays in the journal.
void EditorDesk::leave()
{
    if (m_place)
        m_held.append(std::exchange(m_place, 0));
    for (const int place : std::exchange(m_held, {}))
        m_drafts.close(place);
    m_putAside.reset();
}

void EditorDesk::open(TemplateDocument *document)
{
    writeDraft();
    leave();
    m_document = document;
    m_filled = false;
    const DraftJournal::Opened opened = m_drafts.open(m_database, document->id());
    m_place = opened.place;
    m_kept = opened.kept;
    m_waiting = opened.others > 0;
    for (const Error &problem : opened.problems)
        Q_EMIT failed(problem);
    fill();
}

void EditorDesk::fill()
{
    if (m_kept)
        restore(*m_kept);
    else
        edit(m_document->summary().newest);
}

void EditorDesk::show(int number)
{
    if (m_filled && !m_editor.isModified() && number != m_base)
        edit(number);
}

void EditorDesk::editFrom(int number)
{
    if (!m_filled)
        return;
    edit(number, Unsaved::PutAside);
}

/// Leaves what is unsaved in its place of the journal and takes another place for what is typed next.
EditorDesk::PutAside EditorDesk::putAside()
{
    const PutAside aside{draft(), m_place};
    m_drafts.write(m_place, aside.draft);
    m_held.append(m_place);
    DraftJournal::Opened opened = m_drafts.open(m_database, m_document->id());
    while (opened.kept) { // of an earlier time: it waits until this is done
        m_held.append(opened.place);
        opened = m_drafts.open(m_database, m_document->id());
    }
    m_place = opened.place;
    return aside;
}

/// Shows a version in place of what the editor holds.
void EditorDesk::edit(int number, Unsaved unsaved)
{
    m_wanted = number;
    const auto use = [this, number, unsaved, newest = m_document->summary().newest](const Version &version) {
        const bool modified = m_filled && m_editor.isModified();
        if (modified && unsaved == Unsaved::Stays) {
            noteNewest();
            return;
        }
        if (modified)
            m_putAside = putAside();
        m_base = number;
        m_filled = true;
        acknowledge(newest);
        m_editor.edit(version, newest);
        if (modified) {
            m_editor.offer(tr("Your unsaved text was put aside."), tr("Put text back"));
        }
        Q_EMIT filled();
        noteNewest();
    };
    if (number == 0) {
        // A template's first version starts with the two messages most prompts have.
        Version first;
        first.templateId = m_document->id();
        first.content.messages = {{QStringLiteral("system"), {}}, {QStringLiteral("user"), {}}};
        use(first);
        return;
    }
    m_document->withVersions({number}, this,
                             [this, number, use, document = m_document](const TemplateDocument::Versions &versions) {
                                 if (document == m_document && number == m_wanted)
                                     use(versions[number]);
                             });
}

void EditorDesk::restore(const Draft &draft)
{
    m_wanted = draft.parent;
    const int newest = m_document->summary().newest;
    QList<int> needed;
    for (const int number : {draft.parent, newest}) {
        if (number > 0)
            needed.append(number);
    }
    m_document->withVersions(needed, this,
                             [this, draft, newest, document = m_document](const TemplateDocument::Versions &versions) {
                                 if (document != m_document || m_wanted != draft.parent)
                                     return;
                                 m_kept.reset();
                                 if (newest > 0 && versions[newest].content == draft.content) {
                                     // It was saved, and the program ended or went on before the journal learned of it.
                                     m_drafts.discard(m_place);
                                     edit(newest);
                                     return;
                                 }
                                 Version base = versions.value(draft.parent);
                                 base.templateId = document->id();
                                 m_base = draft.parent;
                                 m_filled = true;
                                 acknowledge(draft.newest);
                                 m_editor.edit(base, draft.newest);
                                 m_editor.restore(draft.content, draft.note, draft.at);
                                 noteNewest();
                                 Q_EMIT filled();
                             });
}

void EditorDesk::putBack()
{
    if (!m_putAside || !m_filled)
        return;
    const PutAside back = *std::exchange(m_putAside, std::nullopt);
    if (m_editor.isModified())
        m_putAside = putAside();
    m_drafts.close(m_place);
    m_place = back.place;
    m_held.removeOne(back.place);
    restore(back.draft);
}

/// Once the text in the editor is saved or thrown away, offers the next one that waits.
void EditorDesk::offerWaiting()
{
    if (m_editor.isModified())
        return;
    if (!m_putAside)
        m_putAside = takeWaiting();
    if (m_putAside)
        m_editor.offer(tr("There is another unsaved text of this template."), tr("Show text"));
}

std::optional<EditorDesk::PutAside> EditorDesk::takeWaiting()
{
    if (!m_waiting && m_held.isEmpty())
        return {};
    for (const int place : std::exchange(m_held, {}))
        m_drafts.close(place);
    const DraftJournal::Opened opened = m_drafts.open(m_database, m_document->id());
    m_waiting = opened.others > 0;
    if (!opened.kept) {
        m_drafts.close(opened.place);
        return {};
    }
    m_held.append(opened.place);
    return PutAside{*opened.kept, opened.place};
}

Draft EditorDesk::draft() const
{
    return {m_database,
            m_document->id(),
            m_base,
            m_knownNewest,
            m_editor.content(),
            m_editor.note(),
            QDateTime::currentDateTimeUtc()};
}

void EditorDesk::writeDraft()
{
    // Until the editor is filled it shows another template's text, which must not become this one's draft.
    if (!m_document || !m_place || !m_filled)
        return;
    if (m_editor.isModified())
        m_drafts.write(m_place, draft());
    else
        m_drafts.discard(m_place);
}

void EditorDesk::keepDraft()
{
    writeDraft();
    m_drafts.flush();
}

void EditorDesk::noteNewest()
{
    if (!m_document || !m_filled || m_document->summary().newest <= std::max(m_knownNewest, m_told) || m_saving)
        return;
    const int newest = m_document->summary().newest;
    if (!m_editor.isModified() && m_base == m_knownNewest) {
        edit(newest);
        return;
    }
    if (!m_editor.isModified()) {
        // Who reads an older version goes on reading it.
        acknowledge(newest);
        m_editor.setNewest(newest);
        return;
    }
    const VersionSummary *version = m_document->find(newest);
    tell(newest, version ? version->author : QString());
    m_document->withVersions({newest}, this,
                             [this, newest, document = m_document](const TemplateDocument::Versions &versions) {
                                 if (document == m_document && m_filled)
                                     takeAsSaved(newest, versions[newest].content);
                             });
}

/// Until the user has seen to it, a save still expects the newest version they know, and the database refuses it.
void EditorDesk::tell(int newest, const QString &author)
{
    m_told = newest;
    m_editor.newestChanged(newest, author);
}

void EditorDesk::acknowledge(int newest)
{
    m_knownNewest = newest;
    m_told = 0;
}

/// Where the text is that of a version, it is not unsaved: it was saved from here before going to another template and
/// back, or in another window.
void EditorDesk::takeAsSaved(int number, const VersionContent &content)
{
    if (number != m_document->summary().newest || m_editor.content() != content)
        return;
    m_base = m_wanted = number;
    acknowledge(number);
    m_editor.markSaved(number, content);
    writeDraft();
}

void EditorDesk::save()
{
    if (!m_document || !m_filled || m_saving)
        return;
    if (const auto checked = m_editor.validated(); !checked) {
        Q_EMIT failed(checked.error());
        return;
    }
    if (m_base == 0)
        m_editor.removeBlankMessages(); // a first version is offered more messages than it may need
    const VersionContent content = m_editor.content();
    m_saving = true;
    m_store.save({m_document->id(), m_base, m_knownNewest, content, m_editor.note()})
        .then(this, [this, content, document = m_document](const Result<int> &number) {
            m_saving = false;
            if (document == m_document)
                finishSave(number, content);
        });
}

void EditorDesk::finishSave(const Result<int> &number, const VersionContent &content)
{
    if (number) {
        m_base = m_wanted = *number;
        acknowledge(*number);
        // Text typed while the save was on its way is not in this version and stays unsaved.
        m_editor.markSaved(*number, content);
        writeDraft();
        Q_EMIT saved(*number);
        Q_EMIT done(tr("Saved “%1” as v%2. It serves nowhere until it is activated.")
                        .arg(m_document->summary().name, QString::number(*number)));
        offerWaiting();
        return;
    }
    const Error &error = number.error();
    if (error.kind == ErrorKind::Conflict && error.detail.contains(u"newest"))
        tell(error.detail[u"newest"].toInt(), error.detail[u"author"].toString());
    Q_EMIT failed(error);
}

} // namespace promptuary
