// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/tablecard.h"

#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

#include <algorithm>

namespace promptuary
{

TableCard::TableCard(int rowHeight, QWidget *parent)
    : CardFrame(parent)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_header(new QHBoxLayout)
    , m_layout(new QVBoxLayout(this))
    , m_table(new QTableView(this))
{
    m_title->setFont(boldFont());
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_subtitle})
        label->setTextFormat(Qt::PlainText);
    makeTable(rowHeight);
    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_header->addWidget(m_subtitle);
    m_header->addStretch(1);
    m_layout->setContentsMargins(16, 12, 16, 16);
    m_layout->setSpacing(8);
    m_layout->addLayout(m_header);
    m_layout->addWidget(m_table, 1);
}

void TableCard::makeTable(int rowHeight)
{
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFont(tabularFont(font()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    makeCopyable(m_table);
}

void TableCard::setTitle(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_table->setAccessibleName(title);
}

void TableCard::addToHeader(QWidget *widget)
{
    m_header->addWidget(widget);
}

void TableCard::addBelow(QWidget *widget, int stretch)
{
    m_layout->addWidget(widget, stretch);
}

int TableCard::fitToContents(int first, int gap, int least)
{
    int taken = 0;
    for (int column = first; column < m_table->model()->columnCount(); ++column) {
        if (m_table->isColumnHidden(column))
            continue;
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::max(least, m_table->columnWidth(column) + gap));
        taken += m_table->columnWidth(column);
    }
    return m_table->viewport()->width() - taken;
}

void TableCard::resizeEvent(QResizeEvent *event)
{
    CardFrame::resizeEvent(event);
    fitColumns();
}

} // namespace promptuary
