// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/health/health.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace promptuary
{

class ConcernList;
class EmptyState;
class MetricTile;
class ReadingBanner;
class StorageModel;

/// How the database, and the agents' way to it, are: figures, what needs attention, and the room that tables take.
class HealthPage : public QWidget
{
    Q_OBJECT
public:
    explicit HealthPage(QWidget *parent = nullptr);

    void showReading(const HealthReading &reading);
    void showConnection(const OwnConnection &own);
    void showError(const Error &error); ///< what was read stays
    void setConnected(bool connected);  ///< while it is not, the window says so

Q_SIGNALS:
    void retryRequested();
    void retentionRequested(); ///< to see, or to change, how long what is kept

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeHeading();
    void makeTable();
    void arrangeTiles();
    void showFigures();
    void showStorage();
    void dress();

    ReadingBanner *m_banner;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QScrollArea *m_content;
    QGridLayout *m_tileGrid;
    QList<MetricTile *> m_tiles;
    QLabel *m_subtitle;
    QLabel *m_hint;
    ConcernList *m_concerns;
    QCheckBox *m_eachDay;
    StorageModel *m_storage;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLabel *m_total;
    QPushButton *m_retention;
    std::optional<HealthReading> m_reading; ///< the last that there was
    OwnConnection m_own;
    int m_tileColumns = 0;
};

} // namespace promptuary
