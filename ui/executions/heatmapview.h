// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/usage.h"
#include "ui/widgets/colors.h"

#include <QWidget>

namespace promptuary
{

/// A cell for each hour of the week, the darker (in dark: the lighter) the busier. Mouse and arrow keys go through the
/// cells; the tooltip has the exact values.
class HeatMapView : public QWidget
{
    Q_OBJECT
public:
    explicit HeatMapView(QWidget *parent = nullptr);

    void setUsage(const UsageMap &usage);
    [[nodiscard]] const UsageMap &usage() const { return m_usage; }
    /// The chosen hour of the week, as a row (0 is the week's first day) and a column; nullopt for none.
    [[nodiscard]] std::optional<QPoint> chosen() const { return m_chosen; }
    [[nodiscard]] QString describe(QPoint cell) const; ///< as HTML
    void paintOn(QPainter *painter, const QRectF &target) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] const UsageHour &hourAt(QPoint cell) const;
    [[nodiscard]] QRectF gridIn(const QRectF &target) const;
    [[nodiscard]] QRectF cellIn(const QRectF &grid, QPoint cell) const;
    void paintCells(QPainter *painter, const QRectF &grid, const Colors &roles) const;
    void paintNames(QPainter *painter, const QRectF &grid, const Colors &roles) const;
    void paintScale(QPainter *painter, const QRectF &grid, const Colors &roles) const;
    void choose(std::optional<QPoint> cell, const QPoint &globalPos);

    UsageMap m_usage;
    std::optional<QPoint> m_chosen;
};

} // namespace promptuary
