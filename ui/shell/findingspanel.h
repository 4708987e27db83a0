// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/finding.h"

#include <QWidget>

class QPushButton;
class QLabel;
class QTreeView;

namespace promptuary
{

class FindingsModel;

/// Where errors gather, so that none interrupts. Enter or a double click does what the finding offers, Ctrl+C copies
/// it, Delete removes it. A finding takes as many lines as it needs.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsPanel(QWidget *parent = nullptr);

    void add(const Finding &finding);
    void add(const Error &error, const QString &actionName = {}, const std::function<void()> &action = {});
    void clear();
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void countChanged(int count);
    void activated(const promptuary::Finding &finding); ///< chosen by Enter or a double click

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void activate(int row);
    [[nodiscard]] bool scrollWithinRow(int key);
    void copySelected();
    void removeSelected();
    void update();
    [[nodiscard]] int selectedRow() const;

    FindingsModel *m_model;
    QTreeView *m_view;
    QLabel *m_empty;
    QPushButton *m_act;
    QPushButton *m_copy;
    QPushButton *m_clear;
};

} // namespace promptuary
