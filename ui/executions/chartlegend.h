// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"

#include <QSet>
#include <QWidget>

namespace promptuary
{

class LegendButton;

/// Names the series of a chart, in as many lines as their names need, up to three; only then names are shortened, the
/// longest first. Each is a button that hides its series and shows it again; Tab comes to one of them, arrow keys go on
/// to the others.
class ChartLegend : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(QWidget *parent = nullptr);

    void setSeries(const QList<ChartSeries> &series, const QSet<QString> &hidden);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void toggled(const QString &series, bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeButtons(qsizetype count);
    void place();
    [[nodiscard]] QList<QRect> placesFor(const QList<int> &names, int longestName) const;
    void step(qsizetype from, int by);

    QList<LegendButton *> m_buttons;
};

} // namespace promptuary
