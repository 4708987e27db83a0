// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/prompts/promptstore.h"

#include <QStatusBar>
#include <QTimer>

#include <chrono>

class QLabel;
class QToolButton;

namespace promptuary
{

class ElidedLabel;

/// The bottom of the window: connection, server and rights at the left; findings, position and length at the right.
/// What happened is told between them and hides none of them, as QStatusBar::showMessage() would.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setConnection(ChangeHub::State state);
    void setServer(const QString &description);
    void setRights(const Rights &rights, const QString &environment);
    void setFindings(int count);
    void setPosition(int line, int column);
    void setLength(qsizetype characters);
    /// Stays for that time, or until something else is told.
    void tell(const QString &sentence, std::chrono::milliseconds time);
    void setEditing(bool editing); ///< position and length are shown only while the text is

Q_SIGNALS:
    void findingsClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showConnection();
    void showMessageText(const QString &sentence);

    ChangeHub::State m_state = ChangeHub::State::Connecting;
    QLabel *m_connection = nullptr;
    QLabel *m_server = nullptr;
    QLabel *m_rights = nullptr;
    ElidedLabel *m_message = nullptr;
    QTimer m_messageTime;
    QToolButton *m_findings = nullptr;
    QLabel *m_position = nullptr;
    QLabel *m_length = nullptr;
};

} // namespace promptuary
