// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffpainter.h"

#include "ui/widgets/typography.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("promptuary::DiffPainter", text);
}

// Control characters would be invisible or, worse, reorder the line; a carriage return matters only where lines differ.
QChar visible(QChar c, bool changed)
{
    const char16_t unit = c.unicode();
    if (unit == u'\r' && !changed)
        return u' ';
    if (unit < 0x20 && unit != u'\t')
        return QChar(0x2400 + unit);
    if (unit == 0x7F)
        return QChar(0x2421);
    const bool reorders = (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
    return reorders || unit == 0x2028 || unit == 0x2029 ? QChar(0x2426) : c;
}

bool isLeft(const DiffRow &row, DiffColumn column)
{
    return column == DiffColumn::Left || (column == DiffColumn::Both && row.kind == DiffRow::Kind::Removed);
}

const QList<TextSpan> &words(const DiffRow &row, DiffColumn column)
{
    return isLeft(row, column) ? row.leftWords : row.rightWords;
}

// What the cell's background says.
enum class Tone : std::uint8_t { Plain, Removed, Added, Absent };

Tone tone(const DiffRow &row, DiffColumn column)
{
    switch (row.kind) {
    case DiffRow::Kind::Changed:
        return column == DiffColumn::Left ? Tone::Removed : Tone::Added;
    case DiffRow::Kind::Removed:
        return column == DiffColumn::Right ? Tone::Absent : Tone::Removed;
    case DiffRow::Kind::Added:
        return column == DiffColumn::Left ? Tone::Absent : Tone::Added;
    case DiffRow::Kind::NoNewline:
        return (column == DiffColumn::Left && !row.leftLine) || (column == DiffColumn::Right && !row.rightLine)
                   ? Tone::Absent
                   : Tone::Plain;
    default:
        return Tone::Plain;
    }
}

QString format(const DiffResult &result, const DiffRow &row, DiffColumn column)
{
    return isLeft(row, column) ? result.left.format : result.right.format;
}

} // namespace

DiffPainter::DiffPainter()
{
    setFonts(fixedFont(), QFont());
}

void DiffPainter::setFonts(const QFont &fixed, const QFont &body)
{
    m_fixed = fixed;
    m_body = body;
    const QFontMetricsF metrics(m_fixed);
    m_charWidth = metrics.horizontalAdvance(u'0');
    m_lineHeight = std::max(qRound(metrics.height() * 1.5), 20);
    m_lines.clear();
}

void DiffPainter::setResult(const DiffResultPtr &result)
{
    m_result = result;
    m_lines.clear();
}

int DiffPainter::gutterWidth() const
{
    const int digits = static_cast<int>(QString::number(m_result ? m_result->lines : 1).size());
    const int numbers = sideBySide() ? std::max(digits, 2) : 2 * std::max(digits, 2) + 1;
    return qRound((numbers + 3.5) * m_charWidth);
}

QString DiffPainter::text(const DiffRow &row, DiffColumn column)
{
    return isLeft(row, column) ? row.leftText : row.rightText;
}

bool DiffPainter::hasText(const DiffRow &row, DiffColumn column)
{
    if (row.kind == DiffRow::Kind::Header || row.kind == DiffRow::Kind::Fold || row.kind == DiffRow::Kind::NoNewline)
        return false;
    return column == DiffColumn::Both || (column == DiffColumn::Left ? row.leftLine : row.rightLine) > 0;
}

QString DiffPainter::headerText(const DiffRow &row) const
{
    const auto named = [](const QString &role) {
        return role.isEmpty() ? tr("Message") : tr("%1 message").arg(role.left(1).toUpper() + role.mid(1));
    };
    const MessageDiff &message = m_result->diff->messages[row.message];
    if (!message.left)
        return tr("%1 · added").arg(named(row.rightText));
    if (!message.right)
        return tr("%1 · removed").arg(named(row.leftText));
    if (message.roleChanged)
        return named(row.leftText) + u" → "_s + named(row.rightText);
    return message.equal() ? tr("%1 · unchanged").arg(named(row.rightText)) : named(row.rightText);
}

DiffLine *DiffPainter::line(int index, DiffColumn column)
{
    const qint64 key = qint64(index) * 4 + static_cast<int>(column);
    if (DiffLine *known = m_lines.object(key))
        return known;
    const DiffRow &content = row(index);
    QString shown = text(content, column);
    auto *made = new DiffLine;
    if (shown.size() > longestShown) {
        const QList<TextSpan> &changed = words(content, column);
        const qsizetype first = changed.isEmpty() ? 0 : changed.first().start;
        made->from = first > longestShown / 2 ? std::min(first - 100, shown.size() - longestShown) : 0;
        shown = shown.sliced(made->from, longestShown);
    }
    const bool changed = content.change >= 0;
    for (QChar &c : shown)
        c = visible(c, changed);
    made->layout.setText(shown);
    made->layout.setFont(m_fixed);
    wrap(made->layout);
    m_lines.insert(key, made);
    return made;
}

void DiffPainter::wrap(QTextLayout &layout) const
{
    QTextOption option;
    option.setWrapMode(wraps() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(4 * m_charWidth);
    layout.setTextOption(option);
    // Lines with characters of other fonts are higher; their base line is not.
    const QFontMetricsF metrics(m_fixed);
    const double base = (m_lineHeight - metrics.height()) / 2 + metrics.ascent();
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(wraps() ? m_wrapWidth : 1e9);
        line.setPosition({0, (layout.lineCount() - 1) * m_lineHeight + base - line.ascent()});
    }
    layout.endLayout();
}

void DiffPainter::setWrapWidth(int width)
{
    if (width == m_wrapWidth)
        return;
    m_wrapWidth = width;
    m_lines.clear();
}

/// Most lines do, and laying out every line to learn it would take long.
bool DiffPainter::fitsOneLine(const QString &text) const
{
    if (double(text.size()) * m_charWidth > m_wrapWidth)
        return false;
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x300; });
}

int DiffPainter::lineCount(int index, DiffColumn column)
{
    const DiffRow &content = row(index);
    if (!hasText(content, column) || fitsOneLine(text(content, column)))
        return 1;
    return std::max(line(index, column)->layout.lineCount(), 1);
}

int DiffPainter::rowHeight(int index)
{
    if (!wraps())
        return m_lineHeight;
    const int lines = sideBySide() ? std::max(lineCount(index, DiffColumn::Left), lineCount(index, DiffColumn::Right))
                                   : lineCount(index, DiffColumn::Both);
    return lines * m_lineHeight;
}

void DiffPainter::paintHeader(QPainter &painter, int index, const QRect &rect, const Colors &colors) const
{
    painter.fillRect(rect, colors.raised);
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.hairline);
    if (rect.top() > 0)
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, colors.hairline);
    QFont font = m_body;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawText(rect.adjusted(16, 0, -16, 0), Qt::AlignVCenter | Qt::AlignLeft, headerText(row(index)));
}

void DiffPainter::paintFold(QPainter &painter, int index, const QRect &rect, bool hovered, const Colors &colors) const
{
    painter.fillRect(rect, hovered ? colors.accentSoft : colors.raised);
    painter.setFont(m_body);
    painter.setPen(hovered ? colors.accent : colors.secondaryText);
    const QString text = u"⋯ "_s + tr("%1 unchanged lines").arg(row(index).foldedLines) + u" ⋯"_s;
    painter.drawText(rect.adjusted(gutterWidth() + textMargin(), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
}

void DiffPainter::paintGutter(QPainter &painter, const DiffRow &content, const Cell &cell, const Colors &colors) const
{
    painter.setFont(m_fixed);
    painter.setPen(colors.secondaryText);
    const int start = cell.rect.left() + qRound(0.5 * m_charWidth);
    const int numberWidth = (gutterWidth() - qRound(3 * m_charWidth)) / (sideBySide() ? 1 : 2);
    const auto number = [&](int line, int place) {
        if (line > 0 && content.kind != DiffRow::Kind::NoNewline)
            painter.drawText(QRect(start + place * numberWidth, cell.rect.top(), numberWidth, m_lineHeight),
                             Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    };
    if (cell.column == DiffColumn::Both) {
        number(content.leftLine, 0);
        number(content.rightLine, 1);
    } else {
        number(cell.column == DiffColumn::Left ? content.leftLine : content.rightLine, 0);
    }
    const Tone own = tone(content, cell.column);
    if (own != Tone::Removed && own != Tone::Added)
        return;
    painter.setPen(own == Tone::Removed ? colors.danger : colors.active);
    painter.drawText(QRect(cell.rect.left() + gutterWidth() - 2 * qRound(m_charWidth), cell.rect.top(),
                           qRound(1.5 * m_charWidth), m_lineHeight),
                     Qt::AlignCenter, own == Tone::Removed ? u"−"_s : u"+"_s);
}

void DiffPainter::paintCell(QPainter &painter, const Cell &cell, const Colors &colors)
{
    const DiffRow &content = row(cell.row);
    const Tone own = tone(content, cell.column);
    if (own == Tone::Absent) {
        painter.fillRect(cell.rect, colors.surface);
        painter.fillRect(cell.rect, QBrush(colors.absent, Qt::BDiagPattern));
        return;
    }
    if (own != Tone::Plain)
        painter.fillRect(cell.rect, own == Tone::Removed ? colors.removed : colors.added);
    paintGutter(painter, content, cell, colors);
    const QRect area = cell.rect.adjusted(gutterWidth(), 0, 0, 0);
    if (content.kind == DiffRow::Kind::NoNewline) {
        QFont small = m_body;
        small.setItalic(true);
        painter.setFont(small);
        painter.setPen(colors.secondaryText);
        const bool left = content.leftLine > 0;
        painter.drawText(area.adjusted(textMargin(), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         sideBySide() ? tr("no line end here")
                         : left       ? tr("no line end here before")
                                      : tr("no line end here now"));
        return;
    }
    paintText(painter, cell, area, own == Tone::Removed ? colors.removedWord : colors.addedWord, colors);
}

void DiffPainter::paintText(QPainter &painter, const Cell &cell, const QRect &area, const QColor &word,
                            const Colors &colors)
{
    const DiffRow &content = row(cell.row);
    DiffLine *shown = line(cell.row, cell.column);
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    const QPointF origin(area.left() + textMargin() - cell.scroll, area.top());
    const auto fill = [&](const TextSpan &span, const QColor &color) {
        for (int i = 0; i < shown->layout.lineCount(); ++i) {
            const QTextLine part = shown->layout.lineAt(i);
            const qsizetype start = part.textStart();
            const qsizetype end = start + part.textLength();
            const double a = part.cursorToX(static_cast<int>(std::clamp(span.start - shown->from, start, end)));
            const double b = part.cursorToX(static_cast<int>(std::clamp(span.end() - shown->from, start, end)));
            if (a != b)
                painter.fillRect(QRectF(origin.x() + std::min(a, b), origin.y() + i * m_lineHeight + 1, std::abs(b - a),
                                        m_lineHeight - 2),
                                 color);
        }
    };
    for (const TextSpan &span : words(content, cell.column))
        fill(span, word);
    if (cell.selected.length > 0)
        fill(cell.selected, m_selection);
    QList<QTextLayout::FormatRange> formats;
    for (const Placeholder &hole : findPlaceholders(shown->layout.text(), format(*m_result, content, cell.column))) {
        QTextCharFormat marked;
        marked.setForeground(hole.kind == PlaceholderKind::Comment ? colors.secondaryText : colors.accent);
        marked.setFontWeight(QFont::DemiBold);
        if (hole.kind != PlaceholderKind::Escape)
            formats.append({static_cast<int>(hole.start), static_cast<int>(hole.length), marked});
    }
    painter.setPen(colors.text);
    shown->layout.draw(&painter, origin, formats);
    painter.restore();
}

} // namespace promptuary
