// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace promptuary
{

class Banner;

/// Makes or changes a webhook. Its secret can be set and is never shown again, but for one that is generated here,
/// until the dialog closes. Stays open until its owner accepts it; a refusal stands below the field it is about.
class WebhookDialog : public QDialog
{
    Q_OBJECT
public:
    WebhookDialog(const AlertWebhook &webhook, QWidget *parent);

    void showError(const Error &error);

Q_SIGNALS:
    void saveRequested(const promptuary::AlertWebhook &webhook,
                       const QString &secret); ///< empty keeps the one there is

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Field {
        QLineEdit *edit;
        QLabel *problem;
    };

    [[nodiscard]] Field addField(QFormLayout *form, const char *name, const QString &label, QWidget *more = nullptr);
    [[nodiscard]] QWidget *makeSecretButtons();
    void makeButtons();
    void generate();
    void change();
    void save();
    void dress();

    AlertWebhook m_webhook;
    Banner *m_banner;
    QPushButton *m_generate;
    QPushButton *m_copy;
    Field m_name = {};
    Field m_url = {};
    Field m_secret = {};
    QLabel *m_note;
    QPushButton *m_save;
};

} // namespace promptuary
