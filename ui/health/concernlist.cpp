// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/concernlist.h"

#include "core/alerts/alerttexts.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace promptuary
{

namespace
{

PillKind pillOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Critical:
        return PillKind::Danger;
    case AlertSeverity::Warning:
        return PillKind::Warning;
    case AlertSeverity::Info:
        break;
    }
    return PillKind::Neutral;
}

} // namespace

ConcernList::ConcernList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setNames(this, "concernList", tr("What needs attention"));
    m_grid->setContentsMargins(12, 12, 12, 12);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    m_rows.append(makeRow());
    setConcerns({});
}

ConcernList::Row ConcernList::makeRow()
{
    const Row row{new Pill(this), new QLabel(this), new QLabel(this)};
    for (QLabel *label : {row.what, row.remedy}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    setNames(row.what, "concern", tr("What is wrong"));
    setNames(row.remedy, "concernRemedy", tr("What to do"));
    row.remedy->setFont(smallFont());
    const int line = int(m_rows.size()) * 2;
    m_grid->addWidget(row.severity, line, 0, Qt::AlignLeft | Qt::AlignTop);
    m_grid->addWidget(row.what, line, 1);
    m_grid->addWidget(row.remedy, line + 1, 1);
    return row;
}

void ConcernList::setConcerns(const QList<Concern> &concerns)
{
    while (m_rows.size() < concerns.size())
        m_rows.append(makeRow());
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        const bool used = i < std::max<qsizetype>(concerns.size(), 1);
        if (i < concerns.size()) {
            const Concern &concern = concerns.at(i);
            row.severity->set(pillOf(concern.severity), nameOf(concern.severity));
            row.what->setText(concern.what);
            row.remedy->setText(concern.remedy);
        } else if (used) {
            row.severity->set(PillKind::Active, tr("Well"));
            row.what->setText(tr("Everything is well."));
            row.remedy->setText(tr("What needs attention stands here, with what to do about it."));
        }
        row.what->setAccessibleName(QStringLiteral("%1: %2").arg(row.severity->text(), row.what->text()));
        row.remedy->setAccessibleName(row.remedy->text());
        row.severity->setVisible(used);
        row.what->setVisible(used);
        row.remedy->setVisible(used);
    }
    dress();
}

void ConcernList::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (const Row &row : std::as_const(m_rows))
        row.remedy->setPalette(secondary);
}

void ConcernList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void ConcernList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    paintBox(&painter, rect(), {.fill = roles.surface, .border = roles.hairline});
}

} // namespace promptuary
