// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/executions/figurecard.h"

namespace promptuary
{

class HeatMapView;
struct UsageMap;
class UsageModel;

/// When executions happen.
class UsageCard : public FigureCard
{
    Q_OBJECT
public:
    explicit UsageCard(QWidget *parent = nullptr);

    void setUsage(const UsageMap &usage);

protected:
    [[nodiscard]] QString csv() const override;
    void paintFigure(QPainter *painter, const QRectF &target) const override;

private:
    UsageCard(HeatMapView *view, UsageModel *model, QWidget *parent);

    HeatMapView *m_view;
    UsageModel *m_model;
};

} // namespace promptuary
