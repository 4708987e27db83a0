// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/impactcard.h"

#include "ui/executions/figuredelegate.h"
#include "ui/executions/impactmodel.h"
#include "ui/widgets/typography.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int mostRows = 6; // more scroll
constexpr int leastWidth = 80;

} // namespace

ImpactCard::ImpactCard(QWidget *parent)
    : TableCard(figureRowHeight, parent)
    , m_nothing(new QLabel(this))
    , m_model(new ImpactModel(this))
    , m_figures(new FigureDelegate(this))
{
    setObjectName(QStringLiteral("impactCard"));
    m_nothing->setObjectName(QStringLiteral("impactNothing"));
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    setTitle(tr("Before and after each change"), {});
    setNames(table(), "impactTable", table()->accessibleName());
    table()->setModel(m_model);
    table()->setItemDelegate(m_figures);
    addBelow(m_nothing);
}

QString ImpactCard::subtitle(const QString &environment, qsizetype older)
{
    if (environment.isEmpty())
        return {};
    const QString text = tr("in %1, over equally long times, with 95 % interval").arg(environment);
    return older > 0 ? tr("%1; %2 older changes are not listed").arg(text).arg(older) : text;
}

void ImpactCard::setImpacts(const QList<ChangeImpact> &impacts, qsizetype older, const QString &environment)
{
    m_model->setImpacts(impacts);
    m_figures->measure(*m_model);
    table()->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!impacts.at(row).nothing.isEmpty())
            table()->setSpan(row, ImpactModel::FirstMeasure, 1, m_model->columnCount() - ImpactModel::FirstMeasure);
    }
    setTitle(tr("Before and after each change"), subtitle(environment, older));
    m_nothing->setText(environment.isEmpty()
                           ? tr("Choose an environment above: what served differs from one to the other.")
                           : tr("Nothing was activated or rolled back in %1 in this time.").arg(environment));
    table()->setVisible(!impacts.isEmpty());
    m_nothing->setVisible(impacts.isEmpty());
    fitColumns();
}

/// Columns take what they need, and share what is left over.
void ImpactCard::fitColumns()
{
    const int room = fitToContents(0, 0, leastWidth);
    const int more = std::max(0, room) / m_model->columnCount();
    for (int column = 0; column < m_model->columnCount(); ++column)
        table()->setColumnWidth(column, table()->columnWidth(column) + more);
    const int rows = std::min(m_model->rowCount(), mostRows);
    const int bar = room < 0 ? table()->horizontalScrollBar()->sizeHint().height() : 0;
    table()->setFixedHeight(table()->horizontalHeader()->sizeHint().height() + rows * figureRowHeight + bar + 4);
}

} // namespace promptuary
