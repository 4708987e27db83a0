// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace promptuary
{

namespace
{

/// English prose and code come to about four characters a token with today's tokenizers; the label says "about".
constexpr qsizetype charactersPerToken = 4;

QLabel *addLabel(QStatusBar *bar, const char *name, bool permanent)
{
    auto *label = new QLabel(bar);
    label->setObjectName(QString::fromLatin1(name));
    label->setContentsMargins(4, 0, 4, 0);
    if (permanent)
        bar->addPermanentWidget(label);
    else
        bar->addWidget(label);
    return label;
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent)
{
    setSizeGripEnabled(false);
    m_connection = addLabel(this, "connectionStatus", false);
    m_server = addLabel(this, "serverStatus", false);
    m_rights = addLabel(this, "rightsStatus", false);
    m_message = new ElidedLabel(this);
    m_message->setObjectName(QStringLiteral("messageStatus"));
    m_message->setContentsMargins(12, 0, 4, 0);
    addWidget(m_message, 1);
    m_messageTime.setSingleShot(true);
    connect(&m_messageTime, &QTimer::timeout, this, [this] { showMessageText({}); });
    m_findings = new QToolButton(this);
    setNames(m_findings, "findingsButton", tr("Findings"));
    m_findings->setAutoRaise(true);
    m_findings->setToolTip(tr("Show the findings panel"));
    connect(m_findings, &QToolButton::clicked, this, &StatusLine::findingsClicked);
    addPermanentWidget(m_findings);
    m_position = addLabel(this, "positionStatus", true);
    m_length = addLabel(this, "lengthStatus", true);
    setFindings(0);
    showConnection();
}

void StatusLine::setConnection(ChangeHub::State state)
{
    m_state = state;
    showConnection();
}

void StatusLine::showConnection()
{
    const Colors &roles = colors(palette());
    const auto [color, text] = [&]() -> std::pair<QColor, QString> {
        switch (m_state) {
        case ChangeHub::State::Live:
            return {roles.active, tr("Live")};
        case ChangeHub::State::Lost:
            return {roles.danger, tr("Not connected")};
        case ChangeHub::State::Connecting:
            break;
        }
        return {roles.warning, tr("Connecting…")};
    }();
    m_connection->setText(QStringLiteral("<span style='color:%1'>●</span> %2").arg(color.name(), text));
}

void StatusLine::setServer(const QString &description)
{
    m_server->setText(description);
}

void StatusLine::setRights(const Rights &rights, const QString &environment)
{
    const QString text = rights.publish ? tr("you may activate in %1").arg(environment)
                         : rights.edit  ? tr("you may edit, not activate")
                         : rights.view  ? tr("you may read")
                                        : tr("you have no rights here");
    m_rights->setText(text);
    m_rights->setToolTip(tr("Connected as %1").arg(rights.role));
}

void StatusLine::setFindings(int count)
{
    m_findings->setText(count == 0 ? tr("No findings") : count == 1 ? tr("1 finding") : tr("%1 findings").arg(count));
}

void StatusLine::setPosition(int line, int column)
{
    m_position->setText(line > 0 ? tr("Ln %1, Col %2").arg(line).arg(column) : QString());
}

void StatusLine::setLength(qsizetype characters)
{
    if (characters < 0) {
        m_length->clear();
        return;
    }
    const QLocale locale;
    const qsizetype tokens = (characters + charactersPerToken - 1) / charactersPerToken;
    m_length->setText((characters == 1 ? tr("1 character") : tr("%1 characters").arg(locale.toString(characters))) +
                      (tokens == 1 ? tr(", about 1 token") : tr(", about %1 tokens").arg(locale.toString(tokens))));
}

void StatusLine::tell(const QString &sentence, std::chrono::milliseconds time)
{
    showMessageText(sentence);
    m_messageTime.start(time);
}

void StatusLine::showMessageText(const QString &sentence)
{
    m_message->setText(sentence);
    Q_EMIT messageChanged(sentence);
}

void StatusLine::setEditing(bool editing)
{
    m_position->setVisible(editing);
    m_length->setVisible(editing);
}

void StatusLine::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showConnection();
}

} // namespace promptuary
