// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/fieldchangestable.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int fieldHeight = 26;
constexpr int mostRows = 6;

// Old values on red, new ones on green, as the lines above them; not whole cells but what is written in them.
class ValueDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &roles = colors(option.palette);
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, roles.selection);
        const QRect room = option.rect.adjusted(index.column() == FieldChangesModel::NameColumn ? 16 : 4, 0, -4, 0);
        const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width() - 12);
        const QVariant pill = index.data(FieldChangesModel::PillRole);
        painter->setFont(option.font);
        if (pill.isValid()) {
            const auto kind = static_cast<PillKind>(pill.toInt());
            QRect box(room.left(), 0, option.fontMetrics.horizontalAdvance(text) + 12, option.fontMetrics.height() + 2);
            box.moveTop(option.rect.center().y() - box.height() / 2);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(kind == PillKind::Removed   ? roles.removed
                              : kind == PillKind::Warning ? roles.warningSoft
                                                          : roles.added);
            painter->drawRoundedRect(box, 3, 3);
            painter->setPen(kind == PillKind::Warning ? roles.warning : roles.text);
            painter->drawText(box, Qt::AlignCenter, text);
        } else {
            painter->setPen(roles.secondaryText);
            painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft, text);
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setRenderHint(QPainter::Antialiasing, false);
            painter->setPen(roles.accent);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }
};

} // namespace

FieldChangesTable::FieldChangesTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new FieldChangesModel(this))
{
    setNames(this, "fieldChanges", tr("Configuration and variables"));
    setModel(m_model);
    setItemDelegate(new ValueDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    horizontalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fieldHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FieldChangesTable::setDiff(const VersionDiff &diff)
{
    m_model->setDiff(diff);
    updateGeometry();
}

QSize FieldChangesTable::sizeHint() const
{
    return {480, std::clamp(m_model->rowCount(), 1, mostRows) * fieldHeight};
}

QSize FieldChangesTable::minimumSizeHint() const
{
    return {200, std::clamp(m_model->rowCount(), 1, 3) * fieldHeight};
}

void FieldChangesTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    const int third = viewport()->width() / 3;
    setColumnWidth(FieldChangesModel::NameColumn, viewport()->width() - 2 * third);
    setColumnWidth(FieldChangesModel::LeftColumn, third);
    setColumnWidth(FieldChangesModel::RightColumn, third);
}

void FieldChangesTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid())
        QApplication::clipboard()->setText(currentIndex().data(Qt::EditRole).toString());
    else
        QTableView::keyPressEvent(event);
}

} // namespace promptuary
