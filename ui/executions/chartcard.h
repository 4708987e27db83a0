// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartwindow.h"
#include "ui/executions/figurecard.h"

namespace promptuary
{

class ChartLegend;
class ChartTableModel;
class ChartView;

/// A chart with its legend, whose names hide and show series. A chart that is zoomed says so and offers the way back.
class ChartCard : public FigureCard
{
    Q_OBJECT
public:
    explicit ChartCard(const QString &name, QWidget *parent = nullptr);

    void setData(const ChartData &chart);
    void setWindow(const OptionalWindow &window);

Q_SIGNALS:
    void windowChanged(const promptuary::OptionalWindow &window);
    void timeChosen(const QDateTime &since, const QDateTime &until); ///< all figures are to be of it

protected:
    [[nodiscard]] QString csv() const override;
    void paintFigure(QPainter *painter, const QRectF &target) const override;

private:
    ChartCard(const QString &name, ChartView *view, ChartTableModel *model, QWidget *parent);
    void makeZoomButtons(const QString &name);
    void showLegend();
    void showWindow();
    void toggle(const QString &series, bool shown);

    ChartView *m_view;
    ChartTableModel *m_model;
    ChartLegend *m_legend;
    QToolButton *m_useTime;
    QToolButton *m_showAll;
    QSet<QString> m_hidden; ///< series
};

} // namespace promptuary
