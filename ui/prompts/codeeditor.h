// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompts/promptlexer.h"
#include "ui/prompts/scintilla.h"

#include <QTimer>

namespace promptuary
{

/// An editor for one text. What goes in comes out byte for byte: line ends of every kind, a byte order mark, a missing
/// last line end. As high as its text, so that a page of several editors scrolls as one; the wheel and Page up/down
/// therefore belong to the page. A very large text scrolls by itself once it has the focus. Ctrl+Tab and Ctrl+Shift+Tab
/// leave it, Tab indents.
class CodeEditor : public QsciScintilla
{
    Q_OBJECT
public:
    explicit CodeEditor(PromptLexer::Language language, QWidget *parent = nullptr);

    /// Replaces the text and forgets the undo history. NUL, which no prompt can hold, is left out.
    void setContent(const QString &content);
    void setContent(const QByteArray &utf8);
    /// Replaces what differs as one step that can be undone; the caret stays where it can.
    void replaceContent(const QString &content);
    [[nodiscard]] QString content() const;
    [[nodiscard]] QByteArray utf8() const;
    /// Whether the text is exactly these bytes; cheap enough to be asked at every keystroke.
    [[nodiscard]] bool holds(QByteArrayView utf8) const;

    void setPlaceholderFormat(const QString &format);
    /// The part of the page that is seen, by which Page up and Page down step.
    void setPageHeight(int pixels);
    void setZoom(int points);
    void setMinimumLines(int lines);

    /// Where the caret is: both from 1, the column in characters as people count them.
    [[nodiscard]] int caretLine() const;
    [[nodiscard]] int caretColumn() const;
    [[nodiscard]] QRect caretRect() const; ///< in the editor's own coordinates

    /// Marks stretches [start, end) in bytes, e.g. what a search found; `current` stands out.
    void setMarks(const QList<std::pair<qsizetype, qsizetype>> &stretches, int current);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] PromptLexer *promptLexer() const { return m_lexer; }

Q_SIGNALS:
    void edited();
    void caretMoved(int line, int column);
    void findRequested(bool replacing); ///< Ctrl+F, Ctrl+H
    void findStepped(int step);         ///< F3: 1, Shift+F3: -1
    void zoomStepped(int step);         ///< the user asked for larger (1), smaller (-1) or the usual size (0)
    void leftUpwards();                 ///< Up on the first line
    void leftDownwards();               ///< Down on the last line

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    [[nodiscard]] QByteArray fromMimeData(const QMimeData *source, bool &rectangular) const override;

private:
    void applyBehaviour();
    void applyColors();
    void dress();
    void applyFonts();
    void fitMargin();
    void fitHeight();
    [[nodiscard]] bool pageKey(const QKeyEvent *event);
    [[nodiscard]] bool leavingKey(const QKeyEvent *event);
    [[nodiscard]] bool pageShortcut(const QKeyEvent *event, bool run);
    [[nodiscard]] int lineHeight() const;

    PromptLexer *m_lexer;
    QTimer m_fit; ///< one pass after a burst of changes
    int m_minimumLines = 3;
    int m_height = 0;
    int m_pageHeight = 480;
    int m_marginDigits = 0;
    bool m_stale = false; ///< of other colours than those of now
    int m_line = 0;
    int m_column = 0;
    bool m_loading = false;
    bool m_scrolls = false; ///< the text is too large to be shown whole
};

} // namespace promptuary
