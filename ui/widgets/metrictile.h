// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/keyfigures.h"

#include <QWidget>

namespace promptuary
{

/// One measure: its figure, how it differs from the time before, and its course as a sparkline.
class MetricTile : public QWidget
{
    Q_OBJECT
public:
    explicit MetricTile(QWidget *parent = nullptr);

    void setFigure(const KeyFigure &figure);
    [[nodiscard]] const KeyFigure &figure() const { return m_figure; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF sparklineRoom() const;

    KeyFigure m_figure;
};

} // namespace promptuary
