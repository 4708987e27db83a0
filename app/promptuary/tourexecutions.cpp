// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log, one execution in full, and what they cost.
#include "app/promptuary/tour.h"
#include "ui/executions/executionmodel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>
#include <QTreeView>
namespace promptuary
{

void Tour::lookAtExecutions()
{
    trigger("showExecutions");
    auto *table = find<QTableView>("executionTable");
    picture(QStringLiteral("executions"));
    auto *outcome = find<QComboBox>("executionOutcome");
    const int rows = table->model()->rowCount();
    outcome->setCurrentIndex(outcome->findText(QStringLiteral("Failed")));
    waitUntil([&] { return table->model()->rowCount() < rows; }, QStringLiteral("the filter"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    auto *error = find<QPlainTextEdit>("executionError");
    waitUntil([error] { return !error->toPlainText().isEmpty(); }, QStringLiteral("the error message"));
    picture(QStringLiteral("execution-failed"));
    outcome->setCurrentIndex(outcome->findText(QStringLiteral("Waits for review")));
    auto *prompt = find<QWidget>("executionTexts")->findChild<QPlainTextEdit *>(QStringLiteral("executionPrompt"));
    const auto waits = [table] {
        const QString first = table->model()->index(0, ExecutionModel::Outcome).data(Qt::AccessibleTextRole).toString();
        return first == QStringLiteral("waits for review");
    };
    waitUntil(waits, QStringLiteral("what waits for review"));
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    waitUntil([prompt] { return !prompt->toPlainText().isEmpty(); }, QStringLiteral("the prompt"));
    type(find<QLineEdit>("executionNote"), QStringLiteral("All lines are there"));
    picture(QStringLiteral("execution-review"));
    const int waiting = table->model()->rowCount();
    press("executionApprove");
    waitUntil([&] { return table->model()->rowCount() < waiting; }, QStringLiteral("the review"));
    picture(QStringLiteral("execution-reviewed"));
    press("executionClearFilters");
    trigger("modelPrices");
    auto *prices = find<QTableView>("pricesTable");
    waitUntil([prices] { return prices->model()->rowCount() > 0; }, QStringLiteral("the prices"));
    picture(QStringLiteral("prices"));
    prices->setCurrentIndex(prices->model()->index(0, 0));
    press("pricesRemove");
    picture(QStringLiteral("price-removed"));
    press("pricesRemove"); // it is kept after all
    press("pricesRecompute");
    auto *plan = find<QLabel>("recomputePlan");
    waitUntil([plan] { return !plan->text().isEmpty(); }, QStringLiteral("the days to recompute"));
    picture(QStringLiteral("recompute-costs"));
    press("recomputeClose");
    press("pricesClose");
}

/// With a history, the tree and the review say what ran.
void Tour::lookAtRecords()
{
    trigger("showEditor");
    auto *tree = find<QTreeView>("templateTree");
    waitUntil(
        [tree] {
            return tree->currentIndex().data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Last 7 days"));
        },
        QStringLiteral("the figures in the tree"));
    picture(QStringLiteral("figures-in-the-tree"));
    press("activateVersion");
    auto *serving = find<QLabel>("reviewFigure10");
    waitUntil([serving] { return !serving->text().isEmpty(); }, QStringLiteral("what the versions did"));
    picture(QStringLiteral("review-with-figures"));
    press("reviewCancel");
}

} // namespace promptuary
