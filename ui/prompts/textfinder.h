// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/textsearch.h"

#include <QObject>
#include <QPointer>

namespace promptuary
{

class CodeEditor;
class FindBar;

/// Finds and replaces over several editors as if they were one text.
class TextFinder : public QObject
{
    Q_OBJECT
public:
    TextFinder(FindBar *bar, QObject *parent);

    void setEditors(const QList<CodeEditor *> &editors); ///< in reading order
    void open(bool replacing);
    void close();
    void search(); ///< again, because a text changed
    void next();
    void previous();
    void replace();
    void replaceAll();

Q_SIGNALS:
    void shown(promptuary::CodeEditor *editor); ///< a place was selected there

private:
    struct Place {
        CodeEditor *editor;
        SearchMatch match;
        int inEditor; ///< its number among the editor's places
    };

    void step(int by);
    void select(qsizetype index);
    void mark();
    [[nodiscard]] CodeEditor *focused() const;
    [[nodiscard]] qsizetype placeAtCaret(bool forwards) const;

    FindBar *m_bar;
    QList<CodeEditor *> m_editors;
    QPointer<CodeEditor> m_last; ///< where the caret was last
    QList<Place> m_places;
    QRegularExpression m_expression;
    qsizetype m_current = -1;
};

} // namespace promptuary
