// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcard.h"

#include "ui/executions/chartlegend.h"
#include "ui/executions/charttablemodel.h"
#include "ui/executions/chartview.h"

#include <QEvent>

namespace promptuary
{

ChartCard::ChartCard(const QString &name, QWidget *parent)
    : ChartCard(name, new ChartView, new ChartTableModel, parent)
{
}

ChartCard::ChartCard(const QString &name, ChartView *view, ChartTableModel *model, QWidget *parent)
    : FigureCard(name, view, model, parent)
    , m_view(view)
    , m_model(model)
    , m_legend(new ChartLegend(this))
{
    m_model->setParent(this);
    addBelowHeader(m_legend);
    showLegend();
}

void ChartCard::setData(const ChartData &chart)
{
    setTitle(chart.title, chart.subtitle);
    m_view->setData(chart);
    m_model->setChart(chart);
    showLegend();
}

QString ChartCard::csv() const
{
    return toCsv(m_view->data());
}

void ChartCard::paintFigure(QPainter *painter, const QRectF &target) const
{
    m_view->render(painter, target);
}

void ChartCard::showLegend()
{
    QList<std::pair<QString, QColor>> series;
    const QList<ChartSeries> &shown = m_view->data().series;
    for (qsizetype i = 0; i < shown.size(); ++i)
        series.append({shown.at(i).name, m_view->colorOf(i, colors(palette()))});
    m_legend->setSeries(series);
    m_legend->setVisible(series.size() > 1);
}

void ChartCard::changeEvent(QEvent *event)
{
    FigureCard::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showLegend();
}

} // namespace promptuary
