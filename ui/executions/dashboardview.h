// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/dashboardcharts.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;

namespace promptuary
{

class ChartCard;
class FailureCard;
class GroupCard;
class ImpactCard;
class MetricTile;
class StepQueue;
class UsageCard;

/// Tiles above charts, as many beside each other as there is room for.
class DashboardView : public QScrollArea
{
    Q_OBJECT
public:
    explicit DashboardView(QWidget *parent = nullptr);

    void setData(const DashboardData &read, const DashboardContext &context);
    void focusGroups();
    [[nodiscard]] Ranking ranking() const { return m_ranking; }

Q_SIGNALS:
    void templateChosen(promptuary::TemplateId id);
    void stackingChosen(promptuary::Stacking stacking);
    void timeChosen(const QDateTime &since, const QDateTime &until);
    void compareRequested(const QList<int> &versions);
    void failed(const promptuary::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeStacking();
    void zoomTogether();
    void showTiles();
    void showGroups();
    void arrange();
    void arrangeTiles(int room);
    void arrangeCards(int room);

    QList<MetricTile *> m_tiles;
    ChartCard *m_cost;
    ChartCard *m_success;
    ChartCard *m_latency;
    GroupCard *m_groups;
    ImpactCard *m_impacts;
    FailureCard *m_failures;
    UsageCard *m_usage;
    QComboBox *m_stacking;
    QGridLayout *m_tileGrid;
    QGridLayout *m_cardGrid;
    StepQueue *m_cards; ///< shows them one by one: all at once would be felt
    DashboardData m_data;
    DashboardContext m_context;
    Ranking m_ranking = Ranking::Cost;
    int m_tileColumns = 0;
    int m_cardColumns = 0;
    bool m_usageBeside = false; ///< failures and usage share a row
};

} // namespace promptuary
