// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/importstore.h"

#include "core/database/database.h"
#include "core/prompts/versionjson.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// A template that the database has already.
struct KnownTemplate {
    qint64 id = 0;
    QString name;
    QHash<QString, int> numberOfSource; ///< its imported versions
};

QByteArray jsonText(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

/// One element for json_to_recordset; the model configuration's text goes in as it is.
QByteArray versionRow(const PlannedVersion &version)
{
    QByteArray row = R"({"messages":)" + messagesToJson(version.content.messages) + R"(,"format":)" +
                     jsonText(version.content.format) + R"(,"variables":)" +
                     variablesToJson(version.content.variables) + R"(,"model_config":)" + version.content.modelConfig +
                     R"(,"note":)" + jsonText(version.note) + R"(,"author":)" + jsonText(version.author) +
                     R"(,"source":)" + jsonText(version.source);
    if (version.createdAt.isValid())
        row += R"(,"created_at":)" + jsonText(version.createdAt.toUTC().toString(Qt::ISODateWithMs));
    return row + '}';
}

/// One import inside one transaction. Made anew where the transaction is repeated.
class Import
{
public:
    Import(Connection &connection, const ImportOptions &options, const std::stop_token &stop)
        : m_connection(connection)
        , m_options(options)
        , m_stop(stop)
    {
    }

    Result<ImportReport> run(const QList<PlannedTemplate> &templates, const std::function<void(int, int)> &progress)
    {
        // Imports follow one another, so that two of the same source do not both find it new.
        if (auto ready = execute(u"select pg_advisory_xact_lock(hashtextextended('promptuary import', 0))"_s); !ready)
            return std::unexpected(ready.error());
        if (m_options.dryRun) {
            if (auto ready = execute(u"savepoint dry_run"_s); !ready)
                return std::unexpected(ready.error());
        }
        if (auto known = readKnown(templates); !known)
            return std::unexpected(known.error());
        for (qsizetype i = 0; i < templates.size(); ++i) {
            if (m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"The import was cancelled; nothing was changed."_s);
            if (auto taken = take(templates[i]); !taken)
                return std::unexpected(taken.error());
            if (progress)
                progress(static_cast<int>(i + 1), static_cast<int>(templates.size()));
        }
        if (m_options.dryRun) {
            if (auto back = execute(u"rollback to savepoint dry_run"_s); !back)
                return std::unexpected(back.error());
        }
        return std::move(m_report);
    }

private:
    Result<void> execute(const QString &sql)
    {
        auto query = m_connection.query(sql);
        if (!query)
            return std::unexpected(query.error());
        return {};
    }

    Result<void> readKnown(const QList<PlannedTemplate> &templates)
    {
        QStringList sources;
        for (const auto &planned : templates) {
            if (!planned.source.isEmpty())
                sources.append(planned.source);
        }
        auto rows = m_connection.query(u"select id, name, source from promptuary.prompt_templates"_s);
        if (!rows)
            return std::unexpected(rows.error());
        const QSet<QString> wanted(sources.begin(), sources.end());
        while (rows->next()) {
            const KnownTemplate known{rows->value(0).toLongLong(), rows->value(1).toString(), {}};
            m_byName.insert(known.name, known.id);
            m_known.insert(known.id, known);
            if (const QString source = rows->value(2).toString(); wanted.contains(source))
                m_bySource.insert(source, known.id);
        }
        auto versions =
            m_connection.query(u"select v.template_id, v.number, v.source from promptuary.prompt_versions v "
                               "join promptuary.prompt_templates t on t.id = v.template_id "
                               "where v.source is not null and t.source = any (?::text[])"_s,
                               {sources});
        if (!versions)
            return std::unexpected(versions.error());
        while (versions->next()) {
            KnownTemplate &known = m_known[versions->value(0).toLongLong()];
            known.numberOfSource.insert(versions->value(2).toString(), versions->value(1).toInt());
        }
        return {};
    }

    /// Brings in one template, or makes a problem of it and leaves the database as it was.
    Result<void> take(const PlannedTemplate &planned)
    {
        if (auto marked = execute(u"savepoint template"_s); !marked)
            return marked;
        ImportReport::Row row{.place = planned.place, .name = planned.name, .taskType = planned.taskType};
        const auto id = bringIn(planned, row);
        if (id) {
            KnownTemplate &known = m_known[*id];
            known.id = *id;
            known.name = row.name;
            m_byName.insert(row.name, *id);
            if (!planned.source.isEmpty())
                m_bySource.insert(planned.source, *id);
            m_report.rows.append(row);
            return execute(u"release savepoint template"_s);
        }
        Error error = id.error();
        const bool isItsOwn = error.kind == ErrorKind::Invalid ||
                              (error.kind == ErrorKind::Conflict && !error.retriable) ||
                              error.kind == ErrorKind::Unchanged;
        if (!isItsOwn)
            return std::unexpected(error);
        if (m_options.refuseProblems) {
            return std::unexpected(
                Error{.kind = ErrorKind::Invalid,
                      .message = u"“%1”: %2 Nothing was imported."_s.arg(planned.name, error.message),
                      .remedy = error.remedy,
                      .place = planned.place});
        }
        m_report.problems.append({planned.place, u"“%1”: %2"_s.arg(planned.name, error.message)});
        if (auto back = execute(u"rollback to savepoint template"_s); !back)
            return back;
        return execute(u"release savepoint template"_s);
    }

    Result<qint64> bringIn(const PlannedTemplate &planned, ImportReport::Row &row)
    {
        qint64 id = planned.source.isEmpty() ? m_byName.value(planned.name) : m_bySource.value(planned.source);
        if (id == 0) {
            const auto created = create(planned, row);
            if (!created)
                return std::unexpected(created.error());
            id = *created;
        } else {
            row.name = m_known.value(id).name;
        }
        const auto newest = addVersions(id, planned, row);
        if (!newest)
            return std::unexpected(newest.error());
        if (m_options.activateNewest && *newest > 0) {
            if (auto activated = activate(id, *newest, planned); !activated)
                return std::unexpected(activated.error());
        }
        return id;
    }

    Result<qint64> create(const PlannedTemplate &planned, ImportReport::Row &row)
    {
        for (int n = 2; m_byName.contains(row.name); ++n)
            row.name = u"%1 (%2)"_s.arg(planned.name).arg(n);
        auto query = m_connection.query(
            u"select promptuary.create_template(?, coalesce((select key from promptuary.task_types where key = ?), "
            "promptuary.create_task_type(?)), ?, ?::text[], nullif(?, ''))"_s,
            {row.name, planned.taskType, planned.taskType, planned.description, planned.tags, planned.source});
        if (!query)
            return std::unexpected(query.error());
        query->next();
        row.newTemplate = true;
        return query->value(0).toLongLong();
    }

    /// Gives the number of the version that the plan's last one is, 0 where that cannot be said.
    Result<int> addVersions(qint64 id, const PlannedTemplate &planned, ImportReport::Row &row)
    {
        constexpr qsizetype batchBytes = 4 * 1024 * 1024;
        const QHash<QString, int> numbers = m_known.value(id).numberOfSource;
        int newest = 0;
        QByteArray batch;
        for (const PlannedVersion &version : planned.versions) {
            if (const int number = knownNumber(numbers, version); number > 0) {
                ++row.unchanged;
                newest = number;
                continue;
            }
            batch += (batch.isEmpty() ? '[' : ',') + versionRow(version);
            newest = 0;
            if (batch.size() < batchBytes && &version != &planned.versions.last())
                continue;
            if (auto added = addBatch(id, std::exchange(batch, {}), row); added)
                newest = *added;
            else
                return added;
        }
        if (!batch.isEmpty()) // the last versions were known ones
            return addBatch(id, batch, row).transform([newest](int) { return newest; });
        return newest;
    }

    static int knownNumber(const QHash<QString, int> &numbers, const PlannedVersion &version)
    {
        if (const int number = numbers.value(version.source); number > 0 && !version.source.isEmpty())
            return number;
        for (const QString &other : version.otherSources) {
            if (const int number = numbers.value(other); number > 0)
                return number;
        }
        return 0;
    }

    /// Adds versions in their order. Gives the last one's number; of one that was there already, the newest.
    Result<int> addBatch(qint64 id, QByteArray batch, ImportReport::Row &row)
    {
        batch += ']';
        auto query = m_connection.query(u"select promptuary.import_version(t.id, v.messages, v.format, v.variables, "
                                        u"v.model_config, v.note, v.author, "
                                        "v.created_at, v.source), t.newest from promptuary.prompt_templates t, "
                                        "json_to_recordset(?::json) as v (messages jsonb, format text, variables "
                                        "jsonb, model_config json, note text, "
                                        "author text, created_at timestamptz, source text) where t.id = ?"_s,
                                        {QString::fromUtf8(batch), id});
        if (!query)
            return std::unexpected(query.error());
        int last = 0;
        while (query->next()) {
            const int number = query->value(0).toInt();
            ++(number > 0 ? row.newVersions : row.unchanged);
            last = number > 0 ? number : std::max(last, query->value(1).toInt());
        }
        return last;
    }

    Result<void> activate(qint64 id, int number, const PlannedTemplate &planned)
    {
        auto query = m_connection.query(
            u"select promptuary.activate_version(?, ?, e.key, ?) from promptuary.environments e where e.is_default "
            "and not exists (select from promptuary.active_versions a where a.template_id = ? and a.environment = "
            "e.key "
            "and a.number = ?)"_s,
            {id, number, u"Imported from %1"_s.arg(planned.place), id, number});
        if (!query)
            return std::unexpected(query.error());
        return {};
    }

    Connection &m_connection;
    const ImportOptions &m_options;
    const std::stop_token &m_stop;
    QHash<qint64, KnownTemplate> m_known;
    QHash<QString, qint64> m_byName;
    QHash<QString, qint64> m_bySource;
    ImportReport m_report;
};

Error problemError(const QList<ImportProblem> &problems)
{
    const QString others = problems.size() > 1 ? u" There are %1 more problems."_s.arg(problems.size() - 1) : QString();
    return {.kind = ErrorKind::Invalid,
            .message = problems.first().reason + others + u" Nothing was imported."_s,
            .remedy = u"Mend the source, or import the rest without what has problems."_s,
            .place = problems.first().place};
}

} // namespace

ImportStore::ImportStore(Database &database)
    : m_database(database)
{
}

QFuture<Result<ImportReport>> ImportStore::import(const ImportPlan &plan, const ImportOptions &options,
                                                  const std::function<void(int, int)> &progress,
                                                  const std::stop_token &stop)
{
    if (options.refuseProblems && !plan.problems.isEmpty())
        return QtFuture::makeReadyValueFuture(Result<ImportReport>(std::unexpected(problemError(plan.problems))));
    QList<PlannedTemplate> templates = plan.templates;
    if (!options.onlyPlaces.isEmpty()) {
        const QSet<QString> places(options.onlyPlaces.begin(), options.onlyPlaces.end());
        templates.removeIf([&places](const PlannedTemplate &planned) { return !places.contains(planned.place); });
    }
    return m_database.run([templates, problems = plan.problems, options, progress, stop](Connection &connection) {
        auto report = Import(connection, options, stop).run(templates, progress);
        if (report)
            report->problems = problems + report->problems;
        return report;
    });
}

} // namespace promptuary
