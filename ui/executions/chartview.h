// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartwindow.h"
#include "ui/widgets/colors.h"

#include <QChartView>

class QAbstractSeries;
class QValueAxis;

namespace promptuary
{

/// Draws a ChartData: Qt Charts the series, this class what stands around them (grid, ticks, marks), which has to be in
/// the same place in all charts. Mouse and arrow keys go through the points; the tooltip has the exact values.
///
/// A chart of times is zoomed by dragging over a part, by Ctrl and the wheel or by + and −, moved by Shift with drag,
/// wheel or arrow keys, and shown whole again by a double click, 0 or Esc.
class ChartView : public QChartView
{
    Q_OBJECT
public:
    explicit ChartView(QWidget *parent = nullptr);

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; } ///< all of it
    void setHidden(const QSet<QString> &series);
    void setWindow(const OptionalWindow &window); ///< tells nobody
    [[nodiscard]] const OptionalWindow &window() const { return m_window; }
    [[nodiscard]] const ChartData &shown() const { return m_shown; } ///< what is not hidden, within the window
    [[nodiscard]] QString nothingText() const;                       ///< what stands in the place of a chart of nothing

    [[nodiscard]] static QColor colorOf(const ChartSeries &series, const Colors &roles);
    [[nodiscard]] qsizetype chosenPoint() const { return m_chosen; } ///< of those shown; -1 for none
    [[nodiscard]] QString describe(qsizetype point) const;           ///< as HTML
    [[nodiscard]] static QString describe(const ChartMark &mark);

    /// A graphics view would like to be as large as its scene, which is as large as the view.
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

Q_SIGNALS:
    void windowChanged(const promptuary::OptionalWindow &window); ///< by the user

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    /// A button is held down over the plot.
    struct Drag {
        double from = 0; ///< pixels
        double to = 0;
        bool moves = false; ///< the window, instead of choosing one
        OptionalWindow window;
    };

    void showPart();
    void rebuild();
    void addLayer(qsizetype series);
    void addLine(qsizetype series);
    void addBand(qsizetype series);
    void addToAxes(QAbstractSeries *series, qsizetype of);
    void paintIn(QAbstractSeries *series, const QColor &color) const;
    void recolor();
    void placePlot();
    void choose(qsizetype point, const QPoint &globalPos, const ChartMark *mark = nullptr);
    void chooseWindow(const OptionalWindow &window);
    [[nodiscard]] bool zoomable() const;
    [[nodiscard]] bool zoomByKey(const QKeyEvent *event);
    [[nodiscard]] QDateTime timeAround() const;
    [[nodiscard]] QDateTime timeAt(double x) const;
    void drag(double to);
    [[nodiscard]] double xOf(qsizetype point) const;
    [[nodiscard]] QPointF placeOf(double x, double value) const;
    [[nodiscard]] qsizetype pointAt(double x) const;
    void paintTicks(QPainter *painter, const Colors &roles) const;
    void paintMarks(QPainter *painter, const Colors &roles) const;
    void paintBands(QPainter *painter, const Colors &roles) const;
    void paintNothing(QPainter *painter, const Colors &roles) const;
    void paintNote(QPainter *painter, const Colors &roles, Qt::Alignment end, const QString &note) const;
    void paintUnfinishedAndMarks(QPainter *painter, const Colors &roles) const;
    [[nodiscard]] bool goesOn(qsizetype point) const; ///< its time is not over
    [[nodiscard]] const ChartMark *markAt(double x) const;

    ChartData m_data;
    ChartData m_shown;
    QSet<QString> m_hidden;
    QList<std::pair<QAbstractSeries *, qsizetype>> m_drawn; ///< with the series of m_shown that it is of
    bool m_stale = false;                                   ///< of other colours than those of now
    OptionalWindow m_window;
    std::optional<Drag> m_drag;
    AxisTicks m_ticks;
    QValueAxis *m_along; ///< along which the points lie
    QValueAxis *m_value;
    qsizetype m_chosen = -1;
};

} // namespace promptuary
