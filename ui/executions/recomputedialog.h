// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace promptuary
{

class Banner;
class ExecutionStore;

/// Prices what was recorded by the prices of now: chooses a model and days, says what can be done, and does it day by
/// day. Stopped between two days, those before are done and the others as they were.
class RecomputeDialog : public QDialog
{
    Q_OBJECT
public:
    /// The store outlives the dialog.
    RecomputeDialog(ExecutionStore &store, const QStringList &models, QWidget *parent = nullptr);

    void reject() override; ///< while it computes: stops after the day it is at

private:
    [[nodiscard]] QFormLayout *makeChoices(const QStringList &models);
    [[nodiscard]] QDateEdit *addDay(QFormLayout *form, const char *name, const QString &text, QDate day);
    void layOut(QFormLayout *choices);
    void look();
    void showPlan(const RecomputableDays &plan);
    void begin();
    void next();
    void finish(const QString &sentence);
    void say(const Error &error);
    void showButtons();
    [[nodiscard]] QString model() const;
    [[nodiscard]] QString report() const;

    ExecutionStore &m_store;
    QComboBox *m_model;
    QDateEdit *m_first = nullptr;
    QDateEdit *m_last = nullptr;
    QLabel *m_plan;
    QProgressBar *m_progress;
    Banner *m_banner;
    QPushButton *m_close;
    QPushButton *m_recompute;
    RecomputableDays m_days;
    Recomputed m_done;
    qsizetype m_at = 0; ///< the day that is computed
    int m_looks = 0;    ///< only the last plan asked for is shown
    bool m_ready = false;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace promptuary
