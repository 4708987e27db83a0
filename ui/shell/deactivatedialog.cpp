// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/deactivatedialog.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/typography.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace promptuary
{

DeactivateDialog::DeactivateDialog(const QString &templateName, int active, const QString &environment, QWidget *parent)
    : QDialog(parent)
    , m_environment(environment)
    , m_active(active)
    , m_title(new QLabel(this))
    , m_banner(new Banner(this))
    , m_reason(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("deactivateDialog"));
    setWindowTitle(tr("Deactivate %1").arg(templateName));
    m_title->setObjectName(QStringLiteral("deactivateTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(titleFont());
    auto *text =
        new QLabel(tr("Agents that ask for “%1” in %2 get nothing from the database until a version is activated "
                      "again. All versions stay in the timeline.")
                       .arg(templateName, environment),
                   this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *label = new QLabel(tr("Reason (kept in the log)"), this);
    label->setBuddy(m_reason);
    setNames(m_reason, "deactivateReason", tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(64);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    setNames(cancel, "cancelDeactivate", tr("Cancel"));
    m_confirm = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_confirm->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        m_busy = true;
        updateButton();
        Q_EMIT confirmed(m_reason->toPlainText());
    });
    connect(m_banner, &Banner::actionTriggered, this, &DeactivateDialog::answerBanner);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, text, m_banner, label, m_reason, buttons})
        layout->addWidget(widget);
    showActive();
    resize(480, sizeHint().height());
    m_reason->setFocus();
}

void DeactivateDialog::setActive(int active, const QString &happened)
{
    m_active = active;
    m_busy = m_outdated = false;
    m_unseen = active > 0;
    // Where nothing serves any more there is nothing to go on with, and the sentence stays.
    m_banner->tell(BannerKind::Warning, happened, m_unseen ? tr("Continue") : QString(), false);
    showActive();
}

void DeactivateDialog::showActive()
{
    m_title->setText(m_active > 0 ? tr("Deactivate v%1 in %2?").arg(m_active).arg(m_environment)
                                  : tr("Nothing serves in %1").arg(m_environment));
    m_confirm->setText(m_active > 0 ? tr("Deactivate v%1").arg(m_active) : tr("Deactivate"));
    setNames(m_confirm, "confirmDeactivate", m_confirm->text());
    updateButton();
}

void DeactivateDialog::answerBanner()
{
    if (m_outdated) {
        Q_EMIT lookAgainRequested();
        return;
    }
    m_unseen = false;
    updateButton(); // before the banner goes, so that the focus passes from it to the button
    m_banner->clear();
}

void DeactivateDialog::updateButton()
{
    m_confirm->setEnabled(isUndecided() && !m_unseen && m_active > 0);
}

void DeactivateDialog::showError(const Error &error)
{
    m_busy = false;
    m_outdated = error.kind == ErrorKind::Conflict;
    m_banner->tell(BannerKind::Danger, error.toString(), m_outdated ? tr("Look again") : QString(), !m_outdated);
    updateButton();
}

} // namespace promptuary
