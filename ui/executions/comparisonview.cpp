// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/comparisonview.h"

#include "ui/executions/cardframe.h"
#include "ui/executions/chartcard.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/comparisonmodel.h"
#include "ui/executions/figuredelegate.h"
#include "ui/executions/impactlabel.h"
#include "ui/widgets/stepqueue.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int edge = 16;
constexpr int spacing = 12;
constexpr int nameWidth = 168;
constexpr int figureWidth = 232;
constexpr int chartHeight = 248;
constexpr int roomForBoth = 1100; ///< table and charts beside each other

} // namespace

ComparisonView::ComparisonView(QWidget *parent)
    : QScrollArea(parent)
    , m_versions(new QPushButton(this))
    , m_versionsMenu(new QMenu(m_versions))
    , m_base(new QComboBox(this))
    , m_diff(new QPushButton(this))
    , m_frame(new CardFrame(this))
    , m_table(new QTableView(this))
    , m_model(new ComparisonModel(this))
    , m_figures(new FigureDelegate(this))
    , m_sentence(new ImpactLabel(this))
    , m_note(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_steps(new StepQueue(this))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setNames(this, "comparisonView", tr("Compare versions"));
    setFocusPolicy(Qt::NoFocus);
    m_sentence->setObjectName(QStringLiteral("comparisonSentence"));
    makeTable();
    auto *inFrame = new QVBoxLayout(m_frame);
    inFrame->setContentsMargins(12, 8, 12, 8);
    inFrame->addWidget(m_table);
    for (const char *name : {"latencySpread", "costSpread", "confidenceSpread"}) {
        auto *card = new ChartCard(QString::fromLatin1(name), this);
        connect(card, &ChartCard::failed, this, &ComparisonView::failed);
        m_charts.append(card);
    }
    m_note->setFont(smallFont());
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_note->setText(comparisonCaution());

    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(edge, 4, edge, edge);
    layout->setSpacing(spacing);
    layout->addLayout(makeHeader());
    m_grid->setSpacing(spacing);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    setWidget(page);
    arrange();
}

QLayout *ComparisonView::makeHeader()
{
    auto *back = new QPushButton(tr("Back to the figures"), this);
    setNames(back, "comparisonBack", back->text());
    back->setToolTip(tr("Back to the figures of all versions (Esc)"));
    connect(back, &QPushButton::clicked, this, &ComparisonView::closed);
    setNames(m_versions, "comparisonVersions", tr("Versions to compare"));
    m_versions->setMenu(m_versionsMenu);
    setNames(m_base, "comparisonBase", tr("The version to hold the others against"));
    m_base->setToolTip(m_base->accessibleName());
    connect(m_base, &QComboBox::activated, this, &ComparisonView::chooseVersions);
    setNames(m_diff, "comparisonDiff", tr("Show the difference of the texts"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(back);
    row->addStretch(1);
    row->addWidget(m_versions);
    row->addWidget(m_base);
    row->addWidget(m_diff);
    return row;
}

void ComparisonView::makeTable()
{
    setNames(m_table, "comparisonTable", tr("Measures side by side"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_figures);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(figureRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    makeCopyable(m_table);
}

void ComparisonView::setData(const DashboardData &read)
{
    const bool others = std::exchange(m_compared, read.filter.compared) != read.filter.compared;
    m_model->setMeasures(m_compared, compareVersions(read));
    m_figures->measure(*m_model);
    m_sentence->setImpact(comparedImpact(read));
    const QList<ChartData> charts = comparedDistributions(read);
    QList<StepQueue::Step> steps;
    for (qsizetype i = 0; i < m_charts.size(); ++i)
        steps.append([card = m_charts.at(i), chart = charts.at(i)] { card->setData(chart); });
    m_steps->start(steps);
    offerVersions(read);
    if (others) {
        offerBase();
        offerDiffs();
    }
    fitTable();
}

void ComparisonView::focusTable()
{
    m_table->setFocus();
}

void ComparisonView::offerVersions(const DashboardData &read)
{
    QList<int> known = m_compared;
    for (const Metrics &group : read.groups) {
        if (!known.contains(group.version))
            known.append(group.version);
    }
    std::ranges::sort(known, std::ranges::greater());
    QStringList names;
    for (const int version : std::as_const(m_compared))
        names << tr("v%1").arg(version);
    m_versions->setText(tr("Versions: %1").arg(names.join(QStringLiteral(", "))));
    QStringList offered;
    for (const QAction *action : m_versionsMenu->actions())
        offered << action->text();
    QStringList wanted;
    for (const int version : std::as_const(known))
        wanted << tr("v%1").arg(version);
    if (offered != wanted) { // a menu that is open stays as it is
        m_versionsMenu->clear();
        for (const int version : std::as_const(known)) {
            QAction *action = m_versionsMenu->addAction(tr("v%1").arg(version));
            action->setCheckable(true);
            action->setData(version);
            connect(action, &QAction::triggered, this, &ComparisonView::chooseVersions);
        }
    }
    for (QAction *action : m_versionsMenu->actions())
        action->setChecked(m_compared.contains(action->data().toInt()));
}

void ComparisonView::offerBase()
{
    m_base->clear();
    for (const int version : std::as_const(m_compared))
        m_base->addItem(tr("against v%1").arg(version), version);
    m_base->setCurrentIndex(0);
}

void ComparisonView::chooseVersions()
{
    QList<int> chosen;
    for (const QAction *action : m_versionsMenu->actions()) {
        if (action->isChecked())
            chosen.prepend(action->data().toInt());
    }
    if (chosen.size() < 2 || chosen.size() > seriesColorCount) {
        for (QAction *action : m_versionsMenu->actions())
            action->setChecked(m_compared.contains(action->data().toInt()));
        return;
    }
    const int base = m_base->currentData().toInt();
    if (chosen.removeOne(base))
        chosen.prepend(base);
    Q_EMIT versionsChosen(chosen);
}

void ComparisonView::offerDiffs()
{
    const auto show = [this](int version) {
        return [this, version] { Q_EMIT diffRequested(m_compared.constFirst(), version); };
    };
    m_diff->disconnect(this);
    delete m_diff->menu();
    m_diff->setMenu(nullptr);
    m_diff->setText(tr("Show text diff"));
    if (m_compared.size() == 2) {
        connect(m_diff, &QPushButton::clicked, this, show(m_compared.at(1)));
        return;
    }
    auto *menu = new QMenu(m_diff);
    for (const int version : m_compared.sliced(1))
        menu->addAction(tr("v%1 and v%2").arg(m_compared.constFirst()).arg(version), this, show(version));
    m_diff->setMenu(menu);
}

void ComparisonView::fitTable()
{
    const int scrollBar = m_table->horizontalScrollBar()->isVisible() ? m_table->horizontalScrollBar()->height() : 0;
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + m_model->rowCount() * figureRowHeight +
                            scrollBar + 2);
    const int versions = m_model->columnCount() - 1;
    if (versions < 1)
        return;
    m_table->setColumnWidth(0, nameWidth);
    const int share = std::max(figureWidth, (m_table->viewport()->width() - nameWidth) / versions);
    for (int column = 1; column <= versions; ++column)
        m_table->setColumnWidth(column, std::max(share, m_figures->widthFor(*m_model, column)));
}

void ComparisonView::arrange()
{
    const int columns = viewport()->width() >= roomForBoth ? 2 : 1;
    if (std::exchange(m_columns, columns) == columns)
        return;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    auto *left = new QVBoxLayout;
    left->setSpacing(spacing);
    left->addWidget(m_sentence);
    left->addWidget(m_frame);
    left->addWidget(m_note);
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(spacing);
    for (ChartCard *card : std::as_const(m_charts)) {
        card->setMinimumHeight(chartHeight);
        right->addWidget(card);
    }
    m_grid->addLayout(left, 0, 0);
    m_grid->addLayout(right, columns == 2 ? 0 : 1, columns - 1);
    m_grid->setColumnStretch(0, 3);
    m_grid->setColumnStretch(1, columns == 2 ? 2 : 0);
}

void ComparisonView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
    fitTable();
}

void ComparisonView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace promptuary
