// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartpicture.h"

#include "ui/executions/chartview.h"
#include "ui/executions/heatmapview.h"
#include "ui/executions/reportstyle.h"
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QResizeEvent>

namespace promptuary
{

namespace
{

/// How much larger a view has to be than its picture, so that its text, of the desktop's size, becomes the report's.
double enlargement()
{
    const QFont onScreen = smallFont();
    const double pixels =
        onScreen.pointSizeF() > 0 ? onScreen.pointSizeF() * reportDpi / 72 : double(onScreen.pixelSize());
    return pixels / reportStyle().small.pixelSize();
}

} // namespace

void paintChart(QPainter &painter, const QRectF &target, const ChartData &chart)
{
    ChartView view;
    view.setPalette(lightPalette());
    view.setMinimumSize(0, 0); // which is for mice
    view.resize((target.size() * enlargement()).toSize());
    // Views that are not shown are not told of their size: first the frame has to hear of it, which gives the inner
    // part its own, then the inner part, by which charts go.
    QResizeEvent resized(view.size(), QSize());
    QApplication::sendEvent(&view, &resized);
    QResizeEvent resizedWithin(view.viewport()->size(), QSize());
    QApplication::sendEvent(view.viewport(), &resizedWithin);
    view.setData(chart);
    view.render(&painter, target, {}, Qt::IgnoreAspectRatio);
}

void paintUsage(QPainter &painter, const QRectF &target, const UsageMap &usage)
{
    HeatMapView view;
    view.setPalette(lightPalette());
    view.setUsage(usage);
    const double larger = enlargement();
    painter.save();
    painter.translate(target.topLeft());
    painter.scale(1 / larger, 1 / larger);
    view.paintOn(&painter, QRectF(QPointF(), target.size() * larger));
    painter.restore();
}

} // namespace promptuary
