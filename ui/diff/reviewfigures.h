// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/keyfigures.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace promptuary
{

/// What a version did in the last 30 days.
struct VersionFigures {
    int version = 0;
    QString environment = {}; ///< where; empty where it did not run anywhere
    bool serves = false;
    Metrics metrics = {};
    bool operator==(const VersionFigures &) const = default;
};

/// Two versions side by side in a small table, what serves above what would, and how they differ where both ran: in
/// words and by colour whether that is more than noise. It keeps its room while it is empty.
class ReviewFigures : public QWidget
{
    Q_OBJECT
public:
    explicit ReviewFigures(QWidget *parent = nullptr);

    void setRows(const QList<VersionFigures> &rows); ///< at most two

protected:
    void changeEvent(QEvent *event) override;

private:
    QLabel *addLabel(int row, int column);
    void showRow(int row, const VersionFigures &figures);
    void showDifference(const VersionFigures &before, const VersionFigures &after);
    void showJudged(int column, const QString &text, KeyFigure::Measure measure, const Metrics &before,
                    const Metrics &after);
    void dress();

    QGridLayout *m_grid;
    QList<QLabel *> m_labels;    ///< row by row, the heading first
    QHash<int, Verdict> m_tones; ///< of the differences that were judged, by their column
};

} // namespace promptuary
