// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/dashboardview.h"

#include "core/executions/failurefigures.h"
#include "core/executions/servedtimes.h"
#include "core/executions/usage.h"
#include "ui/executions/chartcard.h"
#include "ui/executions/failurecard.h"
#include "ui/executions/groupcard.h"
#include "ui/executions/impactcard.h"
#include "ui/executions/usagecard.h"
#include "ui/widgets/metrictile.h"
#include "ui/widgets/stepqueue.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QGridLayout>
#include <QScrollBar>

#include <utility>

namespace promptuary
{

namespace
{

constexpr int spacing = 12;
constexpr int edge = 16;
constexpr int tileCount = 10;
constexpr int cardHeight = 296;

QString rangeName(const DashboardData &data)
{
    switch (data.filter.range) {
    case TimeRange::Hour:
        return DashboardView::tr("last hour");
    case TimeRange::Custom:
        return betweenText(data.period.since, data.period.until);
    case TimeRange::Day:
        return DashboardView::tr("last 24 hours");
    case TimeRange::Week:
        return DashboardView::tr("last 7 days");
    case TimeRange::Month:
        return DashboardView::tr("last 30 days");
    case TimeRange::Quarter:
        return DashboardView::tr("last 90 days");
    case TimeRange::All:
        break;
    }
    return DashboardView::tr("all time");
}

} // namespace

DashboardView::DashboardView(QWidget *parent)
    : QScrollArea(parent)
    , m_cost(new ChartCard(QStringLiteral("cost"), this))
    , m_success(new ChartCard(QStringLiteral("success"), this))
    , m_latency(new ChartCard(QStringLiteral("latency"), this))
    , m_groups(new GroupCard(this))
    , m_impacts(new ImpactCard(this))
    , m_failures(new FailureCard(this))
    , m_usage(new UsageCard(this))
    , m_stacking(new QComboBox(this))
    , m_tileGrid(new QGridLayout)
    , m_cardGrid(new QGridLayout)
    , m_cards(new StepQueue(this))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setNames(this, "dashboard", tr("Dashboard"));
    setFocusPolicy(Qt::NoFocus);
    makeStacking();
    zoomTogether();
    for (FigureCard *card : std::initializer_list<FigureCard *>{m_cost, m_success, m_latency, m_failures, m_usage})
        connect(card, &FigureCard::failed, this, &DashboardView::failed);
    connect(m_groups, &GroupCard::templateChosen, this, &DashboardView::templateChosen);
    connect(m_groups, &GroupCard::rankingChosen, this, [this](Ranking ranking) {
        m_ranking = ranking;
        showGroups();
    });
    connect(m_groups, &GroupCard::compareRequested, this, &DashboardView::compareRequested);
    for (int i = 0; i < tileCount; ++i)
        m_tiles.append(new MetricTile(this));

    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(edge, 4, edge, edge);
    layout->setSpacing(spacing);
    for (QGridLayout *grid : {m_tileGrid, m_cardGrid})
        grid->setSpacing(spacing);
    layout->addLayout(m_tileGrid);
    layout->addLayout(m_cardGrid, 1);
    setWidget(page);
    arrange();
}

void DashboardView::makeStacking()
{
    setNames(m_stacking, "costStacking", tr("What the cost is stacked by"));
    m_stacking->addItem(tr("by template"), int(Stacking::Template));
    m_stacking->addItem(tr("by task type"), int(Stacking::TaskType));
    m_stacking->addItem(tr("by model"), int(Stacking::Model));
    connect(m_stacking, &QComboBox::activated, this,
            [this] { Q_EMIT stackingChosen(Stacking(m_stacking->currentData().toInt())); });
    m_cost->addToHeader(m_stacking);
}

/// The charts have one time.
void DashboardView::zoomTogether()
{
    const QList<ChartCard *> cards{m_cost, m_success, m_latency};
    for (ChartCard *card : cards) {
        connect(card, &ChartCard::timeChosen, this, [this, cards](const QDateTime &since, const QDateTime &until) {
            for (ChartCard *each : cards)
                each->setWindow({});
            Q_EMIT timeChosen(since, until);
        });
        connect(card, &ChartCard::windowChanged, this, [card, cards](const OptionalWindow &window) {
            for (ChartCard *other : cards) {
                if (other != card)
                    other->setWindow(window);
            }
        });
    }
}

void DashboardView::setData(const DashboardData &read, const DashboardContext &context)
{
    if (m_data.filter.templateId != read.filter.templateId)
        verticalScrollBar()->setValue(0); // another page, so to say
    m_impacts->setVisible(bool(read.filter.templateId));
    m_usage->setVisible(!read.usage.hours.isEmpty());
    m_stacking->setVisible(!read.filter.templateId);
    m_stacking->setCurrentIndex(m_stacking->findData(int(read.filter.stacking)));
    m_data = read;
    m_context = context;
    arrange();
    m_cards->start(
        {[this] { showTiles(); }, [this] { m_cost->setData(costChart(m_data, m_context)); },
         [this] { m_success->setData(successChart(m_data, m_context)); },
         [this] { m_latency->setData(latencyChart(m_data, m_context)); }, [this] { showGroups(); },
         [this] { m_impacts->setImpacts(changeImpacts(m_data), m_data.changes.older, m_data.filter.environment); },
         [this] { m_failures->setFigures(failureFigures(m_data)); },
         [this] { m_usage->setUsage(usageMap(m_data.usage, m_data.period)); }});
}

void DashboardView::showTiles()
{
    const QList<KeyFigure> figures = keyFigures(m_data.total, m_data.earlier, m_data.points, m_data.period);
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        m_tiles.at(i)->setFigure(figures.at(i));
}

void DashboardView::showGroups()
{
    const QList<GroupFigures> rows = groupFigures(m_data, m_context, m_ranking);
    if (m_data.filter.templateId)
        m_groups->setVersions(rangeName(m_data), rows, impactOf(m_data, m_context));
    else
        m_groups->setTemplates(rangeName(m_data), rows);
}

void DashboardView::focusGroups()
{
    m_groups->setFocus();
}

void DashboardView::arrange()
{
    const int room = viewport()->width() - 2 * edge;
    arrangeTiles(room);
    arrangeCards(room);
}

/// Widths at which the next column would be too narrow to read; two rows of five, else as many as fit.
void DashboardView::arrangeTiles(int room)
{
    const int columns = room >= 900 ? 5 : room >= 660 ? 4 : room >= 500 ? 3 : 2;
    if (std::exchange(m_tileColumns, columns) == columns)
        return;
    const int last = tileCount - tileCount % columns; // the rest share a row's width
    for (int i = 0; i < tileCount; ++i) {
        const int span = i < last ? 1 : columns / (tileCount - last);
        m_tileGrid->addWidget(m_tiles.at(i), i / columns, i % columns * span, 1, span);
    }
}

void DashboardView::arrangeCards(int room)
{
    const int columns = room >= 1000 ? 2 : 1;
    const bool usageBeside = !m_usage->isHidden();
    const bool asBefore = m_cardColumns == columns && m_usageBeside == usageBeside;
    if (asBefore)
        return;
    m_cardColumns = columns;
    m_usageBeside = usageBeside;
    int place = 0;
    for (QWidget *card :
         std::initializer_list<QWidget *>{m_cost, m_success, m_latency, m_groups, m_impacts, m_failures, m_usage}) {
        if (card != m_impacts) // as high as its rows
            card->setMinimumHeight(cardHeight);
        const bool wide = card == m_impacts || (card == m_failures && !usageBeside);
        m_cardGrid->addWidget(card, place / columns, place % columns, 1, wide ? columns : 1);
        place += wide ? columns : 1;
    }
    m_cardGrid->setColumnStretch(0, 1);
    m_cardGrid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

void DashboardView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace promptuary
