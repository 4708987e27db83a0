// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QList>
#include <QSqlQuery>
#include <QString>

#include <utility>

struct pg_result;

namespace promptuary
{

/// The rows of a query read from libpq's own result, without a QVariant for every value: for lists of thousands of
/// rows. Columns and rows count from 0. A NULL reads as nothing: an empty text, 0, false.
class ResultRows
{
public:
    explicit ResultRows(QSqlQuery query);

    [[nodiscard]] int count() const;
    [[nodiscard]] bool isNull(int row, int column) const;
    [[nodiscard]] QByteArrayView bytes(int row, int column) const; ///< as long as this lives
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] qint64 number(int row, int column) const;
    [[nodiscard]] double real(int row, int column) const;
    [[nodiscard]] bool truth(int row, int column) const;
    [[nodiscard]] QDateTime time(int row, int column) const; ///< of seconds since 1970, in UTC; null for NULL

private:
    QSqlQuery m_query; // owns the result
    const pg_result *m_result = nullptr;
};

/// What `read(rows, row)` makes of each row of a query.
template<typename Read>
auto readRows(Result<QSqlQuery> query, const Read &read)
    -> Result<QList<decltype(read(std::declval<const ResultRows &>(), 0))>>
{
    if (!query)
        return std::unexpected(query.error());
    const ResultRows rows(*std::move(query));
    QList<decltype(read(rows, 0))> list;
    list.reserve(rows.count());
    for (int row = 0; row < rows.count(); ++row)
        list.append(read(rows, row));
    return list;
}

} // namespace promptuary
