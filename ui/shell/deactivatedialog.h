// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace promptuary
{

class Banner;

/// Asks whether nothing shall serve in an environment any more, and why. Stays open until its owner accepts it, so that
/// a refusal is answered in place.
class DeactivateDialog : public QDialog
{
    Q_OBJECT
public:
    DeactivateDialog(const QString &templateName, int active, const QString &environment, QWidget *parent);

    /// Something else serves since it was opened, or nothing (0); `happened` says so, and is to be seen before it can
    /// be confirmed. The reason typed so far stays.
    void setActive(int active, const QString &happened);
    [[nodiscard]] int active() const { return m_active; }
    /// It shows what would be switched off, and the decision is the user's.
    [[nodiscard]] bool isUndecided() const { return !m_busy && !m_outdated; }
    void showError(const Error &error);

Q_SIGNALS:
    void confirmed(const QString &reason);
    void lookAgainRequested(); ///< after a conflict: answer with setActive()

private:
    void showActive();
    void answerBanner();
    void updateButton();

    QString m_environment;
    int m_active;
    bool m_busy = false;
    bool m_outdated = false; ///< someone switched meanwhile: what is shown is not what would be switched off
    bool m_unseen = false;   ///< …and here is what would, but the user has not said that they saw it
    QLabel *m_title;
    Banner *m_banner;
    QPlainTextEdit *m_reason;
    QPushButton *m_confirm;
};

} // namespace promptuary
