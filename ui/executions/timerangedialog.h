// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDialog>

class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace promptuary
{

/// Asks from when to when, in local time. Says at once what is wrong with the two.
class TimeRangeDialog : public QDialog
{
    Q_OBJECT
public:
    TimeRangeDialog(const QDateTime &since, const QDateTime &until, QWidget *parent);

    [[nodiscard]] QDateTime since() const;
    [[nodiscard]] QDateTime until() const;

private:
    void check();

    QDateTimeEdit *m_since;
    QDateTimeEdit *m_until;
    QLabel *m_problem;
    QPushButton *m_show;
};

} // namespace promptuary
