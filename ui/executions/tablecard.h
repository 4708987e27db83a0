// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/executions/cardframe.h"

class QHBoxLayout;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace promptuary
{

/// A table in a frame, below its title.
class TableCard : public CardFrame
{
    Q_OBJECT
protected:
    TableCard(int rowHeight, QWidget *parent);

    void setTitle(const QString &title, const QString &subtitle);
    void addToHeader(QWidget *widget); ///< at its right end
    void addBelow(QWidget *widget, int stretch = 0);
    [[nodiscard]] QTableView *table() const { return m_table; }

    /// Gives columns their widths; called whenever there is other room.
    virtual void fitColumns() = 0;
    /// Makes the columns from `first` on as wide as what they hold and `gap`, `least` at least; how much room is left.
    int fitToContents(int first, int gap, int least);
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable(int rowHeight);

    QLabel *m_title;
    QLabel *m_subtitle;
    QHBoxLayout *m_header;
    QVBoxLayout *m_layout;
    QTableView *m_table;
};

} // namespace promptuary
