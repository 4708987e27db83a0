// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/failurefigures.h"

#include <QWidget>

namespace promptuary
{

struct Colors;

/// A bar for each type of error, as many as there is room for; mouse and arrow keys tell the exact figures.
class FailureView : public QWidget
{
    Q_OBJECT
public:
    explicit FailureView(QWidget *parent = nullptr);

    void setFigures(const FailureFigures &figures);
    [[nodiscard]] const FailureFigures &figures() const { return m_figures; }
    [[nodiscard]] QList<FailureRow> shown() const { return shownIn(rect()); }
    [[nodiscard]] QString describe(const FailureRow &row) const; ///< as HTML

    void paintOn(QPainter *painter, const QRectF &target) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QList<FailureRow> shownIn(const QRectF &target) const;
    void paintRow(QPainter *painter, const QRectF &room, const FailureRow &row, const Colors &roles) const;
    void choose(qsizetype row, const QPoint &globalPos);

    FailureFigures m_figures;
    qsizetype m_chosen = -1;
};

} // namespace promptuary
