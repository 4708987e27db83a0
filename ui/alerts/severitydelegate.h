// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "ui/widgets/pill.h"

#include <QStyledItemDelegate>

namespace promptuary
{

[[nodiscard]] PillKind pillOf(AlertSeverity severity);

/// A severity as a pill; the model gives it as Qt::UserRole, and its name as text.
class SeverityDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace promptuary
