// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/healthpage.h"

#include "core/health/concerns.h"
#include "core/health/healthfigures.h"
#include "core/health/storagerows.h"
#include "ui/health/concernlist.h"
#include "ui/health/sizebardelegate.h"
#include "ui/health/storagemodel.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/metrictile.h"
#include "ui/widgets/readingbanner.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int tileCount = 10;
constexpr int edge = 16;
constexpr int tileWidth = 190;
constexpr int mostTileColumns = 5;
constexpr int rowHeight = 26;
constexpr int tableHeight = 320; ///< at least

} // namespace

HealthPage::HealthPage(QWidget *parent)
    : QWidget(parent)
    , m_banner(new ReadingBanner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_content(new QScrollArea(this))
    , m_tileGrid(new QGridLayout)
    , m_subtitle(new QLabel(tr("The last 24 hours beside the 24 before, and now"), this))
    , m_hint(new QLabel(this))
    , m_concerns(new ConcernList(this))
    , m_eachDay(new QCheckBox(tr("Show each day of executions"), this))
    , m_storage(new StorageModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_total(new QLabel(this))
    , m_retention(new QPushButton(tr("Data retention…"), this))
{
    setNames(this, "healthPage", tr("Health"));
    setNames(m_banner, "healthBanner", tr("Reading the health"));
    setNames(m_eachDay, "storageEachDay", m_eachDay->text());
    setNames(m_retention, "healthRetention", tr("How long executions and figures are kept"));
    m_hint->setObjectName(QStringLiteral("healthHint"));
    m_total->setObjectName(QStringLiteral("storageTotal"));
    for (QLabel *label : {m_subtitle, m_hint, m_total})
        label->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->hide();
    makeTable();
    m_content->setFrameShape(QFrame::NoFrame);
    m_content->setWidgetResizable(true);
    m_content->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setFocusPolicy(Qt::NoFocus);
    m_content->setWidget(makeContent());
    m_empty->tell(tr("The figures come as soon as the database answers."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeading());
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    connect(m_banner, &Banner::actionTriggered, this, &HealthPage::retryRequested);
    connect(m_empty, &EmptyState::firstStepTaken, this, &HealthPage::retryRequested);
    connect(m_eachDay, &QCheckBox::toggled, this, &HealthPage::showStorage);
    connect(m_retention, &QPushButton::clicked, this, &HealthPage::retentionRequested);
    setTabOrderThrough({m_eachDay, m_retention, m_table});
    setFocusProxy(m_table);
    dress();
}

QWidget *HealthPage::makeHeading()
{
    auto *heading = new QWidget(this);
    auto *title = new QLabel(tr("Health"), heading);
    title->setFont(titleFont());
    auto *row = new QHBoxLayout(heading);
    row->setContentsMargins(edge, 12, edge, 8);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(m_subtitle);
    row->addStretch(1);
    return heading;
}

QWidget *HealthPage::makeContent()
{
    auto *content = new QWidget(this);
    for (int i = 0; i < tileCount; ++i)
        m_tiles.append(new MetricTile(content));
    m_tileGrid->setSpacing(12);
    const auto title = [content](const QString &text) {
        auto *label = new QLabel(text, content);
        label->setFont(boldFont());
        return label;
    };
    auto *storage = new QHBoxLayout;
    storage->setSpacing(8);
    storage->addWidget(title(tr("Tables")));
    storage->addStretch(1);
    storage->addWidget(m_eachDay);
    storage->addWidget(m_retention);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(edge, 4, edge, edge);
    layout->setSpacing(8);
    layout->addLayout(m_tileGrid);
    layout->addWidget(m_hint);
    layout->addSpacing(4);
    layout->addWidget(title(tr("Needs attention")));
    layout->addWidget(m_concerns);
    layout->addSpacing(4);
    layout->addLayout(storage);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_total);
    return content;
}

void HealthPage::makeTable()
{
    setNames(m_table, "storageTable", tr("The room that tables take"));
    m_sorted->setSourceModel(m_storage);
    m_sorted->setSortRole(StorageModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setMinimumHeight(tableHeight);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setWordWrap(false);
    m_table->setFont(tabularFont(font()));
    m_table->setItemDelegateForColumn(StorageModel::Share, new SizeBarDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    for (const auto &[column, width] : {std::pair(StorageModel::Table, 220),
                                        {StorageModel::Day, 140},
                                        {StorageModel::Rows, 130},
                                        {StorageModel::Size, 100},
                                        {StorageModel::Indexes, 110}})
        m_table->setColumnWidth(column, width);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(StorageModel::Size, Qt::DescendingOrder);
    makeCopyable(m_table);
}

void HealthPage::showReading(const HealthReading &reading)
{
    m_reading = reading;
    m_banner->clear();
    showFigures();
    showStorage();
    m_stack->setCurrentWidget(m_content);
}

void HealthPage::showConnection(const OwnConnection &own)
{
    m_own = own;
    if (m_reading)
        showFigures();
}

void HealthPage::showFigures()
{
    const QList<KeyFigure> figures = healthFigures(*m_reading, m_own);
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        m_tiles.at(i)->setFigure(figures.at(i));
    m_concerns->setConcerns(concernsOf(*m_reading, m_own));
    m_hint->setText(howToReport(*m_reading));
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void HealthPage::showStorage()
{
    if (!m_reading)
        return;
    m_storage->setFigures(m_eachDay->isChecked() ? m_reading->storage : withoutDays(m_reading->storage));
    m_total->setText(totalText(m_reading->storage));
}

void HealthPage::showError(const Error &error)
{
    if (m_reading) {
        m_banner->tellOf(error, tr("These figures could not be brought up to date: %1"), tr("Try again"));
    } else if (error.kind == ErrorKind::NotPermitted) {
        m_empty->tell(tr("You may not read how the database is: that needs the role promptuary_viewer. An "
                         "administrator of the database can grant it to you."),
                      tr("Read again"));
    } else {
        m_empty->tell(tr("The health of the database could not be read. %1").arg(plainReason(error)), tr("Read again"));
    }
}

void HealthPage::setConnected(bool connected)
{
    m_banner->setConnected(connected);
}

void HealthPage::arrangeTiles()
{
    const int columns = std::clamp((width() - 2 * edge) / tileWidth, 1, mostTileColumns);
    if (std::exchange(m_tileColumns, columns) == columns)
        return;
    for (int i = 0; i < tileCount; ++i)
        m_tileGrid->addWidget(m_tiles.at(i), i / columns, i % columns);
}

void HealthPage::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (QLabel *label : {m_subtitle, m_hint, m_total})
        label->setPalette(secondary);
}

void HealthPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void HealthPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeTiles();
}

} // namespace promptuary
