// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace promptuary
{

/// Stands where a list has nothing to show: says what belongs here and offers the first step, maybe a second.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// Steps without a text are not offered.
    void tell(const QString &text, const QString &firstStep = {}, const QString &secondStep = {});

Q_SIGNALS:
    void firstStepTaken();
    void secondStepTaken();

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    QLabel *m_text;
    QPushButton *m_first;
    QPushButton *m_second;
};

} // namespace promptuary
