// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/chartdata.h"
#include "ui/executions/cardframe.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace promptuary
{

class ChartLegend;
class ChartTableModel;
class ChartView;

/// A chart in its frame: title, legend, the table behind it, and a menu to take either away.
class ChartCard : public CardFrame
{
    Q_OBJECT
public:
    /// The names of its parts begin with `name`.
    explicit ChartCard(const QString &name, QWidget *parent = nullptr);

    void setData(const ChartData &chart);
    void addToHeader(QWidget *widget);

    void copyCsv() const;
    [[nodiscard]] Result<void> savePng(const QString &file) const;
    [[nodiscard]] Result<void> saveSvg(const QString &file) const;

Q_SIGNALS:
    void failed(const promptuary::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeMenu(const QString &name);
    void makeTable(const QString &name);
    void askForFile(const QString &suffix, Result<void> (ChartCard::*save)(const QString &) const);
    void dress();

    QLabel *m_title;
    QLabel *m_subtitle;
    QHBoxLayout *m_header;
    ChartLegend *m_legend;
    QToolButton *m_more;
    QAction *m_asTable = nullptr;
    QStackedWidget *m_stack;
    ChartView *m_view;
    QTableView *m_table;
    ChartTableModel *m_model;
};

} // namespace promptuary
