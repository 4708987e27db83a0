// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executiontable.h"

#include "ui/executions/executiondelegate.h"
#include "ui/executions/executionmodel.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace promptuary
{

namespace
{

constexpr int oneRow = 28;

/// As wide as what the column holds at its widest, in characters.
constexpr std::array<int, ExecutionModel::ColumnCount> characters = {11, 16, 22, 8, 14, 11, 9, 12, 10, 11, 11, 0};
constexpr int newsTop = 8;

} // namespace

ExecutionTable::ExecutionTable(ExecutionModel *model, QWidget *parent)
    : QTableView(parent)
    , m_executions(model)
    , m_news(new QPushButton(this))
{
    setNames(this, "executionTable", tr("Executions, the newest first"));
    setModel(model);
    setItemDelegate(new ExecutionDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(oneRow);
    verticalHeader()->setDefaultSectionSize(oneRow);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(40);
    setColumnHidden(ExecutionModel::CachedTokens, true);
    showColumns(false, true);
    auto *copy = new QAction(tr("Copy rows"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ExecutionTable::copySelection);
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    makeNews();
}

void ExecutionTable::makeNews()
{
    setNames(m_news, "executionNews", tr("Show the executions that came in above"));
    m_news->setAutoDefault(false);
    m_news->hide();
    connect(m_news, &QPushButton::clicked, this, [this] {
        goToTop();
        setFocus();
    });
    connect(m_executions, &ExecutionModel::arrived, this, [this](int count) {
        if (!follows())
            tellNews(m_newer + count);
    });
    connect(m_executions, &ExecutionModel::modelReset, this, [this] { tellNews(0); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            tellNews(0);
    });
}

/// Over the rows, so that nothing moves when it comes.
void ExecutionTable::tellNews(int newer)
{
    m_newer = newer;
    m_news->setText(newer == 1 ? tr("1 newer above") : tr("%1 newer above").arg(QLocale().toString(newer)));
    m_news->adjustSize();
    m_news->move(viewport()->x() + (viewport()->width() - m_news->width()) / 2, viewport()->y() + newsTop);
    m_news->setVisible(newer > 0);
}

void ExecutionTable::showColumns(bool templates, bool environments)
{
    setColumnHidden(ExecutionModel::Template, !templates);
    setColumnHidden(ExecutionModel::Environment, !environments);
    spreadColumns();
}

/// Where there is more room than the columns need, all have a share of it.
void ExecutionTable::spreadColumns()
{
    int needed = 0;
    for (int column = 0; column < ExecutionModel::ColumnCount; ++column)
        needed += isColumnHidden(column) ? 0 : characters.at(std::size_t(column));
    const double least = fontMetrics().averageCharWidth();
    const double each = std::max(least, double(viewport()->width()) / needed);
    for (int column = 0; column < ExecutionModel::CachedTokens; ++column)
        setColumnWidth(column, int(characters.at(std::size_t(column)) * each));
}

void ExecutionTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        spreadColumns();
    tellNews(m_newer);
}

bool ExecutionTable::follows() const
{
    return verticalScrollBar()->value() == 0 && !currentIndex().isValid();
}

void ExecutionTable::goToTop()
{
    clearSelection();
    setCurrentIndex({});
    scrollToTop();
    tellNews(0);
}

/// The base class would choose the first row, and the list would no longer follow what comes in.
void ExecutionTable::focusInEvent(QFocusEvent *event)
{
    const bool chosen = currentIndex().isValid();
    QTableView::focusInEvent(event);
    if (!chosen)
        selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
}

void ExecutionTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentRowChanged(current.row());
}

void ExecutionTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const int top = verticalScrollBar()->value();
    const bool moves = first <= top && !follows();
    QTableView::rowsInserted(parent, first, last);
    if (!moves)
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(top + last - first + 1);
}

void ExecutionTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            Q_EMIT openRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        return;
    }
    const bool toEnd = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    if (!toEnd)
        return QTableView::keyPressEvent(event);
    if (!currentIndex().isValid()) // Qt would take the first row for either end
        setCurrentIndex(model()->index(0, ExecutionModel::Time));
    // Of rows, not of the cells in one.
    QKeyEvent ofRows(event->type(), event->key(), event->modifiers() | Qt::ControlModifier);
    QTableView::keyPressEvent(&ofRows);
}

/// Numbers as programs read them, and the id, to look for the execution elsewhere.
void ExecutionTable::copySelection() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows << index.row();
    if (rows.isEmpty())
        return;
    std::ranges::sort(rows);
    QGuiApplication::clipboard()->setText(m_executions->text(rows));
}

} // namespace promptuary
