// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcard.h"

#include "core/executions/metricperiod.h"
#include "ui/executions/chartlegend.h"
#include "ui/executions/charttablemodel.h"
#include "ui/executions/chartview.h"
#include "ui/widgets/typography.h"

#include <QToolButton>

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
    , m_useTime(new QToolButton(this))
    , m_showAll(new QToolButton(this))
{
    m_model->setParent(this);
    addBelowHeader(m_legend);
    connect(m_legend, &ChartLegend::toggled, this, &ChartCard::toggle);
    connect(m_view, &ChartView::windowChanged, this, [this](const OptionalWindow &window) {
        showWindow();
        Q_EMIT windowChanged(window);
    });
    makeZoomButtons(name);
    showLegend();
}

void ChartCard::makeZoomButtons(const QString &name)
{
    m_useTime->setText(tr("Filter to this time"));
    m_useTime->setToolTip(tr("All figures, of this time only"));
    m_showAll->setText(tr("Show all"));
    m_showAll->setToolTip(tr("The whole time again (double click, 0 or Esc)"));
    setNames(m_useTime, qPrintable(name + QLatin1StringView("UseTime")), m_useTime->text());
    setNames(m_showAll, qPrintable(name + QLatin1StringView("ShowAll")), m_showAll->text());
    for (QToolButton *button : {m_useTime, m_showAll}) {
        button->setFont(smallFont());
        button->hide();
        addToHeader(button);
    }
    connect(m_showAll, &QToolButton::clicked, this, [this] {
        setWindow({});
        Q_EMIT windowChanged({});
    });
    connect(m_useTime, &QToolButton::clicked, this, [this] {
        const ChartData &shown = m_view->shown();
        // What is shown changes while it is told of.
        const QDateTime since = shown.times.constFirst();
        Q_EMIT timeChosen(since, pointEnd(shown.times.constLast(), shown.step));
    });
}

void ChartCard::setData(const ChartData &chart)
{
    m_view->setData(chart);
    m_model->setChart(chart);
    showLegend();
    showWindow();
}

void ChartCard::setWindow(const OptionalWindow &window)
{
    m_view->setWindow(window);
    showWindow();
}

void ChartCard::showWindow()
{
    const ChartData &chart = m_view->data();
    const bool zoomed = m_view->window().has_value();
    const QString subtitle =
        zoomed ? QStringLiteral("%1 · %2").arg(chart.subtitle, windowText(chart, *m_view->window())) : chart.subtitle;
    setTitle(chart.title, subtitle);
    m_useTime->setVisible(zoomed);
    m_showAll->setVisible(zoomed);
}

/// The last one stays: a chart of nothing says nothing.
void ChartCard::toggle(const QString &series, bool shown)
{
    if (shown)
        m_hidden.remove(series);
    else if (m_view->shown().series.size() > 1)
        m_hidden.insert(series);
    m_view->setHidden(m_hidden);
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
    QList<ChartSeries> series = m_view->data().series;
    for (qsizetype place = 0; place < series.size(); ++place)
        series[place].color = series[place].color < 0 ? place : series[place].color;
    m_legend->setSeries(series, m_hidden);
    m_legend->setVisible(series.size() > 1);
}

} // namespace promptuary
