// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/textfinder.h"

#include "ui/prompts/codeeditor.h"
#include "ui/prompts/findbar.h"

#include <utility>

namespace promptuary
{

TextFinder::TextFinder(FindBar *bar, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
{
    connect(bar, &FindBar::queryChanged, this, [this] {
        search();
        // What is typed is looked for from the caret on, without leaving the line it is typed in.
        if (const qsizetype index = placeAtCaret(true); index >= 0)
            select(index);
    });
    connect(bar, &FindBar::nextRequested, this, &TextFinder::next);
    connect(bar, &FindBar::previousRequested, this, &TextFinder::previous);
    connect(bar, &FindBar::replaceRequested, this, &TextFinder::replace);
    connect(bar, &FindBar::replaceAllRequested, this, &TextFinder::replaceAll);
    connect(bar, &FindBar::closed, this, &TextFinder::close);
}

void TextFinder::setEditors(const QList<CodeEditor *> &editors)
{
    // Editors stay from one text to the next; connected again each time, they would tell more and more often.
    for (CodeEditor *editor : std::as_const(m_editors))
        disconnect(editor, &CodeEditor::caretMoved, this, nullptr);
    m_editors = editors;
    m_places.clear();
    m_current = -1;
    for (CodeEditor *editor : editors)
        connect(editor, &CodeEditor::caretMoved, this, [this, editor] { m_last = editor; });
    search();
}

CodeEditor *TextFinder::focused() const
{
    for (CodeEditor *editor : std::as_const(m_editors)) {
        if (editor->hasFocus())
            return editor;
    }
    if (m_last && m_editors.contains(m_last.data()))
        return m_last;
    return m_editors.value(0);
}

void TextFinder::open(bool replacing)
{
    CodeEditor *editor = focused();
    m_last = editor;
    m_bar->open(replacing, editor ? editor->selectedText() : QString());
}

void TextFinder::close()
{
    m_bar->hide();
    for (CodeEditor *editor : std::as_const(m_editors))
        editor->setMarks({}, -1);
    m_places.clear();
    if (CodeEditor *editor = focused())
        editor->setFocus();
}

void TextFinder::search()
{
    m_places.clear();
    m_current = -1;
    if (!m_bar->isVisible())
        return;
    const SearchQuery query = m_bar->query();
    const Result<QRegularExpression> expression = searchExpression(query);
    if (!expression) {
        mark();
        m_bar->showProblem(expression.error().message);
        return;
    }
    m_expression = *expression;
    for (CodeEditor *editor : std::as_const(m_editors)) {
        int number = 0;
        if (query.text.isEmpty())
            break;
        for (const SearchMatch &match : findMatches(editor->content(), m_expression))
            m_places.append({.editor = editor, .match = match, .inEditor = number++});
    }
    mark();
}

void TextFinder::mark()
{
    for (CodeEditor *editor : std::as_const(m_editors)) {
        QList<std::pair<qsizetype, qsizetype>> stretches;
        for (const Place &place : std::as_const(m_places)) {
            if (place.editor == editor)
                stretches.append({place.match.start, place.match.end});
        }
        const bool here = m_current >= 0 && m_places[m_current].editor == editor;
        editor->setMarks(stretches, here ? m_places[m_current].inEditor : -1);
    }
    m_bar->showCount(int(m_current) + 1, int(m_places.size()));
}

qsizetype TextFinder::placeAtCaret(bool forwards) const
{
    const CodeEditor *from = focused();
    if (m_places.isEmpty() || !from)
        return -1;
    const qsizetype at = m_editors.indexOf(from);
    const auto start = from->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART);
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const qsizetype editor = m_editors.indexOf(m_places[i].editor);
        if (editor > at || (editor == at && m_places[i].match.start >= start))
            return forwards ? i : (i + m_places.size() - 1) % m_places.size();
    }
    return forwards ? 0 : m_places.size() - 1;
}

void TextFinder::select(qsizetype index)
{
    m_current = index;
    const Place &place = m_places.at(index);
    place.editor->SendScintilla(QsciScintillaBase::SCI_SETSEL, static_cast<unsigned long>(place.match.start),
                                long(place.match.end));
    m_last = place.editor;
    mark();
    Q_EMIT shown(place.editor);
}

void TextFinder::step(int by)
{
    if (!m_bar->isVisible())
        return open(false);
    if (m_places.isEmpty())
        search();
    if (m_places.isEmpty())
        return;
    const qsizetype size = m_places.size();
    select(m_current < 0 ? placeAtCaret(by > 0) : (m_current + by + size) % size);
}

void TextFinder::next()
{
    step(1);
}

void TextFinder::previous()
{
    step(-1);
}

void TextFinder::replace()
{
    if (m_current < 0)
        return next();
    const Place place = m_places.at(m_current);
    const QByteArray with =
        replacementFor(place.editor->content(), m_expression, place.match, m_bar->replacement(), m_bar->query().regex)
            .toUtf8();
    auto *editor = place.editor;
    editor->SendScintilla(QsciScintillaBase::SCI_SETTARGETRANGE, static_cast<unsigned long>(place.match.start),
                          long(place.match.end));
    editor->SendScintilla(QsciScintillaBase::SCI_REPLACETARGET, static_cast<unsigned long>(with.size()),
                          with.constData());
    editor->SendScintilla(QsciScintillaBase::SCI_GOTOPOS, static_cast<unsigned long>(place.match.start + with.size()));
    m_last = editor;
    search();
    if (const qsizetype index = placeAtCaret(true); index >= 0)
        select(index);
}

void TextFinder::replaceAll()
{
    search();
    for (CodeEditor *editor : std::as_const(m_editors)) {
        const bool any = std::ranges::any_of(m_places, [editor](const Place &place) { return place.editor == editor; });
        if (any)
            editor->replaceContent(
                withAllReplaced(editor->content(), m_expression, m_bar->replacement(), m_bar->query().regex));
    }
    search();
}

} // namespace promptuary
