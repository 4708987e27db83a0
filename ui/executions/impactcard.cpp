// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/impactcard.h"

#include "ui/executions/figuredelegate.h"
#include "ui/executions/impactmodel.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int mostRows = 6; // more scroll
constexpr int leastWidth = 100;

} // namespace

ImpactCard::ImpactCard(QWidget *parent)
    : CardFrame(parent)
    , m_title(new QLabel(tr("Before and after each change"), this))
    , m_subtitle(new QLabel(this))
    , m_table(new QTableView(this))
    , m_nothing(new QLabel(this))
    , m_model(new ImpactModel(this))
{
    setObjectName(QStringLiteral("impactCard"));
    m_title->setFont(boldFont());
    m_nothing->setObjectName(QStringLiteral("impactNothing"));
    for (QLabel *label : {m_title, m_subtitle, m_nothing})
        label->setTextFormat(Qt::PlainText);
    makeTable();
    auto *header = new QHBoxLayout;
    header->setSpacing(8);
    header->addWidget(m_title);
    header->addWidget(m_subtitle);
    header->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(header);
    layout->addWidget(m_table);
    layout->addWidget(m_nothing);
    dress();
}

void ImpactCard::makeTable()
{
    setNames(m_table, "impactTable", m_title->text());
    m_table->setModel(m_model);
    m_table->setItemDelegate(new FigureDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFont(tabularFont(font()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(figureRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    makeCopyable(m_table);
}

void ImpactCard::setImpacts(const QList<ChangeImpact> &impacts, const QString &environment)
{
    m_model->setImpacts(impacts);
    m_subtitle->setText(environment.isEmpty() ? QString() : tr("in %1, with 95 % interval").arg(environment));
    m_nothing->setText(environment.isEmpty()
                           ? tr("Choose an environment above: what served differs from one to the other.")
                           : tr("Nothing was activated or rolled back in %1 in this time.").arg(environment));
    m_table->setVisible(!impacts.isEmpty());
    m_nothing->setVisible(impacts.isEmpty());
    fitTable();
}

/// Columns take what they need, and share what is left over.
void ImpactCard::fitTable()
{
    m_table->resizeColumnsToContents();
    int taken = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        m_table->setColumnWidth(column, std::max(leastWidth, m_table->columnWidth(column)));
        taken += m_table->columnWidth(column);
    }
    const int more = std::max(0, m_table->viewport()->width() - taken) / m_model->columnCount();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + more);
    const int rows = std::min(m_model->rowCount(), mostRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * figureRowHeight + 4);
}

void ImpactCard::dress()
{
    for (QLabel *label : {m_subtitle, m_nothing}) {
        QPalette secondary = palette();
        secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
        label->setPalette(secondary);
    }
}

void ImpactCard::changeEvent(QEvent *event)
{
    CardFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void ImpactCard::resizeEvent(QResizeEvent *event)
{
    CardFrame::resizeEvent(event);
    fitTable();
}

} // namespace promptuary
