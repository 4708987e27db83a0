// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace promptuary
{

class CodeEditor;

/// The model configuration as JSON, kept byte for byte. What is wrong with it is said below, with its line and column.
class ConfigSection : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigSection(QWidget *parent = nullptr);

    void setConfig(const QByteArray &json);
    [[nodiscard]] QByteArray config() const;
    void setReadOnly(bool readOnly);
    [[nodiscard]] CodeEditor *editor() const { return m_editor; }
    void check();
    void goTo(int line, int column);

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    CodeEditor *m_editor;
    QLabel *m_state;
    bool m_valid = true;
};

} // namespace promptuary
