// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/timelinedelegate.h"

#include "ui/prompts/timelinemodel.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/typography.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int mainLine = 18; // x of the line from the row's left edge
constexpr int laneStep = 8;  // between it and the lanes of branches
constexpr int textLeft = 40;
constexpr int padding = 8;
constexpr int lineGap = 2;
constexpr int gap = 6;
constexpr double markRadius = 5;
constexpr QSize barsSize(59, 11); // thirty days of one pixel with one between them
constexpr int leastNote = 80;     // a note that has less room gets no bars beside it
constexpr int leastAuthor = 48;
constexpr int leastRecord = 48;

/// Where the three lines of a row stand.
struct Lines {
    QRect title;
    QRect note;
    QRect meta;
};

Lines linesOf(const QRect &row, const QFont &font)
{
    const int body = QFontMetrics(font).height();
    const int pill = pillSize(smallFont(), QStringLiteral("v")).height();
    const int left = row.left() + textLeft + padding;
    const int width = row.right() - padding - 4 - left;
    Lines lines;
    lines.title = QRect(left, row.top() + padding - 2, width, pill);
    lines.note = QRect(left, lines.title.bottom() + lineGap, width, body);
    lines.meta = QRect(left, lines.note.bottom() + lineGap, width, QFontMetrics(smallFont()).height());
    return lines;
}

void paintLineage(QPainter *painter, const QRect &row, int middle, const Lineage &lineage, const Colors &roles)
{
    const auto laneX = [&row](int lane) { return row.left() + mainLine + (lane + 1) * laneStep; };
    const double x = row.left() + mainLine;
    painter->setPen(QPen(roles.absent, 2));
    painter->setBrush(Qt::NoBrush);
    if (lineage.up)
        painter->drawLine(QPointF(x, row.top()), QPointF(x, middle));
    if (lineage.down)
        painter->drawLine(QPointF(x, middle), QPointF(x, row.bottom() + 1));
    for (int lane = 0; lane < Lineage::lanes; ++lane) {
        if (lineage.passing & (1 << lane))
            painter->drawLine(QPointF(laneX(lane), row.top()), QPointF(laneX(lane), row.bottom() + 1));
        if (lineage.arriving & (1 << lane)) {
            QPainterPath path(QPointF(laneX(lane), row.top()));
            path.quadTo(QPointF(laneX(lane), middle), QPointF(x, middle));
            painter->drawPath(path);
        }
    }
    if (lineage.leaves >= 0) {
        QPainterPath path(QPointF(x, middle));
        path.quadTo(QPointF(laneX(lineage.leaves), middle), QPointF(laneX(lineage.leaves), row.bottom() + 1));
        painter->drawPath(path);
    }
}

/// Active is green and filled; newest is amber and hollow; what serves elsewhere is ringed in the accent.
void paintMark(QPainter *painter, const QPointF &center, const TimelineModel::Row &row, const Colors &roles)
{
    QColor border = roles.absent;
    QColor fill = roles.surface;
    if (row.activeHere)
        border = fill = roles.active;
    else if (!row.activeIn.isEmpty())
        border = roles.accent;
    else if (row.newest)
        border = roles.warning;
    const double radius = row.activeHere ? markRadius + 1 : markRadius;
    painter->setPen(QPen(border, 2));
    painter->setBrush(fill);
    painter->drawEllipse(center, radius, radius);
}

using Badge = std::pair<PillKind, QString>;

QList<Badge> badgesOf(const TimelineModel::Row &row)
{
    QList<Badge> badges;
    for (const QString &environment : row.activeIn) {
        const bool here = row.activeHere && environment == row.activeIn.constFirst();
        badges.append(here ? Badge{PillKind::Active, TimelineDelegate::tr("active · %1").arg(environment)}
                           : Badge{PillKind::Accent, environment});
    }
    if (row.newest && !row.activeHere)
        badges.append({PillKind::Warning, TimelineDelegate::tr("newest")});
    if (row.version.parent > 0 && row.version.parent != row.version.number - 1)
        badges.append({PillKind::Neutral, TimelineDelegate::tr("from v%1").arg(row.version.parent)});
    if (row.version.archived)
        badges.append({PillKind::Neutral, TimelineDelegate::tr("archived")});
    return badges;
}

void paintTitle(QPainter *painter, QRect rect, const TimelineModel::Row &row, const Colors &roles)
{
    if (row.size) {
        // A true minus sign is as wide as the plus.
        const QString size = QStringLiteral("+%1 \u2212%2").arg(row.size->first).arg(row.size->second);
        painter->setFont(tabularFont(smallFont()));
        painter->setPen(roles.secondaryText);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, size);
        rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(size) - gap);
    }
    painter->setFont(boldFont());
    painter->setPen(roles.text);
    const QString number = TimelineDelegate::tr("v%1").arg(row.version.number);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, number);
    rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(number) + gap);
    painter->setFont(smallFont());
    for (const auto &[kind, text] : badgesOf(row)) {
        const QSize size = pillSize(painter->font(), text);
        if (size.width() > rect.width())
            break; // the tooltip has what does not fit
        paintPill(*painter, QRect(rect.topLeft(), QSize(size.width(), rect.height())), kind, text, roles);
        rect.setLeft(rect.left() + size.width() + gap);
    }
}

/// How much it ran on each day, at the right; returns where the room for the note ends.
int paintDays(QPainter *painter, const QRect &rect, const TimelineModel::Row &row, const Colors &roles)
{
    if (!row.figures || row.figures->total.executions == 0 || rect.width() < leastNote + gap + barsSize.width())
        return rect.right();
    const QRect bars(QPoint(rect.right() + 1 - barsSize.width(), rect.center().y() - barsSize.height() / 2), barsSize);
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintBars(*painter, bars, row.figures->days, roles.secondaryText);
    painter->setRenderHint(QPainter::Antialiasing);
    return bars.left() - gap;
}

/// The author and the age at the left, and what came of it at the right, where it is looked for. The age is always
/// whole: where there is no room for all, what came of it is shortened and the author, who keeps a few letters.
void paintMeta(QPainter *painter, QRect rect, const QString &author, const QString &age, const QString &record)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int ageWidth = metrics.horizontalAdvance(TimelineDelegate::tr("%1 · %2").arg(QString(), age)) + 1; // rounded
    const int room = rect.width() - ageWidth - std::min(metrics.horizontalAdvance(author), leastAuthor) - gap;
    if (!record.isEmpty() && room >= leastRecord) {
        const QString shown = metrics.elidedText(record, Qt::ElideRight, room);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, shown);
        rect.setRight(rect.right() - metrics.horizontalAdvance(shown) - gap);
    }
    const QString name = metrics.elidedText(author, Qt::ElideRight, rect.width() - ageWidth);
    paintElided(painter, rect, TimelineDelegate::tr("%1 · %2").arg(name, age));
}

} // namespace

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Lines lines = linesOf(QRect(0, 0, 200, 0), option.font);
    return {200, lines.meta.bottom() + padding};
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const TimelineModel *>(index.model());
    const TimelineModel::Row row = model->row(index);
    const Colors &roles = colors(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF background = option.rect.adjusted(textLeft, 1, -4, -1);
    if (option.state.testFlag(QStyle::State_Selected))
        paintBox(painter, background, {.fill = roles.selection});
    else if (option.state.testFlag(QStyle::State_MouseOver))
        paintBox(painter, background, {.fill = roles.raised});
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(painter, background, {.border = roles.accent, .width = 1.5});

    Lines lines = linesOf(option.rect, option.font);
    const int middle = lines.title.center().y() + 1;
    paintLineage(painter, option.rect, middle, row.lineage, roles);
    paintMark(painter, QPointF(option.rect.left() + mainLine, middle), row, roles);

    paintTitle(painter, lines.title, row, roles);
    painter->setFont(option.font);
    // The first line, as for a commit; the tooltip has the whole.
    const QString note = row.version.note.trimmed().section(u'\n', 0, 0).simplified();
    lines.note.setRight(paintDays(painter, lines.note, row, roles));
    painter->setPen(note.isEmpty() || row.version.archived ? roles.secondaryText : roles.text);
    paintElided(painter, lines.note, note.isEmpty() ? tr("No note") : note);
    painter->setFont(smallFont());
    painter->setPen(roles.secondaryText);
    paintMeta(painter, lines.meta, row.version.author, model->age(row.version.createdAt), model->record(row));
    painter->restore();
}

} // namespace promptuary
