// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>
#include <QString>

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

private:
    QSqlQuery m_query; // owns the result
    const pg_result *m_result = nullptr;
};

} // namespace promptuary
