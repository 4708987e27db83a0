// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/concerns.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace promptuary
{

class Pill;

/// What needs attention, a paragraph each, or that nothing does.
class ConcernList : public QWidget
{
    Q_OBJECT
public:
    explicit ConcernList(QWidget *parent = nullptr);

    void setConcerns(const QList<Concern> &concerns);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        Pill *severity;
        QLabel *what;
        QLabel *remedy;
    };
    [[nodiscard]] Row makeRow();
    void dress();

    QGridLayout *m_grid;
    QList<Row> m_rows; ///< used again: what is shown does not flicker
};

} // namespace promptuary
