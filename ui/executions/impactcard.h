// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/servedtimes.h"
#include "ui/executions/tablecard.h"

class QLabel;

namespace promptuary
{

class FigureDelegate;
class ImpactModel;

/// What each activation and roll back changed, with intervals. `older` changes of the same time are not listed.
class ImpactCard : public TableCard
{
    Q_OBJECT
public:
    explicit ImpactCard(QWidget *parent = nullptr);

    void setImpacts(const QList<ChangeImpact> &impacts, qsizetype older, const QString &environment);

protected:
    void fitColumns() override;

private:
    [[nodiscard]] static QString subtitle(const QString &environment, qsizetype older);

    QLabel *m_nothing;
    ImpactModel *m_model;
    FigureDelegate *m_figures;
};

} // namespace promptuary
