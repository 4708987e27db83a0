// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/servedtimes.h"
#include "ui/executions/cardframe.h"

class QLabel;
class QTableView;

namespace promptuary
{

class ImpactModel;

/// What each activation and roll back changed, with intervals.
class ImpactCard : public CardFrame
{
    Q_OBJECT
public:
    explicit ImpactCard(QWidget *parent = nullptr);

    void setImpacts(const QList<ChangeImpact> &impacts, const QString &environment);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable();
    void fitTable();
    void dress();

    QLabel *m_title;
    QLabel *m_subtitle;
    QTableView *m_table;
    QLabel *m_nothing;
    ImpactModel *m_model;
};

} // namespace promptuary
