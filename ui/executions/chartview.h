// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"
#include "ui/widgets/colors.h"

#include <QChartView>

class QValueAxis;
class QXYSeries;

namespace promptuary
{

/// Draws a ChartData: Qt Charts the series, this class what stands around them (grid, ticks, marks), which has to be in
/// the same place in all charts. Mouse and arrow keys go through the points; the tooltip has the exact values.
class ChartView : public QChartView
{
    Q_OBJECT
public:
    explicit ChartView(QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    [[nodiscard]] QColor colorOf(qsizetype series, const Colors &roles) const;
    [[nodiscard]] qsizetype chosenPoint() const { return m_chosen; } ///< -1 for none
    [[nodiscard]] QString describe(qsizetype point) const;           ///< as HTML

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void rebuild();
    void addLayer(qsizetype series);
    void addLine(qsizetype series);
    void addBand(qsizetype series);
    void addToAxes(QAbstractSeries *series);
    void placePlot();
    void choose(qsizetype point, const QPoint &globalPos);
    [[nodiscard]] double xOf(qsizetype point) const;
    [[nodiscard]] QPointF placeOf(double x, double value) const;
    [[nodiscard]] qsizetype pointAt(double x) const;
    void paintTicks(QPainter *painter, const Colors &roles) const;
    void paintMarks(QPainter *painter, const Colors &roles) const;

    ChartData m_data;
    AxisTicks m_ticks;
    QValueAxis *m_along; ///< along which the points lie
    QValueAxis *m_value;
    qsizetype m_chosen = -1;
};

} // namespace promptuary
