// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/timerangedialog.h"

#include "core/executions/metricperiod.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace promptuary
{

namespace
{

constexpr int titleNeeds = 400; ///< beside the buttons that a desktop puts into a title bar

QDateTimeEdit *makeField(const char *name, const QString &text, const QDateTime &time, QWidget *parent)
{
    auto *field = new QDateTimeEdit(time.toLocalTime(), parent);
    setNames(field, name, text);
    field->setCalendarPopup(true);
    field->setDisplayFormat(QStringLiteral("ddd d MMM yyyy  HH:mm"));
    return field;
}

} // namespace

TimeRangeDialog::TimeRangeDialog(const QDateTime &since, const QDateTime &until, QWidget *parent)
    : QDialog(parent)
    , m_since(makeField("timeSince", tr("From"), since, this))
    , m_until(makeField("timeUntil", tr("To"), until, this))
    , m_problem(new QLabel(this))
{
    setNames(this, "timeRangeDialog", tr("Choose a time"));
    setWindowTitle(tr("Choose a time"));
    setMinimumWidth(titleNeeds);
    m_problem->setObjectName(QStringLiteral("timeProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumHeight(2 * fontMetrics().height()); // nothing moves when there is something to say
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    auto *form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("&From"), m_since);
    form->addRow(tr("&To"), m_until);
    auto *buttons = new QDialogButtonBox(this);
    m_show = buttons->addButton(tr("Show this time"), QDialogButtonBox::AcceptRole);
    setNames(m_show, "timeShow", m_show->text());
    m_show->setDefault(true);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    setNames(cancel, "timeCancel", cancel->text());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QDateTimeEdit *field : {m_since, m_until})
        connect(field, &QDateTimeEdit::dateTimeChanged, this, &TimeRangeDialog::check);
    check();
}

QDateTime TimeRangeDialog::since() const
{
    return m_since->dateTime().toUTC();
}

QDateTime TimeRangeDialog::until() const
{
    return m_until->dateTime().toUTC();
}

void TimeRangeDialog::check()
{
    const QString problem = problemOf(since(), until(), QDateTime::currentDateTimeUtc());
    const Colors &roles = colors(palette());
    QPalette own = m_problem->palette();
    own.setColor(QPalette::WindowText, problem.isEmpty() ? roles.secondaryText : roles.danger);
    m_problem->setPalette(own);
    m_problem->setText(problem.isEmpty() ? tr("In the time of this computer.") : problem);
    m_show->setEnabled(problem.isEmpty());
}

} // namespace promptuary
