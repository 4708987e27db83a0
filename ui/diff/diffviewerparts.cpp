// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts a DiffViewer is put together from.
#include "ui/diff/diffoverview.h"
#include "ui/diff/diffview.h"
#include "ui/diff/diffviewer.h"
#include "ui/diff/fieldchangestable.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QComboBox *makePicker(const char *objectName, const QString &name, QWidget *parent)
{
    auto *picker = new QComboBox(parent);
    setNames(picker, objectName, name);
    picker->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    picker->setMaxVisibleItems(20);
    picker->setMinimumContentsLength(8);
    return picker;
}

QToolButton *makeButton(const char *objectName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    setNames(button, objectName, name);
    button->setToolTip(name);
    return button;
}

} // namespace

QWidget *DiffViewer::makeBar()
{
    auto *bar = new QWidget(this);
    m_leftChoice = makePicker("leftSide", tr("Left side"), bar);
    m_rightChoice = makePicker("rightSide", tr("Right side"), bar);
    connect(m_leftChoice, &QComboBox::activated, this, &DiffViewer::chooseSides);
    connect(m_rightChoice, &QComboBox::activated, this, &DiffViewer::chooseSides);
    m_leftLabel = new Pill(bar);
    m_rightLabel = new Pill(bar);
    m_arrow = new QLabel(u"→"_s, bar);
    m_added = new Pill(bar);
    m_removed = new Pill(bar);
    m_added->setToolTip(tr("Lines added"));
    m_removed->setToolTip(tr("Lines removed"));
    m_position = new QLabel(bar);
    m_position->setFont(tabularFont(smallFont()));
    m_position->setToolTip(tr("The change shown, of all changes"));
    m_allLines = makeButton("showAllLines", tr("Show all lines"), bar);
    m_allLines->setToolTip(tr("Show the unchanged lines too"));
    m_allLines->setCheckable(true);
    connect(m_allLines, &QToolButton::toggled, this, [this] { compare(false); });
    m_layoutChoice = makePicker("diffLayout", tr("Layout"), bar);
    m_layoutChoice->addItems({tr("Side by side"), tr("Unified")});
    connect(m_layoutChoice, &QComboBox::activated, this, [this](int index) {
        setLayoutMode(static_cast<Layout>(index));
        Q_EMIT layoutModeChanged(m_layout);
    });
    m_previous = makeButton("previousChange", tr("Previous change"), bar);
    m_previous->setToolTip(tr("Previous change (Shift+F7, Alt+Up)"));
    connect(m_previous, &QToolButton::clicked, this, &DiffViewer::previousChange);
    m_next = makeButton("nextChange", tr("Next change"), bar);
    m_next->setToolTip(tr("Next change (F7, Alt+Down)"));
    connect(m_next, &QToolButton::clicked, this, &DiffViewer::nextChange);

    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_leftLabel, m_leftChoice, m_arrow, m_rightLabel, m_rightChoice})
        layout->addWidget(part);
    layout->addSpacing(4);
    layout->addWidget(m_added);
    layout->addWidget(m_removed);
    layout->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_position, m_allLines, m_layoutChoice, m_previous, m_next})
        layout->addWidget(part);
    return bar;
}

QWidget *DiffViewer::makeMessagePage()
{
    auto *page = new QWidget(this);
    m_message = new QLabel(page);
    m_message->setObjectName(u"diffMessage"_s);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_messageButton = new QPushButton(page);
    m_messageButton->setObjectName(u"diffMessageButton"_s);
    m_messageButton->setAutoDefault(false);
    connect(m_messageButton, &QPushButton::clicked, this, &DiffViewer::pressMessageButton);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addStretch(1);
    layout->addWidget(m_message);
    layout->addWidget(m_messageButton, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

QWidget *DiffViewer::makeViewPage()
{
    auto *page = new QWidget(this);
    m_view = new DiffView(page);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(new DiffOverview(m_view, page));
    return page;
}

QWidget *DiffViewer::makeFields()
{
    m_fieldsPanel = new QWidget(this);
    m_fieldsTitle = new QLabel(tr("Configuration and variables"), m_fieldsPanel);
    m_fieldsTitle->setFont(boldFont());
    m_fieldsTitle->setContentsMargins(16, 0, 16, 0);
    m_fields = new FieldChangesTable(m_fieldsPanel);
    auto *layout = new QVBoxLayout(m_fieldsPanel);
    layout->setContentsMargins(0, 9, 0, 8);
    layout->setSpacing(4);
    layout->addWidget(m_fieldsTitle);
    layout->addWidget(m_fields);
    return m_fieldsPanel;
}

} // namespace promptuary
