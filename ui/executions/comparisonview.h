// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/versioncomparison.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;
class QTableView;

namespace promptuary
{

class CardFrame;
class ChartCard;
class ComparisonModel;
class FigureDelegate;
class ImpactLabel;
class StepQueue;

/// Versions of a template side by side: each measure with its interval, whether it differs from the first version by
/// more than noise, and how latency, cost and confidence spread.
class ComparisonView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ComparisonView(QWidget *parent = nullptr);

    void setData(const DashboardData &read);
    void focusTable();

Q_SIGNALS:
    void closed();
    void versionsChosen(const QList<int> &versions); ///< the one to hold the others against comes first
    void diffRequested(int left, int right);
    void failed(const promptuary::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QLayout *makeHeader();
    void makeTable();
    void offerVersions(const DashboardData &read);
    void offerBase();
    void offerDiffs();
    void chooseVersions();
    void fitTable();
    void arrange();

    QPushButton *m_versions;
    QMenu *m_versionsMenu;
    QComboBox *m_base;
    QPushButton *m_diff;
    CardFrame *m_frame;
    QTableView *m_table;
    ComparisonModel *m_model;
    FigureDelegate *m_figures;
    ImpactLabel *m_sentence;
    QLabel *m_note;
    QList<ChartCard *> m_charts;
    QGridLayout *m_grid;
    StepQueue *m_steps;
    QList<int> m_compared;
    int m_columns = 0;
};

} // namespace promptuary
