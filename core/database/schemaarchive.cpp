// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/schemaarchive.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

namespace promptuary
{

using namespace Qt::StringLiterals;

SchemaArchive::SchemaArchive(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
{
}

Result<SchemaArchive> SchemaArchive::create(const QString &path)
{
    if (path.isEmpty())
        return failure(ErrorKind::Invalid, u"No archive file was named, so nothing was reverted."_s,
                       u"Name a new file: reverting destroys rows, and they are written there first."_s);
    if (QFileInfo::exists(path))
        return failure(ErrorKind::Invalid, u"%1 exists already, so nothing was reverted."_s.arg(path),
                       u"Name a new file: an archive is never overwritten."_s);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Failed,
                       u"%1 cannot be written (%2), so nothing was reverted."_s.arg(path, file->errorString()),
                       u"Name a file in a folder you may write to."_s);
    return SchemaArchive(std::move(file));
}

Error SchemaArchive::writeError() const
{
    return {.kind = ErrorKind::Failed,
            .message = u"The archive %1 could not be written (%2), so nothing was reverted."_s.arg(
                m_file->fileName(), m_file->errorString()),
            .remedy = u"Free space on its disk, or name a file on another one."_s};
}

Result<void> SchemaArchive::writeLine(const QByteArray &line)
{
    if (m_file->write(line) != line.size() || m_file->write("\n") != 1)
        return std::unexpected(writeError());
    return {};
}

Result<void> SchemaArchive::write(Connection &connection, int current, int target, const QStringList &tables)
{
    auto database = connection.query(u"select current_database(), session_user"_s);
    if (!database)
        return std::unexpected(database.error());
    database->next();
    const QJsonObject header{{u"promptuary_archive"_s, 1},
                             {u"database"_s, database->value(0).toString()},
                             {u"by"_s, database->value(1).toString()},
                             {u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                             {u"from"_s, current},
                             {u"to"_s, target}};
    if (auto written = writeLine(QJsonDocument(header).toJson(QJsonDocument::Compact)); !written)
        return written;
    for (const QString &table : tables) {
        if (auto written = writeTable(connection, table); !written)
            return written;
    }
    return {};
}

Result<void> SchemaArchive::writeTable(Connection &connection, const QString &table)
{
    // A json column holds its text as written, line ends included; as a JSON string it stays so and fits on one line.
    auto columns = connection.query(
        u"select string_agg(quote_ident(attname) || case when atttypid = 'json'::regtype then '::text as ' "
        "|| quote_ident(attname) else '' end, ', ' order by attnum) "
        "from pg_attribute where attrelid = ('promptuary.' || ?)::regclass and attnum > 0 and not attisdropped"_s,
        {table});
    if (!columns)
        return std::unexpected(columns.error());
    columns->next();
    const QString rows =
        u"declare archived_rows cursor for select jsonb_build_object('table', '%1', 'row', to_jsonb(r))::text "
        "from (select %2 from promptuary.%1) r"_s.arg(table, columns->value(0).toString());
    if (auto declared = connection.query(rows); !declared)
        return std::unexpected(declared.error());
    for (bool more = true; more;) {
        auto fetched = connection.query(u"fetch 500 from archived_rows"_s);
        if (!fetched)
            return std::unexpected(fetched.error());
        more = false;
        while (fetched->next()) {
            more = true;
            if (auto written = writeLine(fetched->value(0).toString().toUtf8()); !written)
                return written;
        }
    }
    return connection.query(u"close archived_rows"_s).transform([](const QSqlQuery &) {});
}

Result<void> SchemaArchive::sync()
{
    if (!m_file->flush() || fsync(m_file->handle()) != 0)
        return std::unexpected(writeError());
    const QByteArray folder = QFile::encodeName(QFileInfo(m_file->fileName()).absolutePath());
    const int directory = open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = directory >= 0 && fsync(directory) == 0;
    if (directory >= 0)
        close(directory);
    if (!synced)
        return std::unexpected(writeError());
    m_file->close();
    return {};
}

void SchemaArchive::remove()
{
    m_file->remove();
}

} // namespace promptuary
