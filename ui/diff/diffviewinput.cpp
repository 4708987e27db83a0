// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do in a DiffView.
#include "core/diff/wordtokens.h"
#include "ui/diff/diffview.h"
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHoverEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace promptuary
{

DiffView::Place DiffView::placeAt(QPoint point)
{
    const int y = std::clamp(point.y(), 0, std::max(viewport()->height() - 1, 0));
    int index = rowAt(y);
    if (index < 0)
        return {static_cast<int>(rowCount()) - 1, std::numeric_limits<qsizetype>::max()};
    if (!DiffPainter::hasText(row(index), m_column))
        return {index, 0};
    DiffLine *shown = m_painter.line(index, m_column);
    if (shown->layout.lineCount() == 0)
        return {index, 0};
    const QRect area = columnRect(m_column);
    const int part = (y - rowRect(index).top()) / m_painter.lineHeight();
    const double x =
        point.x() - area.left() - m_painter.gutterWidth() - m_painter.textMargin() + horizontalScrollBar()->value();
    return {index, shown->from + shown->layout.lineAt(std::clamp(part, 0, shown->layout.lineCount() - 1)).xToCursor(x)};
}

void DiffView::mousePressEvent(QMouseEvent *event)
{
    const int index = rowAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || index < 0)
        return;
    if (row(index).kind == DiffRow::Kind::Fold) {
        m_current = index;
        openFold(index);
        return;
    }
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!extend)
        m_column = columnAt(event->position().toPoint().x());
    const Place place = placeAt(event->position().toPoint());
    m_current = index;
    select(extend ? m_anchor : place, place, m_column);
    Q_EMIT currentRowChanged(m_current);
}

void DiffView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton) || rowCount() == 0)
        return;
    const int y = event->position().toPoint().y();
    if (y < 0 || y > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (y < 0 ? y : y - viewport()->height()));
    select(m_anchor, placeAt(event->position().toPoint()), m_column);
}

void DiffView::mouseReleaseEvent(QMouseEvent *event)
{
    const QString text = selectedText();
    if (event->button() == Qt::LeftButton && !text.isEmpty() && QApplication::clipboard()->supportsSelection())
        QApplication::clipboard()->setText(text, QClipboard::Selection);
}

void DiffView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Place place = placeAt(event->position().toPoint());
    if (place.row < 0 || !DiffPainter::hasText(row(place.row), m_column))
        return;
    for (const WordToken &word : splitWords(DiffPainter::text(row(place.row), m_column))) {
        if (place.at >= word.start && place.at < word.end())
            select({place.row, word.start}, {place.row, word.end()}, m_column);
    }
}

bool DiffView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const int y = static_cast<QHoverEvent *>(event)->position().toPoint().y();
        const int over = event->type() == QEvent::HoverLeave ? -1 : rowAt(y);
        const int fold = over >= 0 && row(over).kind == DiffRow::Kind::Fold ? over : -1;
        if (fold != m_hoveredFold) {
            m_hoveredFold = fold;
            viewport()->setCursor(fold >= 0 ? Qt::PointingHandCursor : Qt::IBeamCursor);
            viewport()->update();
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copying = menu->addAction(tr("&Copy"), this, &DiffView::copy);
    copying->setShortcut(QKeySequence::Copy);
    copying->setEnabled(m_anchor != m_cursor);
    menu->addAction(tr("&Select all of this side"), this, &DiffView::selectAll)->setShortcut(QKeySequence::SelectAll);
    menu->addSeparator();
    menu->addAction(tr("&Next change"), this, &DiffView::nextChange)->setShortcut(Qt::Key_F7);
    menu->addAction(tr("&Previous change"), this, &DiffView::previousChange)
        ->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F7));
    menu->popup(event->globalPos());
}

void DiffView::openFold(int index)
{
    if (index >= 0 && index < rowCount() && row(index).kind == DiffRow::Kind::Fold)
        Q_EMIT unfoldRequested({row(index).message, row(index).leftLine});
}

void DiffView::moveCurrent(int index, bool selecting)
{
    if (rowCount() == 0)
        return;
    const int before = std::max(m_current, 0);
    m_current = std::clamp(index, 0, static_cast<int>(rowCount()) - 1);
    const QRect rect = rowRect(m_current);
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top());
    else if (rect.bottom() >= viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - viewport()->height() + 1);
    if (selecting) {
        // Whole rows, from where the selection began.
        const bool fresh = m_anchor == m_cursor;
        const int start = fresh ? before : m_anchor.row;
        constexpr qsizetype end = std::numeric_limits<qsizetype>::max();
        const bool down = m_current >= start;
        const DiffColumn column = !m_painter.sideBySide()        ? DiffColumn::Both
                                  : m_column == DiffColumn::Left ? DiffColumn::Left
                                                                 : DiffColumn::Right;
        select({start, down ? 0 : end}, {m_current, down ? end : 0}, column);
    } else {
        select({}, {}, m_column);
    }
    Q_EMIT currentRowChanged(m_current);
    announce();
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto page = [this](int direction) {
        const int step = direction * std::max(viewport()->height() - m_painter.lineHeight(), m_painter.lineHeight());
        const int there = rowAtHeight(std::max(m_tops[std::max(m_current, 0)] + step, 0));
        return there < 0 ? static_cast<int>(rowCount()) - 1 : there;
    };
    QScrollBar *across = horizontalScrollBar();
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_F7:
        return shift ? previousChange() : nextChange();
    case Qt::Key_Up:
        return alt ? previousChange() : moveCurrent(m_current - 1, shift);
    case Qt::Key_Down:
        return alt ? nextChange() : moveCurrent(m_current + 1, shift);
    case Qt::Key_PageUp:
        return moveCurrent(page(-1), shift);
    case Qt::Key_PageDown:
        return moveCurrent(page(1), shift);
    case Qt::Key_Home:
        return moveCurrent(0, shift);
    case Qt::Key_End:
        return moveCurrent(static_cast<int>(rowCount()) - 1, shift);
    case Qt::Key_Left:
        return across->setValue(across->value() - across->singleStep());
    case Qt::Key_Right:
        return across->setValue(across->value() + across->singleStep());
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0 && row(m_current).kind == DiffRow::Kind::Fold && event->modifiers() == Qt::NoModifier)
            return openFold(m_current);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void DiffView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DiffView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
    else
        updateScrollBars();
}

void DiffView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void DiffView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateFonts();
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace promptuary
