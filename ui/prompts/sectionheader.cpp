// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/sectionheader.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace promptuary
{

SectionHeader::SectionHeader(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(12, 4, 8, 4);
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
    setMinimumHeight(36);
}

void SectionHeader::addTitle(const QString &title)
{
    auto *label = new QLabel(title, this);
    label->setFont(boldFont());
    addLeft(label);
}

void SectionHeader::addLeft(QWidget *widget)
{
    m_layout->insertWidget(m_left++, widget);
}

void SectionHeader::addRight(QWidget *widget)
{
    m_layout->addWidget(widget);
}

void SectionHeader::setFilling(QWidget *widget)
{
    delete m_layout->takeAt(m_left);
    m_layout->insertWidget(m_left, widget, 1);
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colors(palette());
    painter.fillRect(rect(), c.raised);
    painter.fillRect(0, 0, width(), 1, c.hairline);
    painter.fillRect(0, height() - 1, width(), 1, c.hairline);
}

} // namespace promptuary
