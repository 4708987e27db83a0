// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartview.h"

#include "core/executions/metricperiod.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/charttablemodel.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int leftRoom = 56;
constexpr int topRoom = 36; // for notes, and below them the marks' pills
constexpr int rightRoom = 16;
constexpr int bottomRoom = 24;
constexpr int markReach = 5;

double msOf(const QDateTime &time)
{
    return double(time.toMSecsSinceEpoch());
}

/// The runs of points that have a value: lines break where nothing was measured.
QList<std::pair<qsizetype, qsizetype>> runsOf(const QList<std::optional<double>> &values)
{
    QList<std::pair<qsizetype, qsizetype>> runs;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!values.at(i))
            continue;
        if (!runs.isEmpty() && runs.constLast().second == i)
            runs.last().second = i + 1;
        else
            runs.append({i, i + 1});
    }
    return runs;
}

} // namespace

ChartView::ChartView(QWidget *parent)
    : QChartView(parent)
    , m_along(new QValueAxis(this))
    , m_value(new QValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(NoViewportUpdate); // what changes here asks by itself, once: each series would for its own
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(280, 144); // what a legend of three lines leaves of a card
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(true); // with the card's surface: what is opaque is painted once, the rest twice
    viewport()->setBackgroundRole(QPalette::Base);
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setMargins({});
    for (QValueAxis *axis : {m_along, m_value})
        axis->setVisible(false);
    chart()->addAxis(m_along, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
}

void ChartView::setData(const ChartData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    m_window = windowKept(data, m_window);
    const QString note = axisNote(data);
    const QString name =
        tr("%1, %2: chart")
            .arg(data.title, note.isEmpty() ? data.subtitle : data.subtitle + QStringLiteral(", ") + note);
    setAccessibleName(data.isEmpty() && !data.nothing.isEmpty() ? tr("%1. %2").arg(name, data.nothing) : name);
    showPart();
}

QString ChartView::nothingText() const
{
    return m_shown.isEmpty() ? m_shown.nothing : QString();
}

void ChartView::setHidden(const QSet<QString> &series)
{
    if (std::exchange(m_hidden, series) != series)
        showPart();
}

void ChartView::setWindow(const OptionalWindow &window)
{
    const OptionalWindow kept = windowKept(m_data, window);
    if (std::exchange(m_window, kept) != kept)
        showPart();
}

void ChartView::showPart()
{
    const ChartData before = std::exchange(m_shown, shownPart(m_data, m_hidden, m_window));
    if (before.times != m_shown.times || before.spans != m_shown.spans)
        m_chosen = -1;
    rebuild();
}

QColor ChartView::colorOf(const ChartSeries &series, const Colors &roles)
{
    return series.rest ? restColor(roles) : seriesColor(series.color, roles);
}

void ChartView::rebuild()
{
    m_stale = false;
    m_drawn.clear();
    chart()->removeAllSeries();
    m_ticks = valueTicks(m_shown);
    m_value->setRange(m_ticks.low, m_ticks.high);
    if (m_shown.pointCount() > 0) {
        const auto [low, high] = m_shown.extent();
        m_along->setRange(low, high);
    }
    for (qsizetype series = 0; series < m_shown.series.size(); ++series) {
        if (m_shown.stacked) {
            addLayer(series);
        } else {
            addBand(series);
            addLine(series);
        }
    }
    viewport()->update();
}

void ChartView::addToAxes(QAbstractSeries *series, qsizetype of)
{
    m_drawn.append({series, of});
    paintIn(series, colorOf(m_shown.series.at(of), colors(palette())));
    chart()->addSeries(series);
    series->attachAxis(m_along);
    series->attachAxis(m_value);
}

void ChartView::paintIn(QAbstractSeries *series, const QColor &color) const
{
    if (auto *area = qobject_cast<QAreaSeries *>(series)) {
        QColor fill = color;
        fill.setAlphaF(m_shown.stacked ? 1.0F : 0.2F);
        area->setBrush(fill);
        area->setPen(QPen(Qt::NoPen));
    } else if (auto *dot = qobject_cast<QScatterSeries *>(series)) {
        dot->setColor(color);
        dot->setBorderColor(Qt::transparent);
    } else if (auto *line = qobject_cast<QLineSeries *>(series)) {
        line->setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
}

/// Other colours move nothing: making all series anew takes many times as long.
void ChartView::recolor()
{
    m_stale = false;
    for (const auto &[series, of] : std::as_const(m_drawn))
        paintIn(series, colorOf(m_shown.series.at(of), colors(palette())));
    viewport()->update();
}

/// In steps: an amount is that of all of its day. Joined from day to day, a version would begin to cost on the day
/// before it served.
void ChartView::addLayer(qsizetype series)
{
    auto *upper = new QLineSeries;
    auto *lower = new QLineSeries;
    for (qsizetype point = 0; point < m_shown.pointCount(); ++point) {
        const auto [from, to] = m_shown.extentOf(point);
        const double top = m_shown.heightAt(series, point).value_or(0);
        const double bottom = series > 0 ? m_shown.heightAt(series - 1, point).value_or(0) : 0;
        for (const double x : {from, to}) {
            upper->append(x, top);
            lower->append(x, bottom);
        }
    }
    auto *area = new QAreaSeries(upper, lower);
    upper->setParent(area);
    lower->setParent(area);
    addToAxes(area, series);
}

void ChartView::addBand(qsizetype series)
{
    const ChartSeries &data = m_shown.series.at(series);
    if (data.intervals.isEmpty())
        return;
    for (const auto &[first, end] : runsOf(data.values)) {
        auto *upper = new QLineSeries;
        auto *lower = new QLineSeries;
        for (qsizetype point = first; point < end; ++point) {
            const Estimate interval = data.intervals.at(point).value_or(Estimate());
            upper->append(xOf(point), interval.high); // the plot cuts what reaches further than its axis
            lower->append(xOf(point), interval.low);
        }
        auto *band = new QAreaSeries(upper, lower);
        upper->setParent(band);
        lower->setParent(band);
        addToAxes(band, series);
    }
}

void ChartView::addLine(qsizetype series)
{
    const ChartSeries &data = m_shown.series.at(series);
    for (const auto &[first, end] : runsOf(data.values)) {
        if (end - first == 1) { // a line of one point is none
            auto *dot = new QScatterSeries;
            dot->append(xOf(first), *data.values.at(first));
            dot->setMarkerSize(5);
            addToAxes(dot, series);
            continue;
        }
        auto *line = new QLineSeries;
        for (qsizetype point = first; point < end; ++point)
            line->append(xOf(point), *data.values.at(point));
        addToAxes(line, series);
    }
}

double ChartView::xOf(qsizetype point) const
{
    return m_shown.positionOf(point);
}

QPointF ChartView::placeOf(double x, double value) const
{
    const QRectF plot = chart()->plotArea();
    const double width = m_along->max() - m_along->min();
    const double height = m_ticks.high - m_ticks.low;
    return {plot.left() + (x - m_along->min()) / width * plot.width(),
            plot.bottom() - (value - m_ticks.low) / height * plot.height()};
}

void ChartView::placePlot()
{
    chart()->setPlotArea(QRectF(rect()).adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom));
}

bool ChartView::goesOn(qsizetype point) const
{
    return m_shown.spans.isEmpty() && pointEnd(m_shown.times.at(point), m_shown.step) > QDateTime::currentDateTimeUtc();
}

QString ChartView::describe(qsizetype point) const
{
    QString rows;
    double sum = 0;
    const auto add = [&rows](const QString &mark, const QString &name, const QString &value) {
        rows += QStringLiteral("<tr><td>%1 %2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                    .arg(mark, name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    for (qsizetype s = m_shown.series.size() - 1; s >= 0; --s) { // from the top, as layers lie
        const ChartSeries &series = m_shown.series.at(s);
        sum += series.values.value(point).value_or(0);
        add(QStringLiteral("<font color='%1'>■</font>").arg(colorOf(m_shown.series.at(s), colors(palette())).name()),
            series.name, valueWithInterval(m_shown, series, point));
    }
    if (m_shown.stacked && m_shown.series.size() > 1)
        add({}, tr("together"), exactText(m_shown.unit, sum));
    QStringList served;
    for (const ChartBand &band : m_shown.bands) {
        const QDateTime &time = m_shown.times.at(point);
        if (!band.label.isEmpty() && band.from < pointEnd(time, m_shown.step) && band.to > time &&
            !served.contains(band.label))
            served << band.label;
    }
    if (!served.isEmpty())
        add({}, tr("serving"), served.join(QStringLiteral(", ")));
    const QString name = m_shown.pointName(point);
    QString text = QStringLiteral("<b>%1</b><table>%2</table>")
                       .arg((goesOn(point) ? tr("%1, so far").arg(name) : name).toHtmlEscaped(), rows);
    for (const ChartMark &mark : m_shown.marks) {
        if (pointOf(mark.at, m_shown.step) == m_shown.times.at(point))
            text += QStringLiteral("<br>") + describe(mark);
    }
    return text;
}

QString ChartView::describe(const ChartMark &mark)
{
    return mark.explanation.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
}

const ChartMark *ChartView::markAt(double x) const
{
    const auto near = [this, x](const ChartMark &mark) {
        return std::abs(placeOf(msOf(mark.at), m_ticks.low).x() - x) <= markReach;
    };
    const auto found = std::ranges::find_if(m_shown.marks.rbegin(), m_shown.marks.rend(), near);
    return found != m_shown.marks.rend() ? &*found : nullptr;
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void ChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_stale = true; // a change of colours has enough to do with what is seen
    if (isVisible())
        recolor();
}

void ChartView::showEvent(QShowEvent *event)
{
    if (m_stale)
        recolor();
    QChartView::showEvent(event);
}

} // namespace promptuary
