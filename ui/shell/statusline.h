// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/changehub.h"
#include "core/prompts/promptstore.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace promptuary
{

/// The bottom of the window: connection, server and rights at the left; findings, position and length at the right.
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
    void setEditing(bool editing); ///< position and length are shown only while the text is

Q_SIGNALS:
    void findingsClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showConnection();

    ChangeHub::State m_state = ChangeHub::State::Connecting;
    QLabel *m_connection = nullptr;
    QLabel *m_server = nullptr;
    QLabel *m_rights = nullptr;
    QToolButton *m_findings = nullptr;
    QLabel *m_position = nullptr;
    QLabel *m_length = nullptr;
};

} // namespace promptuary
