// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/groupcard.h"

#include "ui/executions/chartcolors.h"
#include "ui/executions/groupmodel.h"
#include "ui/executions/impactlabel.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
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
    : CardFrame(parent)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_table(new QTableView(this))
    , m_sentence(new ImpactLabel(this))
    , m_compare(new QPushButton(this))
    , m_ranking(new QComboBox(this))
    , m_model(new GroupModel(this))
{
    setObjectName(QStringLiteral("groupCard"));
    m_title->setFont(boldFont());
    m_sentence->setObjectName(QStringLiteral("impactSentence"));
    setNames(m_compare, "compareVersions", tr("Compare versions"));
    m_compare->setToolTip(tr("Choose two or more versions in the table, with Ctrl or Shift; without, the two newest"));
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT compareRequested(toCompare()); });
    for (QLabel *label : {m_title, m_subtitle})
        label->setTextFormat(Qt::PlainText);
    makeTable();
    makeRanking();
    setFocusProxy(m_table);

    auto *header = new QHBoxLayout;
    header->setSpacing(8);
    header->addWidget(m_title);
    header->addWidget(m_subtitle);
    header->addStretch(1);
    header->addWidget(m_compare);
    header->addWidget(m_ranking);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(header);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_sentence);
    dress();
}

void GroupCard::makeTable()
{
    setNames(m_table, "groupTable", tr("Figures side by side"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(GroupModel::Name, new NameDelegate(m_table));
    m_table->setItemDelegateForColumn(GroupModel::Change, new ToneDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFont(tabularFont(font()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setMinimumHeight(4 * rowHeight);
    makeCopyable(m_table);
    connect(m_table, &QTableView::doubleClicked, this, &GroupCard::open);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GroupCard::offerComparison);
    auto *enter = new QAction(m_table);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { open(m_table->currentIndex()); });
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
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    for (const int column : {GroupModel::Failures, GroupModel::Cost, GroupModel::Change})
        m_table->setColumnHidden(column, true);
    for (const int column : {GroupModel::Latency, GroupModel::Confidence, GroupModel::Review})
        m_table->setColumnHidden(column, false);
    m_sentence->setImpact(impact);
    setRows(tr("Versions side by side"), subtitle, rows);
}

void GroupCard::setTemplates(const QString &subtitle, const QList<GroupFigures> &rows)
{
    m_ranking->show();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    for (const int column : {GroupModel::Failures, GroupModel::Cost, GroupModel::Change})
        m_table->setColumnHidden(column, false);
    for (const int column : {GroupModel::Latency, GroupModel::Confidence, GroupModel::Review})
        m_table->setColumnHidden(column, true);
    m_sentence->setImpact({});
    setRows(tr("Top templates"), subtitle, rows);
}

/// The row one stands on stays the current one where others pass it.
void GroupCard::setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_table->setAccessibleName(title);
    const QModelIndex before = m_table->currentIndex();
    const QString current = before.isValid() ? m_model->row(before.row()).name : QString();
    m_model->setRows(rows);
    const auto now = std::ranges::find(rows, current, &GroupFigures::name);
    if (before.isValid() && !m_table->currentIndex().isValid() && now != rows.end())
        m_table->setCurrentIndex(m_model->index(int(now - rows.begin()), before.column()));
    offerComparison();
    fitColumns();
}

QList<int> GroupCard::toCompare() const
{
    QList<int> versions;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
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
    int taken = 0;
    for (int column = GroupModel::Executions; column < GroupModel::ColumnCount; ++column) {
        if (m_table->isColumnHidden(column))
            continue;
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, m_table->columnWidth(column) + columnGap);
        taken += m_table->columnWidth(column);
    }
    m_table->setColumnWidth(GroupModel::Name, std::max(leastName, m_table->viewport()->width() - taken));
}

void GroupCard::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    m_subtitle->setPalette(secondary);
}

void GroupCard::changeEvent(QEvent *event)
{
    CardFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void GroupCard::resizeEvent(QResizeEvent *event)
{
    CardFrame::resizeEvent(event);
    fitColumns();
}

} // namespace promptuary
