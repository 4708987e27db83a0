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
    , m_banner(new Banner(this))
    , m_reason(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("deactivateDialog"));
    setWindowTitle(tr("Deactivate %1").arg(templateName));
    auto *title = new QLabel(tr("Deactivate v%1 in %2?").arg(active).arg(environment), this);
    title->setFont(titleFont());
    auto *text =
        new QLabel(tr("Agents that ask for “%1” in %2 get nothing from the database until a version is activated "
                      "again. All versions stay in the timeline.")
                       .arg(templateName, environment),
                   this);
    text->setWordWrap(true);
    auto *label = new QLabel(tr("Reason (kept in the log)"), this);
    label->setBuddy(m_reason);
    setNames(m_reason, "deactivateReason", tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(64);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    setNames(cancel, "cancelDeactivate", tr("Cancel"));
    m_confirm = buttons->addButton(tr("Deactivate v%1").arg(active), QDialogButtonBox::AcceptRole);
    setNames(m_confirm, "confirmDeactivate", m_confirm->text());
    m_confirm->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        m_confirm->setEnabled(false);
        Q_EMIT confirmed(m_reason->toPlainText());
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{title, text, m_banner, label, m_reason, buttons})
        layout->addWidget(widget);
    resize(480, sizeHint().height());
    m_reason->setFocus();
}

void DeactivateDialog::showError(const Error &error)
{
    m_confirm->setEnabled(true);
    m_banner->tell(BannerKind::Danger, error.toString());
}

} // namespace promptuary
