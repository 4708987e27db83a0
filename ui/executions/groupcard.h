// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace promptuary
{

class GroupModel;

/// "Versions side by side" with what the newest change did, or "Top templates by cost".
class GroupCard : public QWidget
{
    Q_OBJECT
public:
    explicit GroupCard(QWidget *parent = nullptr);

    void setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows, const Impact &impact);

Q_SIGNALS:
    void templateChosen(promptuary::TemplateId id); ///< a double click or Enter on its row

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable();
    void fitColumns();
    void open(const QModelIndex &index);
    void dress();

    QLabel *m_title;
    QLabel *m_subtitle;
    QTableView *m_table;
    QLabel *m_sentence;
    GroupModel *m_model;
    Impact m_impact;
};

} // namespace promptuary
