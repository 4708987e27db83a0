// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartview.h"

#include "core/executions/metricperiod.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/charttablemodel.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int leftRoom = 56;
constexpr int topRoom = 28; // for the marks' pills
constexpr int rightRoom = 16;
constexpr int bottomRoom = 24;
constexpr int labelRoom = 84;
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
    m_data = data;
    m_window = windowKept(data, m_window);
    setAccessibleName(tr("%1, %2: chart").arg(data.title, data.subtitle));
    showPart();
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
    for (qsizetype point = 0; point < m_shown.pointCount(); ++point) {
        upper->append(xOf(point), m_shown.heightAt(series, point).value_or(0));
        lower->append(xOf(point), series > 0 ? m_shown.heightAt(series - 1, point).value_or(0) : 0);
    }
    auto *area = new QAreaSeries(upper, lower);
    upper->setParent(area);
    lower->setParent(area);
    area->setPen(QPen(colorOf(m_shown.series.at(series), colors(palette())), 1));
    QColor fill = colorOf(m_shown.series.at(series), colors(palette()));
    fill.setAlphaF(0.85F);
    area->setBrush(fill);
    addToAxes(area);
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
            upper->append(xOf(point), std::min(interval.high, m_ticks.high));
            lower->append(xOf(point), std::max(interval.low, m_ticks.low));
        }
        auto *band = new QAreaSeries(upper, lower);
        upper->setParent(band);
        lower->setParent(band);
        QColor fill = colorOf(m_shown.series.at(series), colors(palette()));
        fill.setAlphaF(0.2F);
        band->setBrush(fill);
        band->setPen(Qt::NoPen);
        addToAxes(band);
    }
}

void ChartView::addLine(qsizetype series)
{
    const ChartSeries &data = m_shown.series.at(series);
    const QPen pen(colorOf(data, colors(palette())), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
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

void ChartView::drawBackground(QPainter *painter, const QRectF &)
{
    if (m_shown.pointCount() == 0)
        return;
    paintBands(painter, colors(palette()));
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
                          tickText(m_shown.unit, value, m_ticks.step));
    }
    for (const AxisLabel &label : pointLabels(m_shown, std::max(2, int(plot.width()) / labelRoom))) {
        const double width = metrics.horizontalAdvance(label.text);
        const double left =
            std::clamp(placeOf(label.position, m_ticks.low).x() - width / 2, 0.0, this->width() - width - 2);
        painter->drawText(QPointF(left, plot.bottom() + 6 + metrics.ascent()), label.text);
    }
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_shown.pointCount() == 0)
        return;
    const Colors &roles = colors(palette());
    paintUnfinishedAndMarks(painter, roles);
    const QRectF plot = chart()->plotArea();
    if (m_drag && !m_drag->moves) {
        QColor chosen = roles.accent;
        chosen.setAlphaF(0.18F);
        painter->fillRect(
            QRectF(std::min(m_drag->from, m_drag->to), plot.top(), std::abs(m_drag->to - m_drag->from), plot.height()),
            chosen);
    }
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

bool ChartView::goesOn(qsizetype point) const
{
    return m_shown.spans.isEmpty() && pointEnd(m_shown.times.at(point), m_shown.step) > QDateTime::currentDateTimeUtc();
}

/// What goes on is pale, and said so: a day that has just begun looks like a fall. Marks lie over it and under its
/// name.
void ChartView::paintUnfinishedAndMarks(QPainter *painter, const Colors &roles) const
{
    const qsizetype last = m_shown.pointCount() - 1;
    if (last < 1 || !goesOn(last)) {
        paintMarks(painter, roles);
        return;
    }
    const QRectF plot = chart()->plotArea();
    const double from = placeOf(xOf(last - 1), m_ticks.low).x();
    QColor veil = roles.surface;
    veil.setAlphaF(0.7F);
    painter->fillRect(QRectF(QPointF(from + 1, plot.top() - 1), QPointF(plot.right() + 1, plot.bottom() - 1)), veil);
    paintMarks(painter, roles);
    const QString text = tr("so far");
    painter->setFont(smallFont());
    const double width = painter->fontMetrics().horizontalAdvance(text) + 6;
    const QRectF room(plot.right() - width, plot.bottom() - 20, width, 16);
    painter->fillRect(room, roles.surface);
    painter->setPen(roles.secondaryText);
    painter->drawText(room, Qt::AlignCenter, text);
}

/// Every second one is shaded, so that one sees how long a version served. The first has no mark to name it.
void ChartView::paintBands(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    const auto xAt = [&](const QDateTime &time) {
        return std::clamp(placeOf(msOf(time), m_ticks.low).x(), plot.left(), plot.right());
    };
    for (qsizetype i = 0; i < m_shown.bands.size(); ++i) {
        const ChartBand &band = m_shown.bands.at(i);
        const QRectF room(QPointF(xAt(band.from), plot.top()), QPointF(xAt(band.to), plot.bottom()));
        if (i % 2 == 1)
            painter->fillRect(room, shifted(roles.surface, roles, 0.045));
        const QSize size = pillSize(smallFont(), band.label);
        const bool named = i > 0 && xAt(band.from) > plot.left();
        if (band.label.isEmpty() || named || room.width() < 2 * size.width())
            continue;
        painter->setFont(smallFont());
        paintPill(*painter, QRect(QPoint(int(room.left()), int(plot.top()) - size.height() - 2), size),
                  PillKind::Neutral, band.label, roles);
    }
}

/// From the newest back, so that where two are close the newer one has its number written.
void ChartView::paintMarks(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    double free = plot.right() + rightRoom;
    for (const ChartMark &mark : std::views::reverse(m_shown.marks)) {
        if (msOf(mark.at) < m_along->min() || msOf(mark.at) > m_along->max())
            continue;
        const double x = placeOf(msOf(mark.at), m_ticks.low).x();
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
    m_stale = !isVisible(); // a change of colours has enough to do with what is seen
    if (!m_stale)
        rebuild();
}

void ChartView::showEvent(QShowEvent *event)
{
    if (m_stale)
        rebuild();
    QChartView::showEvent(event);
}

} // namespace promptuary
