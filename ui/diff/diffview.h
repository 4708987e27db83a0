// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diffpainter.h"

#include <QAbstractScrollArea>

namespace promptuary
{

/// The rows of a comparison, side by side or unified: only what is visible is painted, so that a text of any length
/// scrolls at once. Prompts are prose with lines of hundreds of characters, so long lines are wrapped; thousands of
/// them are scrolled across instead.
///
/// The arrow keys move a current row, with Shift they select rows; Return or a click opens the fold there; the mouse
/// selects text within one side, and copying takes the text as it is in the version, folded lines included.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);

    /// A result with the same sides keeps the place that was being read.
    void setResult(const DiffResultPtr &result);
    [[nodiscard]] const DiffResultPtr &result() const { return m_result; }

    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    [[nodiscard]] int currentChange() const; ///< the change at or before the current row; -1 before the first
    void goToChange(int change);             ///< puts its first row in the upper third
    void nextChange();
    void previousChange();

    [[nodiscard]] QString selectedText() const;
    void copy() const;
    void selectAll();
    [[nodiscard]] QRect rowRect(int row) const; ///< in the viewport
    /// From the top of the first row, in pixels; of the row after the last it is the height of all.
    [[nodiscard]] int rowTop(qsizetype row) const { return m_tops[row]; }
    [[nodiscard]] QString rowDescription(int row) const; ///< for people who do not see it
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void unfoldRequested(const promptuary::DiffFold &fold);
    void currentRowChanged(int row);
    void copyAvailable(bool available);

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Place {
        int row = 0;
        qsizetype at = 0; ///< in the row's text
        auto operator<=>(const Place &) const = default;
    };

    [[nodiscard]] qsizetype rowCount() const { return m_result ? m_result->rows.rows.size() : 0; }
    [[nodiscard]] const DiffRow &row(int index) const { return m_result->rows.rows[index]; }
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] int rowAtHeight(int y) const; ///< from the top of the first row; -1 below the last
    [[nodiscard]] DiffColumn columnAt(int x) const;
    [[nodiscard]] QRect columnRect(DiffColumn column) const;
    [[nodiscard]] Place placeAt(QPoint point);
    [[nodiscard]] TextSpan selectedIn(int row) const;
    void paintRow(QPainter &painter, int row);
    void select(Place anchor, Place cursor, DiffColumn column);
    void moveCurrent(int row, bool selecting);
    void openFold(int row);
    void arrange();
    void updateScrollBars();
    void showColumn(qsizetype at);
    void updateFonts();
    void announce();

    DiffResultPtr m_result;
    DiffPainter m_painter;
    QList<int> m_tops{0}; ///< of the rows, and where the last one ends
    int m_current = -1;
    int m_hoveredFold = -1;
    DiffColumn m_column = DiffColumn::Both; ///< the selection's
    Place m_anchor;
    Place m_cursor;
};

} // namespace promptuary
