// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"
#include "ui/executions/cardframe.h"

class QLabel;
class QPushButton;
class QTableView;

namespace promptuary
{

class GroupModel;
class ImpactLabel;

/// "Versions side by side" with what the newest change did, or "Top templates by cost".
class GroupCard : public CardFrame
{
    Q_OBJECT
public:
    explicit GroupCard(QWidget *parent = nullptr);

    void setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows, const Impact &impact);

Q_SIGNALS:
    void templateChosen(promptuary::TemplateId id);    ///< a double click or Enter on its row
    void compareRequested(const QList<int> &versions); ///< the oldest first

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable();
    void fitColumns();
    void offerComparison();
    [[nodiscard]] QList<int> toCompare() const;
    void open(const QModelIndex &index);
    void dress();

    QLabel *m_title;
    QLabel *m_subtitle;
    QTableView *m_table;
    ImpactLabel *m_sentence;
    QPushButton *m_compare;
    GroupModel *m_model;
};

} // namespace promptuary
