// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testqueries.h"

#include <QSqlQuery>

namespace promptuary
{

Connection connectTo(const QString &conninfo)
{
    Result<Connection> connection = Connection::open(conninfo);
    if (!connection)
        qFatal("%ls", qUtf16Printable(connection.error().toString()));
    return std::move(*connection);
}

QString one(Connection &connection, const QString &sql)
{
    auto query = connection.query(sql);
    if (!query)
        return query.error().toString();
    return query->next() ? query->value(0).toString() : QString();
}

QString all(Connection &connection, const QString &sql)
{
    auto query = connection.query(sql);
    if (!query)
        return query.error().toString();
    QStringList rows;
    while (query->next())
        rows << query->value(0).toString();
    return rows.join(u'\n');
}

} // namespace promptuary
