// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/templatetreeview.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace promptuary
{

TemplateTreeView::TemplateTreeView(QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(false);
    setEditTriggers(NoEditTriggers); // the Rename action begins it
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier)
            open(index);
    });
}

void TemplateTreeView::open(const QModelIndex &index)
{
    if (index.parent().isValid())
        Q_EMIT opened(index);
    else
        setExpanded(index, !isExpanded(index));
}

/// Asking the display where the mouse is takes longer than painting a row; all rows have it from here.
void TemplateTreeView::paintEvent(QPaintEvent *event)
{
    m_mouse = viewport()->underMouse() ? viewport()->mapFromGlobal(QCursor::pos()) : QPoint(-1, -1);
    QTreeView::paintEvent(event);
}

void TemplateTreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    row.rect = QRect(0, option.rect.top(), viewport()->width(), option.rect.height());
    row.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    row.state.setFlag(QStyle::State_Open, isExpanded(index));
    row.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex() == index);
    row.state.setFlag(QStyle::State_MouseOver, row.rect.contains(m_mouse));
    itemDelegate()->paint(painter, row, index);
}

void TemplateTreeView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && state() != EditingState)
        open(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

} // namespace promptuary
