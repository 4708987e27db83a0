// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffview.h"

#include "ui/widgets/typography.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHoverEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

// Laying out this many lines is not noticed; a hostile text has more of them.
constexpr int mostWrapped = 300;

} // namespace

DiffView::DiffView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setNames(this, "diffView", tr("Comparison"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    updateFonts();
}

void DiffView::setResult(const DiffResultPtr &result)
{
    const bool sameSides = m_result && result && m_result->diff == result->diff;
    DiffRow top;
    const int topRow = rowAt(0);
    const int offset = topRow >= 0 ? verticalScrollBar()->value() - m_tops[topRow] : 0;
    int current = m_current;
    if (sameSides && topRow >= 0)
        top = row(topRow);
    const auto placeOf = [&](const DiffRow &known) {
        const auto &rows = result->rows.rows;
        const auto at = std::ranges::find_if(rows, [&](const DiffRow &r) {
            if (r.message != known.message || r.kind == DiffRow::Kind::Header)
                return r.message == known.message && known.kind == DiffRow::Kind::Header;
            const int last = std::max(r.foldedLines - 1, 0);
            return known.rightLine ? r.rightLine + last >= known.rightLine : r.leftLine + last >= known.leftLine;
        });
        return static_cast<int>(at == rows.end() ? 0 : at - rows.begin());
    };
    if (sameSides && current >= 0)
        current = placeOf(row(current));
    const int newTop = sameSides && topRow >= 0 ? placeOf(top) : 0;
    release(std::exchange(m_result, result));
    m_painter.setResult(result);
    m_hoveredFold = -1;
    m_anchor = m_cursor = {};
    m_current = -1;
    arrange();
    verticalScrollBar()->setValue(sameSides ? m_tops[newTop] + std::max(offset, 0) : 0);
    if (!sameSides)
        horizontalScrollBar()->setValue(0);
    if (rowCount() > 0)
        m_current = sameSides ? std::max(current, 0) : 0;
    Q_EMIT copyAvailable(false);
    Q_EMIT currentRowChanged(m_current);
    viewport()->update();
}

void DiffView::setCurrentRow(int row)
{
    moveCurrent(row, false);
}

int DiffView::currentChange() const
{
    if (!m_result)
        return -1;
    const auto next = std::ranges::upper_bound(m_result->changeRows, m_current);
    return static_cast<int>(next - m_result->changeRows.begin()) - 1;
}

void DiffView::goToChange(int change)
{
    if (!m_result || change < 0 || change >= m_result->changeRows.size())
        return;
    const int target = m_result->changeRows[change];
    m_current = target;
    m_anchor = m_cursor = {};
    const QRect rect = rowRect(target);
    // What is in sight already does not move; the eye stays where it is.
    if (rect.top() < 0 || rect.bottom() + m_painter.lineHeight() > viewport()->height())
        verticalScrollBar()->setValue(m_tops[target] - viewport()->height() / 3);
    const QList<DiffRow> &rows = m_result->rows.rows;
    const QList<TextSpan> &words = rows[target].rightWords.isEmpty() ? rows[target].leftWords : rows[target].rightWords;
    showColumn(words.isEmpty() ? 0 : words.first().start);
    viewport()->update();
    Q_EMIT currentRowChanged(m_current);
    announce();
}

void DiffView::nextChange()
{
    goToChange(currentChange() + 1);
}

void DiffView::previousChange()
{
    const int change = currentChange();
    const bool inside = change >= 0 && m_result->changeRows[change] < m_current;
    goToChange(inside ? change : change - 1);
}

QRect DiffView::rowRect(int row) const
{
    return {0, m_tops[row] - verticalScrollBar()->value(), viewport()->width(), m_tops[row + 1] - m_tops[row]};
}

int DiffView::rowAt(int y) const
{
    return rowAtHeight(y + verticalScrollBar()->value());
}

int DiffView::rowAtHeight(int y) const
{
    const auto below = std::ranges::upper_bound(m_tops, y);
    return below == m_tops.end() ? -1 : std::max(static_cast<int>(below - m_tops.begin()) - 1, 0);
}

/// Scrolls across only where lines are not wrapped.
void DiffView::showColumn(qsizetype at)
{
    QScrollBar *bar = horizontalScrollBar();
    const int x = qRound(double(at) * m_painter.columnWidth());
    if (x < bar->value() || x > bar->value() + bar->pageStep() - bar->singleStep())
        bar->setValue(x - bar->pageStep() / 3);
}

DiffColumn DiffView::columnAt(int x) const
{
    if (!m_painter.sideBySide())
        return DiffColumn::Both;
    return x < viewport()->width() / 2 ? DiffColumn::Left : DiffColumn::Right;
}

QRect DiffView::columnRect(DiffColumn column) const
{
    const int width = viewport()->width();
    switch (column) {
    case DiffColumn::Left:
        return {0, 0, width / 2, viewport()->height()};
    case DiffColumn::Right:
        return {width / 2 + 1, 0, width - width / 2 - 1, viewport()->height()};
    default:
        return viewport()->rect();
    }
}

void DiffView::paintEvent(QPaintEvent *event)
{
    const Colors &roles = colors(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), roles.surface);
    if (rowCount() == 0)
        return;
    m_painter.setSelectedText(palette().color(QPalette::Highlight));
    // The hatching goes on from row to row, also while scrolling.
    painter.setBrushOrigin(0, -verticalScrollBar()->value());
    if (m_painter.sideBySide())
        painter.fillRect(viewport()->width() / 2, event->rect().top(), 1, event->rect().height(), roles.hairline);
    const int last = rowAt(event->rect().bottom());
    for (int i = rowAt(event->rect().top()); i >= 0 && i <= (last < 0 ? rowCount() - 1 : last); ++i)
        paintRow(painter, i);
}

void DiffView::paintRow(QPainter &painter, int index)
{
    const Colors &roles = colors(palette());
    const QRect rect = rowRect(index);
    const DiffRow &content = row(index);
    if (content.kind == DiffRow::Kind::Header) {
        m_painter.paintHeader(painter, index, rect, roles);
    } else if (content.kind == DiffRow::Kind::Fold) {
        m_painter.paintFold(painter, index, rect, index == m_hoveredFold, roles);
    } else {
        const auto cell = [&](DiffColumn column) {
            QRect area = columnRect(column);
            area.setTop(rect.top());
            area.setHeight(rect.height());
            m_painter.paintCell(painter,
                                {.row = index,
                                 .column = column,
                                 .rect = area,
                                 .scroll = horizontalScrollBar()->value(),
                                 .selected = column == m_column ? selectedIn(index) : TextSpan(),
                                 .current = index == m_current},
                                roles);
        };
        if (m_painter.sideBySide()) {
            cell(DiffColumn::Left);
            cell(DiffColumn::Right);
        } else {
            cell(DiffColumn::Both);
        }
    }
    if (index == m_current && hasFocus()) {
        painter.setPen(roles.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), roles.accent);
    }
}

TextSpan DiffView::selectedIn(int index) const
{
    const auto [from, to] = std::minmax(m_anchor, m_cursor);
    if (from == to || index < from.row || index > to.row)
        return {};
    const qsizetype size = DiffPainter::text(row(index), m_column).size();
    const qsizetype start = index == from.row ? std::min(from.at, size) : 0;
    const qsizetype end = index == to.row ? std::min(to.at, size) : size;
    return {start, end - start};
}

void DiffView::select(Place anchor, Place cursor, DiffColumn column)
{
    m_anchor = anchor;
    m_cursor = cursor;
    m_column = column;
    viewport()->update();
    Q_EMIT copyAvailable(anchor != cursor);
}

QString DiffView::selectedText() const
{
    const auto [from, to] = std::minmax(m_anchor, m_cursor);
    if (!m_result || from == to)
        return {};
    QStringList lines;
    for (int i = from.row; i <= to.row; ++i) {
        const DiffRow &content = row(i);
        if (content.kind == DiffRow::Kind::Fold) {
            const bool left = m_column == DiffColumn::Left;
            const MessageDiff &message = m_result->diff->messages[content.message];
            const VersionContent &side = left ? m_result->left : m_result->right;
            lines.append(messageLines(side.messages[left ? *message.left : *message.right].content,
                                      left ? content.leftLine : content.rightLine, content.foldedLines));
        } else if (DiffPainter::hasText(content, m_column)) {
            const TextSpan span = selectedIn(i);
            lines.append(DiffPainter::text(content, m_column).sliced(span.start, span.length));
        }
    }
    return lines.join(u'\n');
}

void DiffView::copy() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void DiffView::selectAll()
{
    if (rowCount() == 0)
        return;
    const int last = static_cast<int>(rowCount()) - 1;
    const DiffColumn column = !m_painter.sideBySide()        ? DiffColumn::Both
                              : m_column == DiffColumn::Left ? DiffColumn::Left
                                                             : DiffColumn::Right;
    select({0, 0}, {last, std::numeric_limits<qsizetype>::max()}, column);
}

QString DiffView::rowDescription(int index) const
{
    if (index < 0 || index >= rowCount())
        return {};
    const DiffRow &content = row(index);
    switch (content.kind) {
    case DiffRow::Kind::Header:
        return m_painter.headerText(content);
    case DiffRow::Kind::Fold:
        return tr("%1 unchanged lines, folded").arg(content.foldedLines);
    case DiffRow::Kind::Changed:
        return tr("Line %1 was “%2”. Line %3 is “%4”.")
            .arg(QString::number(content.leftLine), content.leftText, QString::number(content.rightLine),
                 content.rightText);
    case DiffRow::Kind::Removed:
        return tr("Line %1 removed: %2").arg(QString::number(content.leftLine), content.leftText);
    case DiffRow::Kind::Added:
        return tr("Line %1 added: %2").arg(QString::number(content.rightLine), content.rightText);
    case DiffRow::Kind::NoNewline:
        return tr("No line end at the end of the text");
    case DiffRow::Kind::Unchanged:
        break;
    }
    return tr("Line %1: %2").arg(QString::number(content.rightLine), content.rightText);
}

QSize DiffView::sizeHint() const
{
    return {qRound(160 * m_painter.columnWidth()), 16 * m_painter.lineHeight()};
}

/// Where each row is, with what is at the top staying there.
void DiffView::arrange()
{
    const int top = rowAt(0);
    const int room = columnRect(m_painter.sideBySide() ? DiffColumn::Right : DiffColumn::Both).width() -
                     m_painter.gutterWidth() - 2 * m_painter.textMargin();
    const auto isLong = [&](const DiffRow &content) {
        return double(std::max(content.leftText.size(), content.rightText.size())) * m_painter.columnWidth() > room;
    };
    const bool wraps = m_result && std::ranges::count_if(m_result->rows.rows, isLong) <= mostWrapped;
    m_painter.setWrapWidth(wraps ? std::max(room, qRound(10 * m_painter.columnWidth())) : 0);
    m_tops.resize(1);
    m_tops.reserve(rowCount() + 1);
    for (int index = 0; index < rowCount(); ++index)
        m_tops.append(m_tops.constLast() + m_painter.rowHeight(index));
    updateScrollBars();
    if (top >= 0 && top < rowCount() && rowAt(0) != top)
        verticalScrollBar()->setValue(m_tops[top]);
}

void DiffView::updateScrollBars()
{
    const int page = viewport()->height();
    verticalScrollBar()->setSingleStep(m_painter.lineHeight());
    verticalScrollBar()->setPageStep(std::max(page - m_painter.lineHeight(), 1));
    verticalScrollBar()->setRange(0, std::max(m_tops.constLast() - page, 0));
    const int room =
        columnRect(m_painter.sideBySide() ? DiffColumn::Right : DiffColumn::Both).width() - m_painter.gutterWidth();
    const bool across = m_result && !m_painter.wraps();
    const int width = across ? qRound((m_result->columns + 2) * m_painter.columnWidth()) : 0;
    horizontalScrollBar()->setSingleStep(qRound(4 * m_painter.columnWidth()));
    horizontalScrollBar()->setPageStep(std::max(room, 1));
    horizontalScrollBar()->setRange(0, std::max(width - room, 0));
}

void DiffView::updateFonts()
{
    m_painter.setFonts(fixedFont(), QApplication::font());
    arrange();
}

void DiffView::announce()
{
    const QString text = rowDescription(m_current);
    setAccessibleDescription(text);
    QAccessibleAnnouncementEvent event(this, text);
    QAccessible::updateAccessibility(&event);
}

} // namespace promptuary
