// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/versioncomparison.h"

#include <QStyledItemDelegate>

namespace promptuary
{

/// Where models that are shown by it keep the ComparedFigure of a cell; a cell without one is shown as any other.
constexpr int figureRole = Qt::UserRole + 100;
/// Where they keep what stands in small letters below the text of another cell, or in its place where it has none.
constexpr int lineBelowRole = Qt::UserRole + 101;

constexpr int figureRowHeight = 44;

/// A figure with its interval, and below it the difference: in colour where it is real. Where the figure is a
/// difference itself, its interval is below it, and beside it whether it is real. What stands beside figures has as
/// much room in all rows of a column, so that the figures end below each other.
class FigureDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// To be called when the model's figures are others.
    void measure(const QAbstractItemModel &model);
    /// What all figures of a column need.
    [[nodiscard]] int widthFor(const QAbstractItemModel &model, int column) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// As wide as both lines need.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintLines(QPainter *painter, const QStyleOptionViewItem &option, const QString &below);
    static void paintFigure(QPainter *painter, const QStyleOptionViewItem &option, const ComparedFigure &figure,
                            int beside);

    QList<int> m_beside; ///< of each column, how wide what stands beside its figures is
};

/// All that a figure says, as a sentence.
[[nodiscard]] QString spokenFigure(const ComparedFigure &figure);

} // namespace promptuary
