// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"
#include "ui/executions/tablecard.h"

class QComboBox;
class QPushButton;

namespace promptuary
{

class GroupModel;
class ImpactLabel;

/// "Versions side by side" with what the newest change did, or "Top templates" by what is chosen.
class GroupCard : public TableCard
{
    Q_OBJECT
public:
    explicit GroupCard(QWidget *parent = nullptr);

    void setVersions(const QString &subtitle, const QList<GroupFigures> &rows, const Impact &impact);
    void setTemplates(const QString &subtitle, const QList<GroupFigures> &rows);

Q_SIGNALS:
    void templateChosen(promptuary::TemplateId id); ///< a double click or Enter on its row
    void rankingChosen(promptuary::Ranking ranking);
    void compareRequested(const QList<int> &versions); ///< the oldest first

protected:
    void fitColumns() override;

private:
    void makeTable();
    void makeRanking();
    void setRows(const QString &title, const QString &subtitle, const QList<GroupFigures> &rows);
    void offerComparison();
    [[nodiscard]] QList<int> toCompare() const;
    void open(const QModelIndex &index);

    ImpactLabel *m_sentence;
    QPushButton *m_compare;
    QComboBox *m_ranking;
    GroupModel *m_model;
};

} // namespace promptuary
