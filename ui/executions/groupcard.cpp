// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/groupcard.h"

#include "ui/executions/groupmodel.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
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

} // namespace

GroupCard::GroupCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_table(new QTableView(this))
    , m_sentence(new QLabel(this))
    , m_model(new GroupModel(this))
{
    setObjectName(QStringLiteral("groupCard"));
    m_title->setFont(boldFont());
    m_sentence->setObjectName(QStringLiteral("impactSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setContentsMargins(12, 8, 12, 8);
    m_sentence->setAutoFillBackground(true);
    for (QLabel *label : {m_title, m_subtitle, m_sentence})
        label->setTextFormat(Qt::PlainText);
    makeTable();

    auto *header = new QHBoxLayout;
    header->setSpacing(8);
    header->addWidget(m_title);
    header->addWidget(m_subtitle);
    header->addStretch(1);
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
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setFont(tabularFont(font()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setMinimumHeight(4 * rowHeight);
    connect(m_table, &QTableView::doubleClicked, this, &GroupCard::open);
    auto *enter = new QAction(m_table);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { open(m_table->currentIndex()); });
}

void GroupCard::open(const QModelIndex &index)
{
    if (index.isValid() && m_model->row(index.row()).version == 0)
        Q_EMIT templateChosen(m_model->row(index.row()).templateId);
}

void GroupCard::setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows,
                        const Impact &impact)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_table->setAccessibleName(title);
    m_model->setRows(rows);
    const bool versions = !rows.isEmpty() && rows.constFirst().version > 0;
    m_table->setColumnHidden(GroupModel::Cost, versions);
    m_table->setColumnHidden(GroupModel::Latency, !versions); // not told of hundreds of templates at once
    m_impact = impact;
    m_sentence->setText(impact.sentence);
    m_sentence->setVisible(!impact.sentence.isEmpty());
    dress();
    fitColumns();
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
    const Colors &roles = colors(palette());
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, roles.secondaryText);
    m_subtitle->setPalette(secondary);
    QPalette sentence = palette();
    const bool good = m_impact.tone == Verdict::Good;
    const bool bad = m_impact.tone == Verdict::Bad;
    sentence.setColor(QPalette::Window, good             ? roles.activeSoft
                                        : bad            ? roles.dangerSoft
                                        : m_impact.mixed ? roles.warningSoft
                                                         : roles.raised);
    sentence.setColor(QPalette::WindowText, good             ? roles.active
                                            : bad            ? roles.danger
                                            : m_impact.mixed ? roles.warning
                                                             : roles.secondaryText);
    m_sentence->setPalette(sentence);
}

void GroupCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    paintBox(&painter, rect(), {.fill = roles.surface, .border = roles.hairline});
}

void GroupCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void GroupCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

} // namespace promptuary
