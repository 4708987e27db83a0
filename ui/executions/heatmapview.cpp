// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/heatmapview.h"

#include "core/executions/metricformat.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/usagemodel.h"
#include "ui/widgets/typography.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace promptuary
{

namespace
{

constexpr int nameRoom = 44;
constexpr int hourRoom = 20;
constexpr int scaleRoom = 24;
constexpr int hourLabelRoom = 44;
constexpr int scaleSteps = 5;
constexpr double cellGap = 2;

/// From the empty cell's colour to the series' own: one hue, told apart by lightness.
QColor heat(double share, const Colors &roles)
{
    const QColor from = roles.raised;
    const QColor to = seriesColor(0, roles);
    const auto mix = [share](float low, float high) { return low + (high - low) * float(share); };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()),
                            mix(from.blueF(), to.blueF()));
}

} // namespace

HeatMapView::HeatMapView(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(280, 200);
}

void HeatMapView::setUsage(const UsageMap &usage)
{
    if (usage == m_usage)
        return;
    m_usage = usage;
    setAccessibleName(tr("%1, %2: heat map").arg(usage.title, usage.subtitle));
    update();
}

const UsageHour &HeatMapView::hourAt(QPoint cell) const
{
    return m_usage.at(weekdayAt(cell.y()), cell.x());
}

QRectF HeatMapView::gridIn(const QRectF &target) const
{
    return target.adjusted(nameRoom, 4, -4, -(hourRoom + scaleRoom));
}

QRectF HeatMapView::cellIn(const QRectF &grid, QPoint cell) const
{
    const double width = grid.width() / dayHours;
    const double height = grid.height() / weekdays;
    return QRectF(grid.left() + cell.x() * width, grid.top() + cell.y() * height, width, height)
        .adjusted(0, 0, -cellGap, -cellGap);
}

void HeatMapView::paintOn(QPainter *painter, const QRectF &target) const
{
    if (m_usage.hours.isEmpty())
        return;
    const Colors &roles = colors(palette());
    const QRectF grid = gridIn(target);
    painter->setRenderHint(QPainter::Antialiasing);
    paintCells(painter, grid, roles);
    painter->setFont(tabularFont(smallFont()));
    painter->setPen(roles.secondaryText);
    paintNames(painter, grid, roles);
    paintScale(painter, grid, roles);
}

void HeatMapView::paintCells(QPainter *painter, const QRectF &grid, const Colors &roles) const
{
    for (int day = 0; day < weekdays; ++day) {
        for (int hour = 0; hour < dayHours; ++hour) {
            const QRectF cell = cellIn(grid, {hour, day});
            const auto executions = executionsPerHour(hourAt({hour, day}));
            const bool known = executions && m_usage.most > 0;
            painter->setPen(known ? QPen(Qt::NoPen) : QPen(roles.hairline, 1)); // such an hour did not come yet
            painter->setBrush(known ? QBrush(heat(*executions / m_usage.most, roles)) : QBrush(Qt::NoBrush));
            painter->drawRoundedRect(cell, 2, 2);
        }
    }
}

void HeatMapView::paintNames(QPainter *painter, const QRectF &grid, const Colors &roles) const
{
    painter->setPen(roles.secondaryText);
    for (int day = 0; day < weekdays; ++day) {
        const QRectF cell = cellIn(grid, {0, day});
        painter->drawText(QRectF(grid.left() - nameRoom + 6, cell.top(), nameRoom - 8, cell.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, QLocale().dayName(weekdayAt(day), QLocale::ShortFormat));
    }
    const int step = grid.width() / dayHours >= hourLabelRoom       ? 1
                     : grid.width() / dayHours * 3 >= hourLabelRoom ? 3
                                                                    : 6;
    for (int hour = 0; hour < dayHours; hour += step) {
        const QRectF cell = cellIn(grid, {hour, weekdays - 1});
        painter->drawText(QRectF(cell.left(), grid.bottom(), hourLabelRoom, hourRoom), Qt::AlignLeft | Qt::AlignVCenter,
                          QLocale().toString(QTime(hour, 0), QStringLiteral("HH:mm")));
    }
}

/// What the colours mean, at the lower right.
void HeatMapView::paintScale(QPainter *painter, const QRectF &grid, const Colors &roles) const
{
    if (m_usage.isEmpty())
        return;
    constexpr double swatch = 12;
    const QString most = perHourText(m_usage.most);
    const double textWidth = painter->fontMetrics().horizontalAdvance(most);
    const double middle = grid.bottom() + hourRoom + scaleRoom / 2.0 + 2;
    double x = grid.right() - textWidth - 6 - (scaleSteps + 1) * (swatch + 2);
    painter->setPen(roles.secondaryText);
    painter->drawText(QRectF(x - 60, middle - 10, 54, 20), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    for (int step = 0; step <= scaleSteps; ++step) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(heat(double(step) / scaleSteps, roles));
        painter->drawRoundedRect(QRectF(x, middle - swatch / 2, swatch, swatch), 2, 2);
        x += swatch + 2;
    }
    painter->setPen(roles.secondaryText);
    painter->drawText(QRectF(x + 4, middle - 10, textWidth + 4, 20), Qt::AlignLeft | Qt::AlignVCenter, most);
}

void HeatMapView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintOn(&painter, rect());
    const Colors &roles = colors(palette());
    painter.setBrush(Qt::NoBrush);
    if (m_chosen) {
        painter.setPen(QPen(roles.text, 1.5));
        painter.drawRoundedRect(cellIn(gridIn(rect()), *m_chosen).adjusted(-1, -1, 1, 1), 3, 3);
    }
    if (hasFocus()) {
        painter.setPen(QPen(roles.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

QString HeatMapView::describe(QPoint cell) const
{
    const UsageHour &hour = hourAt(cell);
    QString rows;
    const auto add = [&rows](const QString &name, const QString &value) {
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    const auto perHour = executionsPerHour(hour);
    add(tr("Executions"), perHour ? figureText(Unit::Count, double(hour.executions)) : tr("no such hour in this time"));
    if (perHour)
        add(tr("Mean of %1 such hours").arg(hour.hours), perHourText(*perHour));
    if (const auto success = successShare(hour))
        add(tr("Success"), exactText(Unit::Rate, *success));
    if (hour.priced > 0)
        add(tr("Cost"), exactText(Unit::Money, hour.costUsd));
    return QStringLiteral("<b>%1, %2</b><table>%3</table>")
        .arg(QLocale().dayName(hour.weekday).toHtmlEscaped(), hourText(hour.hour).toHtmlEscaped(), rows);
}

void HeatMapView::choose(std::optional<QPoint> cell, const QPoint &globalPos)
{
    if (cell != m_chosen) {
        m_chosen = cell;
        update();
    }
    if (!cell) {
        QToolTip::hideText();
        return;
    }
    const QString text = describe(*cell);
    setAccessibleDescription(text);
    QToolTip::showText(globalPos, text, this);
}

void HeatMapView::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF grid = gridIn(rect());
    const QPointF place = event->position() - grid.topLeft();
    const QPoint cell(int(std::floor(place.x() / grid.width() * dayHours)),
                      int(std::floor(place.y() / grid.height() * weekdays)));
    const bool inside = QRect(0, 0, dayHours, weekdays).contains(cell) && !m_usage.hours.isEmpty();
    choose(inside ? std::optional(cell) : std::nullopt, event->globalPosition().toPoint());
}

void HeatMapView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    choose({}, {});
}

void HeatMapView::keyPressEvent(QKeyEvent *event)
{
    QPoint cell = m_chosen.value_or(QPoint(-1, 0));
    switch (event->key()) {
    case Qt::Key_Left:
        cell.rx() -= 1;
        break;
    case Qt::Key_Right:
        cell.rx() += 1;
        break;
    case Qt::Key_Up:
        cell.ry() -= 1;
        break;
    case Qt::Key_Down:
        cell.ry() += 1;
        break;
    case Qt::Key_Home:
        cell.setX(0);
        break;
    case Qt::Key_End:
        cell.setX(dayHours - 1);
        break;
    default:
        event->ignore();
        return;
    }
    if (m_usage.hours.isEmpty())
        return;
    cell = {std::clamp(cell.x(), 0, dayHours - 1), std::clamp(cell.y(), 0, weekdays - 1)};
    choose(cell, mapToGlobal(cellIn(gridIn(rect()), cell).center().toPoint()));
}

void HeatMapView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    choose({}, {});
}

} // namespace promptuary
