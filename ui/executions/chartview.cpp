// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartview.h"

#include "core/executions/metricperiod.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/charttablemodel.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace promptuary
{

namespace
{

constexpr int leftRoom = 56;
constexpr int topRoom = 28; // for the marks' pills
constexpr int rightRoom = 16;
constexpr int bottomRoom = 24;
constexpr int labelRoom = 84;

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
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(280, 200);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
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
    if (data.times != m_data.times || data.spans != m_data.spans)
        m_chosen = -1;
    m_data = data;
    setAccessibleName(tr("%1, %2: chart").arg(data.title, data.subtitle));
    rebuild();
}

QColor ChartView::colorOf(qsizetype series, const Colors &roles) const
{
    return m_data.series.at(series).rest ? restColor(roles) : seriesColor(series, roles);
}

void ChartView::rebuild()
{
    chart()->removeAllSeries();
    m_ticks = valueTicks(m_data);
    m_value->setRange(m_ticks.low, m_ticks.high);
    if (m_data.pointCount() > 0) {
        const double first = xOf(0);
        m_along->setRange(first, std::max(xOf(m_data.pointCount() - 1), first + 1));
    }
    for (qsizetype series = 0; series < m_data.series.size(); ++series) {
        if (m_data.stacked) {
            addLayer(series);
        } else {
            addBand(series);
            addLine(series);
        }
    }
    scene()->invalidate();
}

void ChartView::addToAxes(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_along);
    series->attachAxis(m_value);
}

void ChartView::addLayer(qsizetype series)
{
    auto *upper = new QLineSeries;
    auto *lower = new QLineSeries;
    for (qsizetype point = 0; point < m_data.pointCount(); ++point) {
        upper->append(xOf(point), m_data.heightAt(series, point).value_or(0));
        lower->append(xOf(point), series > 0 ? m_data.heightAt(series - 1, point).value_or(0) : 0);
    }
    auto *area = new QAreaSeries(upper, lower);
    upper->setParent(area);
    lower->setParent(area);
    area->setPen(QPen(colorOf(series, colors(palette())), 1));
    QColor fill = colorOf(series, colors(palette()));
    fill.setAlphaF(0.85F);
    area->setBrush(fill);
    addToAxes(area);
}

void ChartView::addBand(qsizetype series)
{
    const ChartSeries &data = m_data.series.at(series);
    if (data.intervals.isEmpty())
        return;
    for (const auto &[first, end] : runsOf(data.values)) {
        auto *upper = new QLineSeries;
        auto *lower = new QLineSeries;
        for (qsizetype point = first; point < end; ++point) {
            const Estimate interval = data.intervals.at(point).value_or(Estimate());
            upper->append(xOf(point), std::min(interval.high, m_ticks.high));
            lower->append(xOf(point), std::max(interval.low, m_ticks.low));
        }
        auto *band = new QAreaSeries(upper, lower);
        upper->setParent(band);
        lower->setParent(band);
        QColor fill = colorOf(series, colors(palette()));
        fill.setAlphaF(0.2F);
        band->setBrush(fill);
        band->setPen(Qt::NoPen);
        addToAxes(band);
    }
}

void ChartView::addLine(qsizetype series)
{
    const ChartSeries &data = m_data.series.at(series);
    const QPen pen(colorOf(series, colors(palette())), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const auto &[first, end] : runsOf(data.values)) {
        if (end - first == 1) { // a line of one point is none
            auto *dot = new QScatterSeries;
            dot->append(xOf(first), *data.values.at(first));
            dot->setMarkerSize(5);
            dot->setColor(pen.color());
            dot->setBorderColor(Qt::transparent);
            addToAxes(dot);
            continue;
        }
        auto *line = new QLineSeries;
        for (qsizetype point = first; point < end; ++point)
            line->append(xOf(point), *data.values.at(point));
        line->setPen(pen);
        addToAxes(line);
    }
}

double ChartView::xOf(qsizetype point) const
{
    return m_data.positionOf(point);
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

void ChartView::drawBackground(QPainter *painter, const QRectF &)
{
    if (m_data.pointCount() > 0)
        paintTicks(painter, colors(palette()));
}

void ChartView::paintTicks(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    painter->setFont(tabularFont(smallFont()));
    const QFontMetrics metrics = painter->fontMetrics();
    const int lines = qRound((m_ticks.high - m_ticks.low) / m_ticks.step);
    for (int i = 0; i <= lines; ++i) {
        const double value = m_ticks.low + i * m_ticks.step;
        const double y = std::round(placeOf(m_along->min(), value).y()) + 0.5;
        painter->setPen(QPen(roles.hairline, 1));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter->setPen(roles.secondaryText);
        painter->drawText(QRectF(0, y - 10, leftRoom - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                          tickText(m_data.unit, value, m_ticks.step));
    }
    for (const AxisLabel &label : pointLabels(m_data, std::max(2, int(plot.width()) / labelRoom))) {
        const double width = metrics.horizontalAdvance(label.text);
        const double left =
            std::clamp(placeOf(label.position, m_ticks.low).x() - width / 2, 0.0, this->width() - width - 2);
        painter->drawText(QPointF(left, plot.bottom() + 6 + metrics.ascent()), label.text);
    }
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_data.pointCount() == 0)
        return;
    const Colors &roles = colors(palette());
    paintMarks(painter, roles);
    const QRectF plot = chart()->plotArea();
    if (m_chosen >= 0) {
        const double x = placeOf(xOf(m_chosen), m_ticks.low).x();
        painter->setPen(QPen(roles.secondaryText, 1));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (hasFocus()) {
        painter->setPen(QPen(roles.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

/// From the newest back, so that where two are close the newer one has its number written.
void ChartView::paintMarks(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    double free = plot.right() + rightRoom;
    for (const ChartMark &mark : std::views::reverse(m_data.marks)) {
        const double x = std::clamp(placeOf(msOf(mark.at), m_ticks.low).x(), plot.left(), plot.right());
        painter->setPen(QPen(roles.accent, 1, Qt::DashLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter->setFont(smallFont());
        const QSize size = pillSize(smallFont(), mark.label);
        const double left = std::min(x - size.width() / 2.0, double(width() - size.width()));
        if (left + size.width() + 2 > free)
            continue;
        paintPill(*painter, QRect(QPoint(qRound(left), int(plot.top()) - size.height() - 2), size), PillKind::Accent,
                  mark.label, roles);
        free = left;
    }
}

QString ChartView::describe(qsizetype point) const
{
    QString rows;
    double sum = 0;
    const auto add = [&rows](const QString &mark, const QString &name, const QString &value) {
        rows += QStringLiteral("<tr><td>%1 %2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                    .arg(mark, name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    for (qsizetype s = m_data.series.size() - 1; s >= 0; --s) { // from the top, as layers lie
        const ChartSeries &series = m_data.series.at(s);
        sum += series.values.value(point).value_or(0);
        add(QStringLiteral("<font color='%1'>■</font>").arg(colorOf(s, colors(palette())).name()), series.name,
            valueWithInterval(m_data, series, point));
    }
    if (m_data.stacked && m_data.series.size() > 1)
        add({}, tr("together"), exactText(m_data.unit, sum));
    const QString name = m_data.pointName(point);
    const bool goesOn = m_data.spans.isEmpty() && point == m_data.pointCount() - 1;
    QString text = QStringLiteral("<b>%1</b><table>%2</table>")
                       .arg((goesOn ? tr("%1, so far").arg(name) : name).toHtmlEscaped(), rows);
    for (const ChartMark &mark : m_data.marks) {
        if (pointOf(mark.at, m_data.step) == m_data.times.at(point))
            text += QStringLiteral("<br>") + mark.explanation.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    }
    return text;
}

qsizetype ChartView::pointAt(double x) const
{
    const QRectF plot = chart()->plotArea();
    if (m_data.pointCount() == 0 || x < plot.left() - 8 || x > plot.right() + 8)
        return -1;
    const double position = m_along->min() + (x - plot.left()) / plot.width() * (m_along->max() - m_along->min());
    const auto distance = [this, position](qsizetype point) { return std::abs(xOf(point) - position); };
    return std::ranges::min(std::views::iota(qsizetype{0}, m_data.pointCount()), {}, distance);
}

void ChartView::choose(qsizetype point, const QPoint &globalPos)
{
    if (point != m_chosen) {
        m_chosen = point;
        viewport()->update();
    }
    if (point < 0) {
        QToolTip::hideText();
        return;
    }
    const QString text = describe(point);
    setAccessibleDescription(text);
    QToolTip::showText(globalPos, text, this);
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    choose(pointAt(event->position().x()), event->globalPosition().toPoint());
}

void ChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    choose(-1, {});
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_data.pointCount() - 1;
    qsizetype wanted = m_chosen;
    switch (event->key()) {
    case Qt::Key_Left:
        wanted = m_chosen < 0 ? last : m_chosen - 1;
        break;
    case Qt::Key_Right:
        wanted = m_chosen < 0 ? last : m_chosen + 1;
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    default:
        event->ignore();
        return;
    }
    if (last < 0)
        return;
    wanted = std::clamp<qsizetype>(wanted, 0, last);
    choose(wanted, mapToGlobal(placeOf(xOf(wanted), m_ticks.high).toPoint()));
}

void ChartView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    choose(-1, {});
}

void ChartView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void ChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        rebuild();
}

} // namespace promptuary
