// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/comparison.h"

#include "ui/diff/diffviewer.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/templatedocument.h"

#include <QEvent>

#include <ranges>

namespace promptuary
{

namespace
{

/// The side that is the editor's unsaved text; versions count from 1.
constexpr int unsaved = 0;

QString idOf(int side)
{
    return side == unsaved ? QStringLiteral("unsaved") : QString::number(side);
}

} // namespace

Comparison::Comparison(DiffViewer &viewer, VersionEditor &editor, QObject *parent)
    : QObject(parent)
    , m_viewer(viewer)
    , m_editor(editor)
{
    viewer.installEventFilter(this);
    connect(&viewer, &DiffViewer::sidesRequested, this, [this](const QString &left, const QString &right) {
        // "unsaved" is no number, which toInt reads as 0.
        show(left.toInt(), right.toInt());
    });
    connect(&editor, &VersionEditor::contentEdited, this, [this] {
        if (m_document && m_viewer.isVisible() && (m_left == unsaved || m_right == unsaved))
            show(m_left, m_right);
    });
    connect(&editor, &VersionEditor::modifiedChanged, this, &Comparison::offerChoices);
}

void Comparison::setDocument(TemplateDocument *document, const QString &environment)
{
    m_document = document;
    m_environment = environment;
    m_left = m_right = unsaved;
    m_viewer.clear(); // what it shows is another template's
    offerChoices();
    connect(document, &TemplateDocument::historyChanged, this, &Comparison::offerChoices);
    connect(document, &TemplateDocument::summaryChanged, this, &Comparison::offerChoices);
}

void Comparison::setEnvironment(const QString &environment)
{
    m_environment = environment;
    offerChoices();
}

bool Comparison::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        offerChoices();
    return QObject::eventFilter(watched, event);
}

DiffChoice Comparison::choice(int side) const
{
    if (side == unsaved)
        return {idOf(side), tr("unsaved text"), PillKind::Accent};
    if (side == m_document->activeIn(m_environment))
        return {idOf(side), tr("v%1 · active").arg(side), PillKind::Active};
    if (side == m_document->summary().newest)
        return {idOf(side), tr("v%1 · newest").arg(side), PillKind::Warning};
    return {idOf(side), tr("v%1").arg(side), PillKind::Neutral};
}

void Comparison::offerChoices()
{
    if (!m_document || !m_viewer.isVisible())
        return;
    QList<DiffChoice> choices;
    if (m_editor.isModified())
        choices.append(choice(unsaved));
    for (const VersionSummary &version : std::views::reverse(m_document->history()))
        choices.append(choice(version.number));
    m_viewer.setChoices(choices);
}

void Comparison::showVersion(int number)
{
    if (!m_document || number <= 0)
        return;
    const int active = m_document->activeIn(m_environment);
    const VersionSummary *version = m_document->find(number);
    const int parent = version ? version->parent : 0;
    if (active > 0 && active != number)
        show(active, number);
    else if (parent > 0)
        show(parent, number);
    else
        m_viewer.clear(); // a first version that serves has nothing to be held against
}

void Comparison::showUnsaved()
{
    if (m_document)
        show(m_editor.base(), unsaved);
}

void Comparison::show(int left, int right)
{
    if (!m_document)
        return;
    m_left = left;
    m_right = right;
    QList<int> needed;
    for (const int side : {left, right}) {
        if (side != unsaved)
            needed.append(side);
    }
    m_document->withVersions(
        needed, this, [this, document = m_document, left, right](const TemplateDocument::Versions &versions) {
            if (document != m_document || left != m_left || right != m_right)
                return; // the user chose again meanwhile
            const auto side = [&](int number) {
                const DiffChoice chosen = choice(number);
                const VersionContent content = number == unsaved ? m_editor.content() : versions.value(number).content;
                return DiffSide{chosen.label, chosen.kind, content, chosen.id};
            };
            m_viewer.setSides(side(left), side(right));
        });
}

} // namespace promptuary
