// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/executions/figurecard.h"

namespace promptuary
{

struct FailureFigures;
class FailureModel;
class FailureView;

/// Why executions failed.
class FailureCard : public FigureCard
{
    Q_OBJECT
public:
    explicit FailureCard(QWidget *parent = nullptr);

    void setFigures(const FailureFigures &figures);

protected:
    [[nodiscard]] QString csv() const override;
    void paintFigure(QPainter *painter, const QRectF &target) const override;

private:
    FailureCard(FailureView *view, FailureModel *model, QWidget *parent);

    FailureView *m_view;
    FailureModel *m_model;
};

} // namespace promptuary
