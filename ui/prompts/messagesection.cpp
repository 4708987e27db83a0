// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/messagesection.h"

#include "core/prompts/versionjson.h"
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/sectionheader.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace promptuary
{

MessageSection::MessageSection(QWidget *parent)
    : QWidget(parent)
    , m_role(new QComboBox(this))
    , m_size(new QLabel(this))
    , m_up(addButton(tr("Move message up")))
    , m_down(addButton(tr("Move message down")))
    , m_remove(addButton(tr("Remove message")))
    , m_editor(new CodeEditor(PromptLexer::Language::Prose, this))
{
    m_role->setEditable(true);
    m_role->setInsertPolicy(QComboBox::NoInsert);
    m_role->addItems(messageRoles());
    m_role->setMinimumWidth(132);
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_size->setFont(tabularFont(smallFont()));

    auto *header = new SectionHeader(this);
    header->addLeft(m_role);
    header->addTitle(tr("message"));
    header->addRight(m_size);
    for (QToolButton *button : {m_up, m_down, m_remove})
        header->addRight(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_editor);

    connect(m_role, &QComboBox::currentTextChanged, this, &MessageSection::edited);
    connect(m_editor, &CodeEditor::edited, this, [this] {
        showSize();
        Q_EMIT edited();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_remove, &QToolButton::clicked, this, &MessageSection::removeRequested);
    m_up->setIcon(icon(QStringLiteral("go-up")));
    m_down->setIcon(icon(QStringLiteral("go-down")));
    m_remove->setIcon(icon(QStringLiteral("list-remove")));
}

QToolButton *MessageSection::addButton(const QString &text)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolTip(text);
    return button;
}

void MessageSection::setMessage(const Message &message)
{
    const QSignalBlocker block(m_role);
    m_role->setCurrentText(message.role);
    m_editor->setContent(message.content);
    showSize();
}

Message MessageSection::message() const
{
    return {.role = role(), .content = m_editor->content()};
}

QString MessageSection::role() const
{
    return m_role->currentText();
}

bool MessageSection::holds(const QString &otherRole, QByteArrayView utf8) const
{
    return role() == otherRole && m_editor->holds(utf8);
}

void MessageSection::showSize()
{
    const int lines = m_editor->lines();
    m_size->setText(lines == 1 ? tr("1 line") : tr("%1 lines").arg(QLocale().toString(lines)));
}

void MessageSection::setPlace(int index, int count)
{
    m_index = index;
    m_count = count;
    const QString number = QString::number(index + 1);
    const auto name = [&](QWidget *widget, const QString &objectName, const QString &text) {
        widget->setObjectName(objectName + number);
        widget->setAccessibleName(text);
    };
    name(m_role, QStringLiteral("messageRole"), tr("Role of message %1").arg(number));
    name(m_editor, QStringLiteral("messageText"), tr("Text of message %1").arg(number));
    name(m_up, QStringLiteral("messageUp"), tr("Move message %1 up").arg(number));
    name(m_down, QStringLiteral("messageDown"), tr("Move message %1 down").arg(number));
    name(m_remove, QStringLiteral("messageRemove"), tr("Remove message %1").arg(number));
    m_up->setEnabled(!m_readOnly && index > 0);
    m_down->setEnabled(!m_readOnly && index + 1 < count);
    m_remove->setEnabled(!m_readOnly && count > 1);
}

void MessageSection::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_role->setEnabled(!readOnly);
    m_editor->setReadOnly(readOnly);
    setPlace(m_index, m_count);
}

} // namespace promptuary
