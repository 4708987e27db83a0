// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/storagerows.h"

#include "core/executions/metricformat.h"

#include <QCoreApplication>
#include <QLocale>

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

void add(StorageFigure &sum, const StorageFigure &figure)
{
    sum.days += figure.days;
    sum.rows = sum.rows && figure.rows ? std::optional(*sum.rows + *figure.rows) : std::nullopt;
    sum.bytes += figure.bytes;
    sum.indexBytes += figure.indexBytes;
}

} // namespace

QList<StorageFigure> withoutDays(const QList<StorageFigure> &figures)
{
    QList<StorageFigure> tables;
    for (const StorageFigure &figure : figures) {
        if (tables.isEmpty() || tables.constLast().table != figure.table)
            tables.append(StorageFigure{.table = figure.table});
        add(tables.last(), figure);
    }
    return tables;
}

StorageFigure totalOf(const QList<StorageFigure> &figures)
{
    StorageFigure total;
    for (const StorageFigure &figure : figures)
        add(total, figure);
    return total;
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

QString totalText(const QList<StorageFigure> &figures)
{
    const StorageFigure total = totalOf(figures);
    if (!total.rows)
        return tr("%1 in all, %2 of it indexes.").arg(bytesText(total.bytes), bytesText(total.indexBytes));
    return (*total.rows == 1 ? tr("%1 in all, %2 of it indexes; about %3 row.")
                             : tr("%1 in all, %2 of it indexes; about %3 rows."))
        .arg(bytesText(total.bytes), bytesText(total.indexBytes), figureText(Unit::Count, double(*total.rows)));
}

} // namespace promptuary
