// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPushButton>

class QListWidget;

namespace promptuary
{

/// A button that says which versions are chosen, over a list with a box for each, the newest at the top.
class VersionBox : public QPushButton
{
    Q_OBJECT
public:
    explicit VersionBox(QWidget *parent = nullptr);

    /// The versions are 1 to `newest`; `serving` is marked, 0 for none. What is chosen and is no more there goes.
    void setVersions(int newest, int serving);
    void choose(const QList<int> &versions);                     ///< empty for all
    [[nodiscard]] QList<int> chosen() const { return m_chosen; } ///< ascending; empty for all

Q_SIGNALS:
    void chosenChanged(); ///< by the user

private:
    void fill();
    void showChosen();
    void take(int row);

    QListWidget *m_list;
    int m_newest = 0;
    int m_serving = 0;
    QList<int> m_chosen;
};

} // namespace promptuary
