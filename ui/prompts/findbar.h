// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/textsearch.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace promptuary
{

/// The line for finding and replacing below the texts. Enter goes to the next place, Shift+Enter to the one before, Esc
/// closes. It searches nothing itself.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    void open(bool replacing, const QString &text); ///< `text` is looked for at once, where there is some
    [[nodiscard]] SearchQuery query() const;
    [[nodiscard]] QString replacement() const;
    void setReadOnly(bool readOnly);
    void showCount(int current, int total); ///< "3 of 14"; `current` from 1, 0 for none
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void queryChanged();
    void nextRequested();
    void previousRequested();
    void replaceRequested();
    void replaceAllRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addToggle(const char *name, const QString &sign, const QString &text);
    QToolButton *addButton(const char *name, const QString &text);
    void enable(int total);

    QLineEdit *m_text;
    QLineEdit *m_replacement;
    QLabel *m_count;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_regex;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
    QPushButton *m_replace;
    QPushButton *m_replaceAll;
    QWidget *m_replaceRow;
    bool m_readOnly = false;
};

} // namespace promptuary
