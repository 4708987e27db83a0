// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QSet>
#include <QWidget>

class QAbstractButton;

namespace promptuary
{

/// Names the series of a chart in one line; what does not fit is shortened, all names alike. Each is a button that
/// hides its series and shows it again; Tab comes to one of them, arrow keys go on to the others.
class ChartLegend : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(QWidget *parent = nullptr);

    void setSeries(const QList<std::pair<QString, QColor>> &series, const QSet<QString> &hidden);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void toggled(const QString &series, bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeButtons();
    void place();
    void step(qsizetype from, int by);

    QList<std::pair<QString, QColor>> m_series;
    QList<QAbstractButton *> m_buttons;
};

} // namespace promptuary
