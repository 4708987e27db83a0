// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QPushButton;

namespace promptuary
{

class ExecutionModel;

/// The table of executions. What one reads stays where it is while newer ones come in above; only a table at its top
/// with no row chosen shows them as they come.
class ExecutionTable : public QTableView
{
    Q_OBJECT
public:
    explicit ExecutionTable(ExecutionModel *model, QWidget *parent = nullptr);

    void showColumns(bool templates, bool environments); ///< where not all rows have the same
    [[nodiscard]] bool follows() const;
    void goToTop(); ///< and choose nothing

Q_SIGNALS:
    void currentRowChanged(int row); ///< -1 for none
    void openRequested();
    void leaveRequested();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;

private:
    void makeNews();
    void tellNews(int newer);
    void copySelection() const;
    void spreadColumns();

    ExecutionModel *m_executions;
    QPushButton *m_news;
    int m_newer = 0; ///< came in above what is read
};

} // namespace promptuary
