// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace promptuary
{

class Pill;

/// What is left of the timeline in a narrow window: which version serves, and the way to open the panel.
class TimelineStrip : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineStrip(QWidget *parent = nullptr);
    void setActive(int active, const QString &environment); ///< 0: nothing serves there

Q_SIGNALS:
    void openRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *m_open;
    Pill *m_active;
};

} // namespace promptuary
