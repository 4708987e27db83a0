// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertdetails.h"

#include "core/alerts/alerttexts.h"
#include "core/base/relativetime.h"
#include "ui/alerts/severitydelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace promptuary
{

AlertDetails::AlertDetails(QWidget *parent)
    : QWidget(parent)
    , m_severity(new Pill(this))
    , m_rule(new ElidedLabel(this))
    , m_title(new QLabel(this))
    , m_evidence(new QLabel(this))
    , m_state(new QLabel(this))
    , m_change(new QLabel(this))
    , m_done(new QLabel(this))
    , m_note(new QLineEdit(this))
    , m_acknowledge(new QPushButton(tr("Acknowledge"), this))
    , m_snooze(new QPushButton(this))
    , m_rollBack(new QPushButton(this))
    , m_metrics(new QPushButton(tr("Show its metrics"), this))
{
    setNames(this, "alertDetails", tr("The alert"));
    m_title->setObjectName(QStringLiteral("alertTitle"));
    m_evidence->setObjectName(QStringLiteral("alertEvidence"));
    m_state->setObjectName(QStringLiteral("alertState"));
    m_title->setFont(titleFont());
    for (QLabel *label : {m_title, m_evidence, m_state, m_change, m_done}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    setNames(m_note, "alertNote", tr("What is known of the alert"));
    m_note->setPlaceholderText(tr("What is known of it"));
    m_note->setMaxLength(1000);
    makeButtons();

    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addWidget(m_severity);
    heading->addWidget(m_rule, 1);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    answers->addWidget(m_note, 1);
    answers->addWidget(m_acknowledge);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(8);
    for (QWidget *button : {m_rollBack, m_metrics, m_snooze})
        actions->addWidget(button);
    actions->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(heading);
    for (QWidget *widget : {m_title, m_evidence, m_state, m_change})
        layout->addWidget(widget);
    layout->addSpacing(4);
    layout->addLayout(actions);
    layout->addSpacing(4);
    layout->addWidget(m_done);
    layout->addLayout(answers);
    layout->addStretch(1);
    dress();
}

void AlertDetails::makeButtons()
{
    setNames(m_acknowledge, "acknowledgeAlert", m_acknowledge->text());
    setNames(m_snooze, "snoozeAlert", tr("Snooze"));
    setNames(m_rollBack, "alertRollBack", tr("Roll back"));
    setNames(m_metrics, "alertMetrics", m_metrics->text());
    connect(m_acknowledge, &QPushButton::clicked, this,
            [this] { Q_EMIT acknowledgeRequested(m_event.id, m_note->text().trimmed()); });
    connect(m_note, &QLineEdit::returnPressed, m_acknowledge, &QPushButton::click);
    connect(m_rollBack, &QPushButton::clicked, this, [this] { Q_EMIT rollBackRequested(m_event); });
    connect(m_metrics, &QPushButton::clicked, this, [this] { Q_EMIT metricsRequested(m_event); });
    auto *menu = new QMenu(m_snooze);
    const auto add = [this, menu](const QString &text, int hours) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, hours] { Q_EMIT snoozeRequested(m_event.id, hours); });
    };
    add(tr("For an &hour"), 1);
    add(tr("For &4 hours"), 4);
    add(tr("For a &day"), 24);
    add(tr("For a &week"), 168);
    menu->addSeparator();
    add(tr("&End the snooze"), 0);
    m_snooze->setMenu(menu);
}

void AlertDetails::setRights(bool mayEdit, bool mayPublish)
{
    m_mayEdit = mayEdit;
    m_mayPublish = mayPublish;
}

void AlertDetails::setAlert(const AlertEvent &event, const QDateTime &now)
{
    if (event.incident != m_event.incident)
        m_note->setText(event.acknowledgement);
    m_event = event;
    m_severity->set(pillOf(event.rule.severity), nameOf(event.rule.severity));
    const QString rules = event.rules.size() > 1 ? event.rules.join(QStringLiteral(", ")) : event.rule.name;
    m_rule->setText(tr("%1 · %2 v%3 · %4").arg(rules, event.templateName).arg(event.version).arg(event.environment));
    m_title->setText(headlineOf(event));
    m_evidence->setText(evidenceOf(event));
    showState(now);
}

void AlertDetails::showState(const QDateTime &now)
{
    m_state->setText(stateOf(m_event, now));
    const bool fresh = m_event.offersRollBack(now);
    m_change->setVisible(m_event.isOpen() && m_event.activatedAt.isValid());
    const QString reason = m_event.activationReason.simplified();
    const QString change = tr("v%1 serves since %2; %3 activated it")
                               .arg(m_event.version)
                               .arg(exactTime(m_event.activatedAt), m_event.activatedBy);
    m_change->setText(reason.isEmpty() ? tr("%1.").arg(change) : tr("%1: “%2”.").arg(change, reason));
    m_rollBack->setVisible(fresh);
    m_rollBack->setText(tr("Roll back to v%1…").arg(m_event.versionBefore));
    m_rollBack->setAccessibleName(m_rollBack->text());
    m_rollBack->setEnabled(m_mayPublish);
    m_rollBack->setToolTip(m_mayPublish ? QString() : tr("Rolling back needs the role promptuary_publisher."));
    QString done;
    if (m_event.acknowledgedAt.isValid())
        done = tr("%1 acknowledged it %2.").arg(m_event.acknowledgedBy, relativeTime(m_event.acknowledgedAt, now));
    if (m_event.isOpen() && m_event.isSnoozed(now))
        done += (done.isEmpty() ? QString() : QStringLiteral(" ")) +
                tr("Snoozed until %1.").arg(exactTime(m_event.snoozedUntil.toLocalTime()));
    m_done->setText(done);
    m_done->setVisible(!done.isEmpty());
    m_snooze->setText(m_event.isSnoozed(now) ? tr("Snoozed") : tr("Snooze"));
    m_snooze->setVisible(m_event.isOpen());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_snooze, m_note, m_acknowledge}) {
        widget->setEnabled(m_mayEdit);
        widget->setToolTip(m_mayEdit ? QString() : tr("Answering alerts needs the role promptuary_editor."));
    }
}

void AlertDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        dress();
    QWidget::changeEvent(event);
}

void AlertDetails::dress()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (QWidget *label : std::initializer_list<QWidget *>{m_rule, m_state, m_change, m_done}) {
        if (label->palette() != quiet)
            label->setPalette(quiet);
    }
}

} // namespace promptuary
