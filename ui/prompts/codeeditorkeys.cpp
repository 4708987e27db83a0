// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which keys and wheel turns are the editor's, which the page's and which the window's.
#include "ui/prompts/codeeditor.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace promptuary
{

bool CodeEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        // Claimed for the page before the window's shortcuts see them…
        if (pageShortcut(key, false)) {
            event->accept();
            return true;
        }
        // …and left to the window, though QScintilla has a command for some.
        if (key->modifiers() & Qt::ControlModifier && (key->key() == Qt::Key_S || key->key() == Qt::Key_K)) {
            event->ignore();
            return false;
        }
    }
    return QsciScintilla::event(event);
}

bool CodeEditor::pageShortcut(const QKeyEvent *event, bool run)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool control = modifiers == Qt::ControlModifier;
    const auto does = [run](auto emitSignal) {
        if (run)
            emitSignal();
        return true;
    };
    if (event->key() == Qt::Key_F3 && !(modifiers & ~Qt::ShiftModifier))
        return does([&] { Q_EMIT findStepped(modifiers & Qt::ShiftModifier ? -1 : 1); });
    if (!(modifiers & Qt::ControlModifier) || modifiers & (Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_F:
        return control && does([&] { Q_EMIT findRequested(false); });
    case Qt::Key_H:
        return control && does([&] { Q_EMIT findRequested(true); });
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return does([&] { Q_EMIT zoomStepped(1); });
    case Qt::Key_Minus:
        return control && does([&] { Q_EMIT zoomStepped(-1); });
    case Qt::Key_0:
        return control && does([&] { Q_EMIT zoomStepped(0); });
    default:
        return false;
    }
}

bool CodeEditor::leavingKey(const QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (control && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab)) {
        // The base class keeps Tab for indenting; the frame below it moves the focus.
        // NOLINTNEXTLINE(bugprone-parent-virtual-call)
        QAbstractScrollArea::focusNextPrevChild(event->key() == Qt::Key_Tab &&
                                                !(event->modifiers() & Qt::ShiftModifier));
        return true;
    }
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    const auto before = caretRect().top();
    if (event->key() == Qt::Key_Up && before <= 0) {
        Q_EMIT leftUpwards();
        return false;
    }
    if (event->key() == Qt::Key_Down) {
        const auto end = SendScintilla(SCI_POINTYFROMPOSITION, 0UL, SendScintilla(SCI_GETLENGTH));
        if (before >= end)
            Q_EMIT leftDownwards();
    }
    return false;
}

bool CodeEditor::pageKey(const QKeyEvent *event)
{
    if (event->key() != Qt::Key_PageUp && event->key() != Qt::Key_PageDown)
        return false;
    if (m_scrolls || event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const bool up = event->key() == Qt::Key_PageUp;
    const auto command = up ? (extend ? SCI_LINEUPEXTEND : SCI_LINEUP) : (extend ? SCI_LINEDOWNEXTEND : SCI_LINEDOWN);
    for (int i = std::max(1, m_pageHeight / std::max(1, lineHeight()) - 2); i > 0; --i)
        SendScintilla(command);
    return true;
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (pageShortcut(event, true) || leavingKey(event) || pageKey(event)) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        if (event->angleDelta().y() != 0)
            Q_EMIT zoomStepped(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    // Where the whole text is shown, scrolling is the page's; so it is at the ends of a text that scrolls by itself.
    const QScrollBar *bar = verticalScrollBar();
    const bool up = event->angleDelta().y() > 0;
    if (m_scrolls && hasFocus() && (up ? bar->value() > bar->minimum() : bar->value() < bar->maximum()))
        QsciScintilla::wheelEvent(event);
    else
        event->ignore();
}

} // namespace promptuary
