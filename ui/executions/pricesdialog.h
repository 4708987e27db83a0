// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/pricefile.h"

#include <QDialog>

class QPushButton;
class QTableView;

namespace promptuary
{

class Banner;
class ExecutionStore;
class PricesModel;

/// Prices of models: read, edited in the table, kept all at once. What is refused is said in place and nothing is lost.
class PricesDialog : public QDialog
{
    Q_OBJECT
public:
    /// The store outlives the dialog.
    explicit PricesDialog(ExecutionStore &store, QWidget *parent = nullptr);

    void setReadOnly(const QString &reason);
    void importFrom(const QString &path); ///< a JSON list of prices, to be looked at before they are saved
    void reject() override;

private:
    void layOut();
    void makeTable();
    void read();
    void add();
    void remove();
    void chooseFile();
    void showImported(const Result<SourcedPrices> &source, const QString &path);
    void keep();
    void recompute();
    void showButtons();
    void say(const Error &error);

    ExecutionStore &m_store;
    PricesModel *m_model;
    QTableView *m_table;
    Banner *m_banner;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_import;
    QPushButton *m_recompute;
    QPushButton *m_close;
    QPushButton *m_keep;
    bool m_readOnly = false;
    bool m_busy = false;
    bool m_warned = false; ///< that closing discards
};

} // namespace promptuary
