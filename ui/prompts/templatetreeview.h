// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace promptuary
{

/// The tree's rows: no indentation and no decoration of the style's own, since the delegate draws all of a row. A
/// click on a group opens or closes it.
class TemplateTreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit TemplateTreeView(QWidget *parent = nullptr);

Q_SIGNALS:
    void opened(const QModelIndex &index); ///< clicked, or Enter on it

protected:
    void paintEvent(QPaintEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(const QModelIndex &index);

    QPoint m_mouse; ///< in the viewport, while its rows are painted
};

} // namespace promptuary
