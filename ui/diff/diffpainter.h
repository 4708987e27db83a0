// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/placeholders.h"
#include "ui/diff/diffresult.h"
#include "ui/widgets/colors.h"

#include <QCache>
#include <QFont>
#include <QTextLayout>

class QPainter;

namespace promptuary
{

/// Where a row's text of one side comes from and goes to.
enum class DiffColumn : std::uint8_t { Left, Right, Both };

/// A line of prompt laid out for painting: its text with control characters made visible, one code unit for one.
struct DiffLine {
    QTextLayout layout;
    qsizetype from = 0; ///< where the shown part begins in the line
};

/// Paints rows of a comparison. Lines are laid out when first asked for and kept for a while.
class DiffPainter
{
public:
    DiffPainter();

    void setFonts(const QFont &fixed, const QFont &body);
    void setResult(const DiffResultPtr &result);
    void setSelectedText(const QColor &color) { m_selection = color; }

    [[nodiscard]] bool sideBySide() const { return !m_result || m_result->options.sideBySide; }
    void setWrapWidth(int width); ///< of the text in a column, in pixels; 0 does not wrap
    [[nodiscard]] bool wraps() const { return m_wrapWidth > 0; }
    [[nodiscard]] int lineHeight() const { return m_lineHeight; }
    [[nodiscard]] int rowHeight(int row);  ///< of all lines its longer side is wrapped into
    [[nodiscard]] int gutterWidth() const; ///< of one column
    [[nodiscard]] double columnWidth() const { return m_charWidth; }
    [[nodiscard]] int textMargin() const { return 4; }
    [[nodiscard]] DiffLine *line(int row, DiffColumn column);
    /// The text of a row in a column; null where the column has none.
    [[nodiscard]] static QString text(const DiffRow &row, DiffColumn column);
    [[nodiscard]] static bool hasText(const DiffRow &row, DiffColumn column);

    struct Cell {
        int row = 0;
        DiffColumn column = DiffColumn::Both;
        QRect rect;     ///< of the whole cell, gutter included
        int scroll = 0; ///< pixels the text is moved to the left
        TextSpan selected = {};
        bool current = false;
    };
    void paintCell(QPainter &painter, const Cell &cell, const Colors &colors);
    void paintHeader(QPainter &painter, int row, const QRect &rect, const Colors &colors) const;
    void paintFold(QPainter &painter, int row, const QRect &rect, bool hovered, const Colors &colors) const;
    [[nodiscard]] QString headerText(const DiffRow &row) const;

private:
    [[nodiscard]] bool fitsOneLine(const QString &text) const;
    [[nodiscard]] int lineCount(int row, DiffColumn column);
    void wrap(QTextLayout &layout) const;
    void paintText(QPainter &painter, const Cell &cell, const QRect &area, const QColor &word, const Colors &colors);
    void paintGutter(QPainter &painter, const DiffRow &row, const Cell &cell, const Colors &colors) const;
    [[nodiscard]] const DiffRow &row(int index) const { return m_result->rows.rows[index]; }

    DiffResultPtr m_result;
    QFont m_fixed;
    QFont m_body;
    QColor m_selection;
    double m_charWidth = 8;
    int m_lineHeight = 22;
    int m_wrapWidth = 0;
    QCache<qint64, DiffLine> m_lines{512};
};

} // namespace promptuary
