// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace promptuary
{

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_text->setObjectName(QStringLiteral("emptyText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    connect(m_first, &QPushButton::clicked, this, &EmptyState::firstStepTaken);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondStepTaken);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 32, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    layout->addWidget(m_first, 0, Qt::AlignHCenter);
    layout->addWidget(m_second, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    dress();
}

void EmptyState::tell(const QString &text, const QString &firstStep, const QString &secondStep)
{
    m_text->setText(text);
    m_first->setText(firstStep);
    setNames(m_first, "emptyFirstStep", firstStep);
    m_first->setVisible(!firstStep.isEmpty());
    m_second->setText(secondStep);
    setNames(m_second, "emptySecondStep", secondStep);
    m_second->setVisible(!secondStep.isEmpty());
}

void EmptyState::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::Text, colors(palette()).secondaryText); // on the base colour labels draw in Text
    m_text->setPalette(secondary);
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace promptuary
