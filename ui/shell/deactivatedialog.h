// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDialog>

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
    void showError(const Error &error);

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    Banner *m_banner;
    QPlainTextEdit *m_reason;
    QPushButton *m_confirm;
};

} // namespace promptuary
