// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/groupcard.h"

#include "ui/executions/chartcolors.h"
#include "ui/executions/groupmodel.h"
#include "ui/executions/impactlabel.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 30;
constexpr int cellPadding = 6;
constexpr int leastName = 110;
constexpr int columnGap = 6;

/// The name with a pill beside it: what serves, what was rolled back.
class NameDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        cell.text.clear();
        cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        const GroupFigures &row = static_cast<const GroupModel *>(index.model())->row(index.row());
        const Colors &roles = colors(option.palette);
        QRect room = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
        painter->save();
        painter->setFont(row.version > 0 ? boldFont() : option.font);
        painter->setPen(roles.text);
        const QString pill = row.active ? tr("active") : row.rolledBack ? tr("rolled back") : QString();
        const QSize size = pill.isEmpty() ? QSize() : pillSize(smallFont(), pill);
        const QString name = painter->fontMetrics().elidedText(row.name, Qt::ElideRight, room.width());
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, name);
        room.setLeft(room.left() + painter->fontMetrics().horizontalAdvance(name) + cellPadding);
        if (!pill.isEmpty() && size.width() <= room.width()) {
            painter->setFont(smallFont());
            paintPill(*painter, QRect(QPoint(room.left(), room.center().y() - size.height() / 2), size),
                      row.active ? PillKind::Active : PillKind::Danger, pill, roles);
        }
        painter->restore();
    }
};

/// A change in the colour of what it means.
class ToneDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QColor tone = toneColor(Verdict(index.data(GroupModel::ToneRole).toInt()), colors(option->palette));
        option->palette.setColor(QPalette::Text, tone);
        option->palette.setColor(QPalette::HighlightedText, tone);
    }
};

} // namespace

GroupCard::GroupCard(QWidget *parent)
    : TableCard(rowHeight, parent)
    , m_sentence(new ImpactLabel(this))
    , m_compare(new QPushButton(this))
    , m_ranking(new QComboBox(this))
    , m_model(new GroupModel(this))
{
    setObjectName(QStringLiteral("groupCard"));
    m_sentence->setObjectName(QStringLiteral("impactSentence"));
    setNames(m_compare, "compareVersions", tr("Compare versions"));
    m_compare->setToolTip(tr("Choose two or more versions in the table, with Ctrl or Shift; without, the two newest"));
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT compareRequested(toCompare()); });
    makeTable();
    makeRanking();
    setFocusProxy(table());
    addToHeader(m_compare);
    addToHeader(m_ranking);
    addBelow(m_sentence);
}

void GroupCard::makeTable()
{
    setNames(table(), "groupTable", tr("Figures side by side"));
    table()->setModel(m_model);
    table()->setItemDelegateForColumn(GroupModel::Name, new NameDelegate(table()));
    table()->setItemDelegateForColumn(GroupModel::Change, new ToneDelegate(table()));
    table()->setMinimumHeight(4 * rowHeight);
    connect(table(), &QTableView::doubleClicked, this, &GroupCard::open);
    connect(table()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GroupCard::offerComparison);
    auto *enter = new QAction(table());
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    table()->addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { open(table()->currentIndex()); });
}

void GroupCard::makeRanking()
{
    setNames(m_ranking, "templateRanking", tr("What templates are ranked by"));
    m_ranking->addItem(tr("by cost"), int(Ranking::Cost));
    m_ranking->addItem(tr("by failures"), int(Ranking::Failures));
    m_ranking->addItem(tr("by change of cost"), int(Ranking::CostChange));
    m_ranking->addItem(tr("by change of success"), int(Ranking::SuccessChange));
    connect(m_ranking, &QComboBox::activated, this,
            [this] { Q_EMIT rankingChosen(Ranking(m_ranking->currentData().toInt())); });
}

void GroupCard::open(const QModelIndex &index)
{
    if (index.isValid() && m_model->row(index.row()).version == 0)
        Q_EMIT templateChosen(m_model->row(index.row()).templateId);
}

void GroupCard::setVersions(const QString &subtitle, const QList<GroupFigures> &rows, const Impact &impact)
{
    m_ranking->hide();
    table()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    for (const int column : {GroupModel::Failures, GroupModel::Cost, GroupModel::Change})
        table()->setColumnHidden(column, true);
    for (const int column : {GroupModel::Latency, GroupModel::Confidence, GroupModel::Review})
        table()->setColumnHidden(column, false);
    m_sentence->setImpact(impact);
    setRows(tr("Versions side by side"), subtitle, rows);
}

void GroupCard::setTemplates(const QString &subtitle, const QList<GroupFigures> &rows)
{
    m_ranking->show();
    table()->setSelectionMode(QAbstractItemView::SingleSelection);
    for (const int column : {GroupModel::Failures, GroupModel::Cost, GroupModel::Change})
        table()->setColumnHidden(column, false);
    for (const int column : {GroupModel::Latency, GroupModel::Confidence, GroupModel::Review})
        table()->setColumnHidden(column, true);
    m_sentence->setImpact({});
    setRows(tr("Top templates"), subtitle, rows);
}

/// The row one stands on stays the current one where others pass it.
void GroupCard::setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows)
{
    setTitle(title, subtitle);
    const QModelIndex before = table()->currentIndex();
    const QString current = before.isValid() ? m_model->row(before.row()).name : QString();
    m_model->setRows(rows);
    const auto now = std::ranges::find(rows, current, &GroupFigures::name);
    if (before.isValid() && !table()->currentIndex().isValid() && now != rows.end())
        table()->setCurrentIndex(m_model->index(int(now - rows.begin()), before.column()));
    offerComparison();
    fitColumns();
}

QList<int> GroupCard::toCompare() const
{
    QList<int> versions;
    for (const QModelIndex &row : table()->selectionModel()->selectedRows())
        versions.append(m_model->row(row.row()).version);
    if (versions.size() < 2) {
        versions.clear();
        for (int row = 0; row < m_model->rowCount(); ++row)
            versions.append(m_model->row(row).version);
        std::ranges::sort(versions, std::ranges::greater());
        versions.resize(std::min<qsizetype>(versions.size(), 2));
    }
    std::ranges::sort(versions);
    return versions;
}

void GroupCard::offerComparison()
{
    const bool several = m_model->rowCount() > 1 && m_model->row(0).version > 0;
    m_compare->setVisible(several);
    if (!several)
        return;
    const QList<int> versions = toCompare();
    m_compare->setText(versions.size() == 2 ? tr("Compare v%1 and v%2").arg(versions.at(0)).arg(versions.at(1))
                                            : tr("Compare %1 versions").arg(versions.size()));
    m_compare->setEnabled(versions.size() <= seriesColorCount);
}

/// Figures take what they need; the name has the rest.
void GroupCard::fitColumns()
{
    table()->setColumnWidth(GroupModel::Name, std::max(leastName, fitToContents(GroupModel::Executions, columnGap, 0)));
}

} // namespace promptuary
