// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

class QActionGroup;

namespace promptuary
{

/// The bar at the window's left edge that says what the window is for at present.
class ActivityBar : public QToolBar
{
    Q_OBJECT
public:
    explicit ActivityBar(QWidget *parent = nullptr);

    /// A button that shows an icon above its action's text; the action becomes checkable, one of all.
    void addActivity(QAction *action, const QString &iconName);
    void setCurrent(qsizetype activity); ///< shows which one it is, without triggering anything
    /// How much waits there, as a number on its icon; 0 for none.
    void setCount(qsizetype activity, int count);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    QActionGroup *m_group;
    QList<std::pair<QAction *, QString>> m_icons;
};

} // namespace promptuary
