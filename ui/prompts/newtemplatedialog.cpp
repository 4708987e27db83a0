// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/newtemplatedialog.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QAccessible>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace promptuary
{

NewTemplateDialog::NewTemplateDialog(const QList<TaskType> &taskTypes, const QString &taskType, QWidget *parent)
    : QDialog(parent)
    , m_taskTypes(taskTypes)
    , m_name(new QLineEdit(this))
    , m_taskType(new QComboBox(this))
    , m_description(new QPlainTextEdit(this))
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("newTemplateDialog"));
    setWindowTitle(tr("New template"));
    setNames(m_name, "newTemplateName", tr("Name"));
    m_name->setPlaceholderText(tr("Invoice line items"));
    setNames(m_taskType, "newTemplateTaskType", tr("Task type"));
    m_taskType->setEditable(true);
    m_taskType->setInsertPolicy(QComboBox::NoInsert);
    for (const TaskType &type : taskTypes)
        m_taskType->addItem(type.name, type.key);
    const int known = m_taskType->findData(taskType);
    m_taskType->setCurrentIndex(std::max(known, taskTypes.isEmpty() ? -1 : 0));
    setNames(m_description, "newTemplateDescription", tr("Description"));
    m_description->setPlaceholderText(tr("What it is for, who uses it (may stay empty)"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(72);

    auto *buttons = new QDialogButtonBox(this);
    m_create = buttons->addButton(tr("Create template"), QDialogButtonBox::AcceptRole);
    setNames(m_create, "createTemplate", tr("Create template"));
    m_create->setDefault(true);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    setNames(cancel, "cancelNewTemplate", tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &NewTemplateDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &NewTemplateDialog::check);
    connect(m_taskType, &QComboBox::editTextChanged, this, &NewTemplateDialog::check);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->setVerticalSpacing(12);
    m_hint->setObjectName(QStringLiteral("newTemplateHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setFont(smallFont());
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_hint->setMinimumHeight(2 * m_hint->fontMetrics().lineSpacing()); // so that no usual message moves the rest
    auto *named = new QVBoxLayout;
    named->setSpacing(4);
    named->addWidget(m_name);
    named->addWidget(m_hint);
    auto *nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    form->addRow(nameLabel, named);
    form->addRow(tr("&Task type"), m_taskType);
    form->addRow(tr("&Description"), m_description);
    form->addRow(buttons);
    setMinimumWidth(480);
    check();
}

QString NewTemplateDialog::name() const
{
    return m_name->text().simplified();
}

QString NewTemplateDialog::taskType() const
{
    const QString typed = m_taskType->currentText().simplified();
    const auto known = std::ranges::find_if(m_taskTypes, [&typed](const TaskType &type) {
        return type.name.compare(typed, Qt::CaseInsensitive) == 0 || type.key == typed;
    });
    return known == m_taskTypes.end() ? typed : known->key;
}

QString NewTemplateDialog::description() const
{
    return m_description->toPlainText().trimmed();
}

void NewTemplateDialog::create()
{
    m_create->setEnabled(false); // until it is done or refused
    Q_EMIT createRequested();
}

void NewTemplateDialog::showError(const Error &error)
{
    m_create->setEnabled(true);
    m_problem = error.toString();
    showHint();
    m_name->setFocus();
    QAccessibleEvent event(m_hint, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NewTemplateDialog::showHint()
{
    m_hint->setText(m_problem.isEmpty() ? tr("The key that agents use is made from the name, once, and never changes.")
                                        : m_problem);
    m_name->setAccessibleDescription(m_hint->text());
    const Colors &roles = colors(palette());
    QPalette hint = palette();
    hint.setColor(QPalette::WindowText, m_problem.isEmpty() ? roles.secondaryText : roles.danger);
    m_hint->setPalette(hint);
}

void NewTemplateDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showHint();
}

void NewTemplateDialog::check()
{
    m_problem.clear();
    showHint();
    const bool named = !name().isEmpty();
    const bool typed = !taskType().isEmpty();
    m_create->setEnabled(named && typed);
    m_create->setToolTip(!named  ? tr("Give it a name first")
                         : typed ? QString()
                                 : tr("Choose a task type, or name a new one"));
}

} // namespace promptuary
