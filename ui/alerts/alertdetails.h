// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace promptuary
{

class ElidedLabel;
class Pill;

/// One alert in full: what was compared, what was done about it, and what can be done.
class AlertDetails : public QWidget
{
    Q_OBJECT
public:
    explicit AlertDetails(QWidget *parent = nullptr);

    void setAlert(const AlertEvent &event, const QDateTime &now);
    void setRights(bool mayEdit, bool mayPublish);

Q_SIGNALS:
    void acknowledgeRequested(qint64 id, const QString &note);
    void snoozeRequested(qint64 id, int hours); ///< 0 ends it
    void rollBackRequested(const promptuary::AlertEvent &event);
    void metricsRequested(const promptuary::AlertEvent &event);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeButtons();
    void showState(const QDateTime &now);
    void dress();

    AlertEvent m_event;
    bool m_mayEdit = false;
    bool m_mayPublish = false;
    Pill *m_severity;
    ElidedLabel *m_rule;
    QLabel *m_title;
    QLabel *m_evidence;
    QLabel *m_state;
    QLabel *m_change;
    QLabel *m_done;
    QLineEdit *m_note;
    QPushButton *m_acknowledge;
    QPushButton *m_snooze;
    QPushButton *m_rollBack;
    QPushButton *m_metrics;
};

} // namespace promptuary
