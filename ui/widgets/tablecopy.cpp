// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tablecopy.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace promptuary
{

namespace
{

QList<int> chosenRows(const QTableView &table)
{
    QList<int> rows;
    for (const QModelIndex &index : table.selectionModel()->selectedIndexes()) {
        if (!rows.contains(index.row()))
            rows.append(index.row());
    }
    for (int row = 0; rows.isEmpty() && row < table.model()->rowCount(); ++row)
        rows.append(row);
    std::ranges::sort(rows);
    return rows;
}

QString tabbed(const QTableView &table)
{
    QStringList lines;
    const auto addLine = [&](const auto &text) {
        QStringList cells;
        for (int visual = 0; visual < table.model()->columnCount(); ++visual) {
            const int column = table.horizontalHeader()->logicalIndex(visual);
            if (!table.isColumnHidden(column))
                cells << text(column).simplified();
        }
        lines << cells.join(u'\t');
    };
    addLine([&](int column) { return table.model()->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : chosenRows(table)) {
        addLine([&](int column) {
            const QModelIndex index = table.model()->index(row, column);
            const QString spoken = index.data(Qt::AccessibleTextRole).toString();
            return spoken.isEmpty() ? index.data().toString() : spoken;
        });
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace

void makeCopyable(QTableView *table)
{
    auto *copy = new QAction(QCoreApplication::translate("Table", "Copy rows"), table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, table,
                     [table] { QGuiApplication::clipboard()->setText(tabbed(*table)); });
    table->addAction(copy);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace promptuary
