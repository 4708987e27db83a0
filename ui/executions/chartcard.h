// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"
#include "ui/executions/figurecard.h"

namespace promptuary
{

class ChartLegend;
class ChartTableModel;
class ChartView;

/// A chart with its legend.
class ChartCard : public FigureCard
{
    Q_OBJECT
public:
    explicit ChartCard(const QString &name, QWidget *parent = nullptr);

    void setData(const ChartData &chart);

protected:
    [[nodiscard]] QString csv() const override;
    void paintFigure(QPainter *painter, const QRectF &target) const override;
    void changeEvent(QEvent *event) override;

private:
    ChartCard(const QString &name, ChartView *view, ChartTableModel *model, QWidget *parent);
    void showLegend();

    ChartView *m_view;
    ChartTableModel *m_model;
    ChartLegend *m_legend;
};

} // namespace promptuary
