// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace promptuary
{

class CodeEditor;

/// One message: its role, its text, and what moves or removes it.
class MessageSection : public QWidget
{
    Q_OBJECT
public:
    explicit MessageSection(QWidget *parent = nullptr);

    void setMessage(const Message &message);
    [[nodiscard]] Message message() const;
    [[nodiscard]] QString role() const;
    /// Whether it holds exactly this; `utf8` is the content's.
    [[nodiscard]] bool holds(const QString &role, QByteArrayView utf8) const;
    void setPlace(int index, int count); ///< from 0; enables what is possible there and names the parts
    void setReadOnly(bool readOnly);
    [[nodiscard]] CodeEditor *editor() const { return m_editor; }

Q_SIGNALS:
    void edited();
    void moveRequested(int by);
    void removeRequested();

protected:
private:
    QToolButton *addButton(const QString &text);
    void showSize();

    QComboBox *m_role;
    QLabel *m_size;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    CodeEditor *m_editor;
    int m_index = 0;
    int m_count = 1;
    bool m_readOnly = false;
};

} // namespace promptuary
