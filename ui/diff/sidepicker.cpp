// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/sidepicker.h"

#include <QComboBox>
#include <QHash>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>

namespace promptuary
{

namespace
{

QIcon dot(PillKind kind, const Colors &roles)
{
    constexpr int size = 12;
    constexpr int scale = 3; // enough pixels for any screen
    QPixmap pixmap(size * scale, size * scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    const QRectF circle(2.5, 2.5, 7, 7);
    switch (kind) {
    case PillKind::Active:
        painter.setPen(Qt::NoPen);
        painter.setBrush(roles.active);
        break;
    case PillKind::Warning:
        painter.setPen(QPen(roles.warning, 1.5));
        break;
    case PillKind::Accent:
        painter.setPen(QPen(roles.accent, 1.5));
        break;
    default:
        return QIcon(pixmap); // its room, so that all labels stand in one line
    }
    painter.drawEllipse(circle);
    painter.end();
    return QIcon(pixmap);
}

} // namespace

void fillSidePicker(QComboBox *picker, const QList<DiffChoice> &choices, const QPalette &palette)
{
    const QSignalBlocker blocker(picker);
    const QVariant current = picker->currentData();
    const Colors &roles = colors(palette);
    QHash<PillKind, QIcon> dots;
    picker->clear();
    picker->setIconSize({12, 12});
    for (const DiffChoice &choice : choices) {
        if (!dots.contains(choice.kind))
            dots.insert(choice.kind, dot(choice.kind, roles));
        picker->addItem(dots.value(choice.kind), choice.label, choice.id);
    }
    picker->setCurrentIndex(picker->findData(current));
}

void showSide(QComboBox *picker, const DiffSide &side)
{
    const QSignalBlocker blocker(picker);
    picker->setCurrentIndex(side.id.isEmpty() ? picker->findText(side.label, Qt::MatchExactly)
                                              : picker->findData(side.id));
}

} // namespace promptuary
