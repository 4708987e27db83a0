// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/webhookdialog.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace promptuary
{

WebhookDialog::WebhookDialog(const AlertWebhook &webhook, QWidget *parent)
    : QDialog(parent)
    , m_webhook(webhook)
    , m_banner(new Banner(this))
    , m_generate(new QPushButton(tr("&Generate secret"), this))
    , m_copy(new QPushButton(tr("C&opy secret"), this))
    , m_note(new QLabel(this))
    , m_save(new QPushButton(webhook.id == 0 ? tr("Create webhook") : tr("Save webhook"), this))
{
    setNames(this, "webhookDialog", webhook.id == 0 ? tr("New webhook") : tr("Edit webhook"));
    setWindowTitle(accessibleName());
    setNames(m_banner, "webhookBanner", tr("About saving the webhook"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    m_name = addField(form, "webhookName", tr("&Name"));
    m_url = addField(form, "webhookUrl", tr("&Address"));
    m_secret = addField(form, "webhookSecret", tr("&Secret"), makeSecretButtons());
    m_name.edit->setText(webhook.name);
    m_name.edit->setMaxLength(250);
    m_url.edit->setText(webhook.url);
    m_url.edit->setPlaceholderText(QStringLiteral("https://hooks.example.org/alerts"));
    m_secret.edit->setEchoMode(QLineEdit::Password);
    m_secret.edit->setPlaceholderText(webhook.id == 0 ? QStringLiteral("whsec_…") : tr("Stays as it is"));
    m_note->setObjectName(QStringLiteral("webhookNote"));
    m_note->setWordWrap(true);
    m_note->setText(
        tr("It signs what is sent, so that the receiver knows who sends it. Both sides need the same one."));
    form->addRow(QString(), m_note);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_banner);
    makeButtons();
    resize(560, sizeHint().height());
    dress();
    change();
    m_name.edit->setFocus();
}

WebhookDialog::Field WebhookDialog::addField(QFormLayout *form, const char *name, const QString &label, QWidget *more)
{
    const Field field{new QLineEdit(this), new QLabel(this)};
    setNames(field.edit, name, QString(label).remove(u'&'));
    field.problem->setObjectName(QLatin1StringView(name) + QStringLiteral("Problem"));
    field.problem->setTextFormat(Qt::PlainText);
    field.problem->setWordWrap(true);
    field.problem->hide();
    auto *row = new QVBoxLayout;
    row->setSpacing(4);
    row->addWidget(field.edit);
    if (more)
        row->addWidget(more);
    row->addWidget(field.problem);
    form->addRow(label, row);
    static_cast<QLabel *>(form->labelForField(row))->setBuddy(field.edit);
    connect(field.edit, &QLineEdit::textChanged, this, [this, field] {
        field.problem->hide();
        change();
    });
    return field;
}

QWidget *WebhookDialog::makeSecretButtons()
{
    setNames(m_generate, "generateSecret", tr("Generate a secret"));
    setNames(m_copy, "copySecret", tr("Copy the secret"));
    m_generate->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    m_copy->setEnabled(false);
    connect(m_generate, &QPushButton::clicked, this, &WebhookDialog::generate);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_secret.edit->text());
        m_copy->setText(tr("Copied"));
    });
    auto *buttons = new QWidget(this);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_generate);
    row->addWidget(m_copy);
    row->addStretch(1);
    return buttons;
}

void WebhookDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    setNames(buttons->addButton(QDialogButtonBox::Cancel), "cancelWebhook", tr("Cancel"));
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    setNames(m_save, "saveWebhook", m_save->text());
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &WebhookDialog::save);
    layout()->addWidget(buttons);
}

void WebhookDialog::generate()
{
    m_secret.edit->setEchoMode(QLineEdit::Normal);
    m_secret.edit->setText(newWebhookSecret());
    m_secret.edit->setCursorPosition(0);
    m_note->setText(tr("It is shown this once: copy it and give it to the receiver before you go on."));
    m_copy->setText(tr("C&opy secret"));
    m_copy->setEnabled(true);
    m_copy->setFocus();
}

void WebhookDialog::change()
{
    m_save->setEnabled(!m_name.edit->text().trimmed().isEmpty() && !m_url.edit->text().trimmed().isEmpty() &&
                       (m_webhook.id != 0 || !m_secret.edit->text().trimmed().isEmpty()));
}

void WebhookDialog::save()
{
    m_save->setEnabled(false);
    m_banner->clear();
    AlertWebhook wanted = m_webhook;
    wanted.name = m_name.edit->text().trimmed();
    wanted.url = m_url.edit->text().trimmed();
    Q_EMIT saveRequested(wanted, m_secret.edit->text().trimmed());
}

void WebhookDialog::showError(const Error &error)
{
    change();
    for (const Field &field : {m_name, m_url, m_secret}) {
        if (field.edit->objectName().compare(QStringLiteral("webhook") + error.place, Qt::CaseInsensitive) != 0)
            continue;
        field.problem->setText(error.remedy.isEmpty() ? error.message : error.message + u' ' + error.remedy);
        field.problem->show();
        field.edit->setAccessibleDescription(field.problem->text());
        field.edit->setFocus();
        field.edit->selectAll();
        return;
    }
    m_banner->tell(BannerKind::Danger, error.toString());
}

void WebhookDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void WebhookDialog::dress()
{
    const auto colour = [this](QLabel *label, const QColor &text) {
        QPalette dressed = palette();
        dressed.setColor(QPalette::WindowText, text);
        if (label && label->palette() != dressed)
            label->setPalette(dressed);
    };
    for (const Field &field : {m_name, m_url, m_secret})
        colour(field.problem, colors(palette()).danger);
    colour(m_note, colors(palette()).secondaryText);
}

} // namespace promptuary
