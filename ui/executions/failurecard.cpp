// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/failurecard.h"

#include "ui/executions/failuremodel.h"
#include "ui/executions/failureview.h"

namespace promptuary
{

FailureCard::FailureCard(QWidget *parent)
    : FailureCard(new FailureView, new FailureModel, parent)
{
}

FailureCard::FailureCard(FailureView *view, FailureModel *model, QWidget *parent)
    : FigureCard(QStringLiteral("failures"), view, model, parent)
    , m_view(view)
    , m_model(model)
{
    m_model->setParent(this);
}

void FailureCard::setFigures(const FailureFigures &figures)
{
    setTitle(figures.title, figures.subtitle);
    m_view->setFigures(figures);
    m_model->setFigures(figures);
}

QString FailureCard::csv() const
{
    return toCsv(m_view->figures());
}

void FailureCard::paintFigure(QPainter *painter, const QRectF &target) const
{
    m_view->paintOn(painter, target);
}

} // namespace promptuary
