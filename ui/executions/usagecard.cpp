// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/usagecard.h"

#include "ui/executions/heatmapview.h"
#include "ui/executions/usagemodel.h"

namespace promptuary
{

UsageCard::UsageCard(QWidget *parent)
    : UsageCard(new HeatMapView, new UsageModel, parent)
{
}

UsageCard::UsageCard(HeatMapView *view, UsageModel *model, QWidget *parent)
    : FigureCard(QStringLiteral("usage"), view, model, parent)
    , m_view(view)
    , m_model(model)
{
    m_model->setParent(this);
}

void UsageCard::setUsage(const UsageMap &usage)
{
    setTitle(usage.title, usage.subtitle);
    m_view->setUsage(usage);
    m_model->setUsage(usage);
}

QString UsageCard::csv() const
{
    return toCsv(m_view->usage());
}

void UsageCard::paintFigure(QPainter *painter, const QRectF &target) const
{
    m_view->paintOn(painter, target);
}

} // namespace promptuary
