// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/resultrows.h"

#include <QSqlResult>
#include <QTimeZone>
#include <QVariant>

#include <libpq-fe.h>

#include <utility>

namespace promptuary
{

ResultRows::ResultRows(QSqlQuery query)
    : m_query(std::move(query))
{
    if (const QVariant handle = m_query.result()->handle(); handle.isValid())
        m_result = *static_cast<const PGresult *const *>(handle.constData());
}

int ResultRows::count() const
{
    return m_result ? PQntuples(m_result) : 0;
}

bool ResultRows::isNull(int row, int column) const
{
    return PQgetisnull(m_result, row, column) != 0;
}

QByteArrayView ResultRows::bytes(int row, int column) const
{
    return {PQgetvalue(m_result, row, column), PQgetlength(m_result, row, column)};
}

QString ResultRows::text(int row, int column) const
{
    return QString::fromUtf8(bytes(row, column));
}

qint64 ResultRows::number(int row, int column) const
{
    return bytes(row, column).toLongLong();
}

double ResultRows::real(int row, int column) const
{
    return bytes(row, column).toDouble();
}

bool ResultRows::truth(int row, int column) const
{
    return bytes(row, column).startsWith('t');
}

QDateTime ResultRows::time(int row, int column) const
{
    if (isNull(row, column))
        return {};
    return QDateTime::fromMSecsSinceEpoch(qRound64(real(row, column) * 1000), QTimeZone::UTC);
}

} // namespace promptuary
