// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace promptuary
{

struct Colors;
struct RecentFigures;

/// Draws a row of the tree: what serves is a green pill, what waits an amber ring before it, the letters the filter
/// matched stand out. Its editor renames; the new name is told, not stored.
class TemplateTreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

Q_SIGNALS:
    /// Const as setModelData() is, which sends it.
    void renamed(const QModelIndex &index, const QString &name) const; // clazy:exclude=const-signal-or-slot

private:
    static void paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    static int paintFigures(QPainter *painter, QRect rect, const RecentFigures &figures, const Colors &roles);
    static void paintTemplate(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
};

} // namespace promptuary
