// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace promptuary
{

class DiffView;

/// The whole comparison as a strip: a mark where lines came, went or changed, a frame around what is in sight. A click
/// goes there.
class DiffOverview : public QWidget
{
    Q_OBJECT
public:
    explicit DiffOverview(DiffView *view, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void scrollTo(int y);

    DiffView *m_view;
};

} // namespace promptuary
