// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/activationlist.h"

#include "core/base/relativetime.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QPainter>
#include <QTextDocument>

namespace promptuary
{

namespace
{

constexpr int padding = 12;
constexpr int gap = 6;

PillKind pillKind(const QString &kind)
{
    if (kind == QLatin1StringView("rollback"))
        return PillKind::Danger;
    return kind == QLatin1StringView("activate") ? PillKind::Active : PillKind::Neutral;
}

} // namespace

ActivationModel::ActivationModel(Clock clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(std::move(clock))
{
}

void ActivationModel::setActivations(const QList<Activation> &activations)
{
    if (activations == m_activations)
        return;
    beginResetModel();
    m_activations = activations;
    endResetModel();
}

QString ActivationModel::age(const Activation &activation) const
{
    return relativeTime(activation.at, m_clock());
}

QString ActivationModel::change(const Activation &activation)
{
    const auto name = [](int number) { return number > 0 ? tr("v%1").arg(number) : tr("none"); };
    return tr("%1 → %2").arg(name(activation.previous), name(activation.active));
}

QString ActivationModel::kindName(const QString &kind)
{
    if (kind == QLatin1StringView("rollback"))
        return tr("rolled back");
    return kind == QLatin1StringView("deactivate") ? tr("deactivated") : tr("activated");
}

int ActivationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_activations.size());
}

QVariant ActivationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Activation &activation = at(index);
    const QString whole =
        tr("%1, %2 in %3 by %4, %5")
            .arg(change(activation), kindName(activation.kind), activation.environment, activation.actor,
                 exactTime(activation.at)) +
        (activation.reason.isEmpty() ? QString() : u'\n' + activation.reason) +
        (activation.importedBy.isEmpty() ? QString() : u'\n' + tr("Imported by %1").arg(activation.importedBy));
    switch (role) {
    case Qt::DisplayRole:
        return change(activation);
    case Qt::AccessibleTextRole:
        return whole;
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(whole, Qt::WhiteSpaceNormal);
    default:
        return {};
    }
}

QSize ActivationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int small = QFontMetrics(smallFont()).height();
    return {200, 12 + small + 4 + option.fontMetrics.height() + small + 8};
}

void ActivationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const ActivationModel *>(index.model());
    const Activation &activation = model->at(index);
    const Colors &roles = colors(option.palette);
    painter->save();
    const QRect back = option.rect.adjusted(4, 1, -4, -1);
    if (option.state.testFlag(QStyle::State_Selected))
        paintBox(painter, back, {.fill = roles.selection});
    else if (option.state.testFlag(QStyle::State_MouseOver))
        paintBox(painter, back, {.fill = roles.raised});

    QRect rect = option.rect.adjusted(padding, 6, -padding, 0);
    rect.setHeight(pillSize(smallFont(), activation.kind).height());
    painter->setFont(smallFont());
    painter->setPen(roles.secondaryText);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, model->age(activation));
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    painter->setFont(strong);
    painter->setPen(roles.text);
    const QString change = ActivationModel::change(activation);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, change);
    const int left = rect.left() + painter->fontMetrics().horizontalAdvance(change) + gap;
    painter->setFont(smallFont());
    const QString kind = ActivationModel::kindName(activation.kind);
    paintPill(*painter, QRect(QPoint(left, rect.top()), pillSize(smallFont(), kind)), pillKind(activation.kind), kind,
              roles);

    const auto line = [&](const QFont &font, const QColor &color, const QString &text) {
        painter->setFont(font);
        painter->setPen(color);
        rect = QRect(rect.left(), rect.bottom() + 3, rect.width(), painter->fontMetrics().height());
        paintElided(painter, rect, text);
    };
    const QString reason = activation.reason.simplified();
    line(option.font, reason.isEmpty() ? roles.secondaryText : roles.text,
         reason.isEmpty() ? tr("No reason given") : reason);
    line(smallFont(), roles.secondaryText, tr("%1 · %2").arg(activation.environment, activation.actor));
    painter->restore();
}

} // namespace promptuary
