// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/templatetreedelegate.h"

#include "core/executions/metricformat.h"
#include "ui/prompts/templatefiltermodel.h"
#include "ui/prompts/templatetreemodel.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/typography.h"

#include <QLineEdit>
#include <QPainter>
#include <QTextLayout>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 27;
constexpr int edge = 6;           // between the panel's border and a row's background
constexpr int padding = 8;        // inside a row
constexpr int ring = 8;           // the mark of a newer version
constexpr QSize barsSize(27, 11); // seven days of three pixels with one between them
constexpr int leastName = 104;    // a name that has less room gets no figures beside it
constexpr int roomForRate = 240;  // of the name, from which on the rate of success is told too

/// The matched characters of a name, strong and in the accent; neighbours together.
QList<QTextLayout::FormatRange> formatsOf(const QList<int> &matched, const Colors &roles)
{
    QTextCharFormat format;
    format.setForeground(roles.accent);
    format.setFontWeight(QFont::Bold);
    QList<QTextLayout::FormatRange> formats;
    for (const int at : matched) {
        if (!formats.isEmpty() && formats.constLast().start + formats.constLast().length == at)
            ++formats.last().length;
        else
            formats.append({at, 1, format});
    }
    return formats;
}

void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const Colors &roles)
{
    const QRectF rect = option.rect.adjusted(edge, 0, -edge, 0);
    if (option.state.testFlag(QStyle::State_Selected))
        paintBox(painter, rect, {.fill = roles.selection});
    else if (option.state.testFlag(QStyle::State_MouseOver))
        paintBox(painter, rect, {.fill = roles.raised});
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(painter, rect, {.border = roles.accent, .width = 1.5});
}

} // namespace

/// How much it ran, and where there is room how well; the tooltip has the rest. Returns where the room for the name
/// ends.
int TemplateTreeDelegate::paintFigures(QPainter *painter, QRect rect, const RecentFigures &figures, const Colors &roles)
{
    const auto success = figures.total.successRate();
    if (success && rect.width() >= roomForRate) {
        painter->setFont(tabularFont(smallFont()));
        painter->setPen(roles.secondaryText);
        const QString text = figureText(Unit::Rate, success->value);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
        rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(figureText(Unit::Rate, 1)) - padding);
    }
    const QRect bars(QPoint(rect.right() + 1 - barsSize.width(), rect.center().y() - barsSize.height() / 2), barsSize);
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintBars(*painter, bars, figures.days, roles.absent);
    return bars.left() - padding;
}

QSize TemplateTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    // Fonts larger than usual need more.
    return {120, std::max(rowHeight, option.fontMetrics.height() + 8)};
}

void TemplateTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintBackground(painter, option, colors(option.palette));
    if (index.parent().isValid())
        paintTemplate(painter, option, index);
    else
        paintGroup(painter, option, index);
    painter->restore();
}

void TemplateTreeDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colors &roles = colors(option.palette);
    QRect rect = option.rect.adjusted(edge + padding - 2, 0, -edge - padding, 0);
    const bool open = option.state.testFlag(QStyle::State_Open);
    paintChevron(painter, QRect(rect.left(), rect.top(), 10, rect.height()), open ? Qt::DownArrow : Qt::RightArrow,
                 roles.secondaryText);
    rect.setLeft(rect.left() + 16);

    painter->setPen(roles.secondaryText);
    painter->setFont(tabularFont(smallFont()));
    const QString count = QLocale().toString(index.data(TemplateTreeModel::CountRole).toInt());
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, count);
    rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(count) - padding);
    painter->setFont(boldFont());
    paintElided(painter, rect, index.data().toString());
}

void TemplateTreeDelegate::paintTemplate(QPainter *painter, const QStyleOptionViewItem &option,
                                         const QModelIndex &index)
{
    const Colors &roles = colors(option.palette);
    QRect rect = option.rect.adjusted(edge + padding, 0, -edge - padding, 0);
    const auto takeRight = [&rect](int width) {
        const QRect taken(rect.right() + 1 - width, rect.top(), width, rect.height());
        rect.setRight(rect.right() - width - padding);
        return taken;
    };
    const auto pill = [&](PillKind kind, const QString &text) {
        painter->setFont(smallFont());
        QRect box = takeRight(pillSize(painter->font(), text).width());
        box.setHeight(pillSize(painter->font(), text).height());
        box.moveTop(rect.top() + (rect.height() - box.height()) / 2);
        paintPill(*painter, box, kind, text, roles);
    };
    if (const int active = index.data(TemplateTreeModel::ActiveRole).toInt(); active > 0)
        pill(PillKind::Active, tr("v%1").arg(active));
    else
        pill(PillKind::Neutral, tr("none"));
    if (index.data(TemplateTreeModel::NewerRole).toBool()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(roles.warning, 1.8));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QRectF(takeRight(ring)).center(), ring / 2.0 - 1, ring / 2.0 - 1);
    }
    if (index.data(TemplateFilterModel::TextMatchRole).toBool())
        pill(PillKind::Accent, tr("in text"));

    if (const QVariant figures = index.data(TemplateTreeModel::FiguresRole); figures.isValid()) {
        // Below each other, whatever mark and pill stand beside them.
        const int marks = pillSize(smallFont(), tr("none")).width() + padding + ring + padding;
        QRect aligned = rect;
        aligned.setRight(std::min(rect.right(), option.rect.right() - edge - padding - marks));
        if (aligned.width() >= leastName + padding + barsSize.width())
            rect.setRight(paintFigures(painter, aligned, figures.value<RecentFigures>(), roles));
    }

    painter->setFont(option.font);
    painter->setPen(index.data(TemplateTreeModel::ArchivedRole).toBool() ? roles.secondaryText : roles.text);
    // Names that begin alike, as those of one folder do, stay apart by their ends.
    paintElided(painter, rect, index.data().toString(),
                formatsOf(index.data(TemplateFilterModel::MatchRole).value<QList<int>>(), roles), Qt::ElideMiddle);
}

QWidget *TemplateTreeDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                            const QModelIndex &index) const
{
    if (!index.parent().isValid())
        return nullptr;
    auto *editor = new QLineEdit(parent);
    setNames(editor, "renameTemplate", tr("New name of %1").arg(index.data().toString()));
    return editor;
}

void TemplateTreeDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const QString name = static_cast<QLineEdit *>(editor)->text().simplified();
    if (!name.isEmpty() && name != index.data().toString())
        Q_EMIT renamed(index, name);
}

void TemplateTreeDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                                const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(edge, 0, -edge, 0));
}

} // namespace promptuary
