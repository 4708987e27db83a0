// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/importstore.h"

#include "core/database/database.h"
#include "core/exchange/importrows.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// Versions of one template on their way into the database.
struct Piece {
    qsizetype row = 0;    ///< of the report
    QByteArray json = {}; ///< an element for json_to_recordset
    QString source = {};  ///< the template's
    bool isLast = true;   ///< no more of this template follow
    int knownNewest = 0;  ///< the number of the plan's last version where that was there already
};

/// What became of a piece.
struct Outcome {
    qint64 id = 0;
    int newest = 0; ///< the number of the last version
    int added = 0;
    int unchanged = 0;
};

/// Brings in pieces: templates that are not there are made, versions that are not there are added to them. The versions
/// name their template, so that each is made once and before them, whatever order the planner would like better.
const auto bringInSql =
    u"select p.position, n.id, "
    "promptuary.import_version(n.id, v.messages, v.format, v.variables, v.model_config, v.note, "
    "v.author, v.created_at, v.source), "
    "coalesce((select t.newest from promptuary.prompt_templates t where t.id = p.id), 0) "
    "from json_to_recordset(?::json) as p (position integer, id bigint, name text, task_type text, "
    "description text, tags text[], source text, versions json) "
    "cross join lateral (select coalesce(p.id, promptuary.create_template(p.name, "
    "coalesce((select k.key from promptuary.task_types k where k.key = p.task_type), "
    "promptuary.create_task_type(p.task_type)), p.description, p.tags, nullif(p.source, ''))) as id "
    "offset 0) n "
    "cross join lateral json_to_recordset(case when n.id is not null then p.versions end) as v "
    "(messages jsonb, format text, variables jsonb, model_config json, note text, author text, "
    "created_at timestamptz, source text)"_s;

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
        auto done = execute(u"select pg_advisory_xact_lock(hashtextextended('promptuary import', 0))"_s);
        if (done && m_options.dryRun)
            done = execute(u"savepoint dry_run"_s);
        if (done)
            done = readKnown(templates);
        for (qsizetype i = 0; done && i < templates.size(); ++i) {
            if (m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"The import was cancelled; nothing was changed."_s);
            done = take(templates[i]);
            if (progress)
                progress(static_cast<int>(i + 1), static_cast<int>(templates.size()));
        }
        if (done)
            done = flush();
        if (done && m_options.dryRun)
            done = execute(u"rollback to savepoint dry_run"_s);
        if (!done)
            return std::unexpected(done.error());
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            if (!m_refused.contains(i))
                m_report.rows.append(m_rows[i]);
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
        while (rows->next())
            remember(rows->value(0).toLongLong(), rows->value(1).toString(), rows->value(2).toString());
        auto versions =
            m_connection.query(u"select v.template_id, v.number, v.source from promptuary.prompt_versions v "
                               "join promptuary.prompt_templates t on t.id = v.template_id "
                               "where v.source is not null and t.source = any (?::text[])"_s,
                               {sources});
        if (!versions)
            return std::unexpected(versions.error());
        while (versions->next()) {
            m_numbers[versions->value(0).toLongLong()].insert(versions->value(2).toString(),
                                                              versions->value(1).toInt());
        }
        return {};
    }

    void remember(qint64 id, const QString &name, const QString &source)
    {
        m_names.insert(id, name);
        m_byName.insert(name.toLower(), id);
        if (!source.isEmpty())
            m_bySource.insert(source, id);
    }

    [[nodiscard]] qint64 knownId(const PlannedTemplate &planned) const
    {
        return planned.source.isEmpty() ? m_byName.value(planned.name.toLower()) : m_bySource.value(planned.source);
    }

    /// Sorts out what of a template is new, and puts that on its way.
    Result<void> take(const PlannedTemplate &planned)
    {
        // A template that is on its way must be there before more comes to it, or before its name is given again.
        if (m_namesUnderWay.contains(planned.name.toLower())) {
            if (auto flushed = flush(); !flushed)
                return flushed;
        }
        const qint64 id = knownId(planned);
        ImportReport::Row row{.place = planned.place, .name = planned.name, .taskType = planned.taskType};
        row.name = id != 0 ? m_names.value(id) : freeName(planned.name);
        const qsizetype at = m_rows.size();
        m_rows.append(row);

        const QHash<QString, int> numbers = m_numbers.value(id);
        QByteArray versions;
        int newest = 0;
        for (const PlannedVersion &version : planned.versions) {
            newest = knownNumber(numbers, version);
            if (newest > 0) {
                ++m_rows[at].unchanged;
                continue;
            }
            if (versions.size() > batchBytes) {
                send(planned, at, std::exchange(versions, {}), false, 0);
                if (auto flushed = flush(); !flushed || m_refused.contains(at))
                    return flushed;
            }
            versions += (versions.isEmpty() ? "" : ",") + importRow(version);
        }
        if (versions.isEmpty()) {
            auto activated = behindSavepoint([&] { return activate(id, newest, planned.place); });
            return activated ? activated : refuse({.row = at}, activated.error());
        }
        send(planned, at, versions, true, newest);
        return m_pieces.size() >= batchPieces || m_bytes > batchBytes ? flush() : Result<void>();
    }

    QString freeName(const QString &wanted)
    {
        QString name = wanted;
        for (int n = 2; m_byName.contains(name.toLower()) || m_namesUnderWay.contains(name.toLower()); ++n)
            name = u"%1 (%2)"_s.arg(wanted).arg(n);
        return name;
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

    void send(const PlannedTemplate &planned, qsizetype at, const QByteArray &versions, bool isLast, int knownNewest)
    {
        const qint64 id = knownId(planned);
        Piece piece{.row = at, .source = planned.source, .isLast = isLast, .knownNewest = knownNewest};
        piece.json = importRow(planned, {.position = at, .id = id, .name = m_rows[at].name}, versions);
        m_bytes += piece.json.size();
        m_namesUnderWay.insert(planned.name.toLower());
        m_namesUnderWay.insert(m_rows[at].name.toLower());
        m_pieces.append(piece);
    }

    /// Brings in what is on its way: all together, and where the database refuses that, one after the other, so that
    /// what it refuses is left out alone.
    Result<void> flush()
    {
        m_bytes = 0;
        m_namesUnderWay.clear();
        const QList<Piece> pieces = std::exchange(m_pieces, {});
        if (pieces.isEmpty())
            return {};
        auto done = bringIn(pieces);
        if (done || !isItsOwn(done.error()) || pieces.size() == 1)
            return done ? done : refuse(pieces.first(), done.error());
        for (const Piece &piece : pieces) {
            done = bringIn({piece});
            if (!done)
                done = refuse(piece, done.error());
            if (!done)
                return done;
        }
        return {};
    }

    static bool isItsOwn(const Error &error)
    {
        return error.kind == ErrorKind::Invalid || (error.kind == ErrorKind::Conflict && !error.retriable);
    }

    /// Makes a problem of a template; an Error where it is no fault of the template's.
    Result<void> refuse(const Piece &piece, Error error)
    {
        if (!isItsOwn(error))
            return std::unexpected(std::move(error));
        const ImportReport::Row &row = m_rows[piece.row];
        const QString reason = u"“%1”: %2"_s.arg(row.name, error.message);
        m_report.problems.append({row.place, reason});
        m_refused.insert(piece.row);
        return {};
    }

    /// What the database refuses is taken back, and the transaction can go on.
    template<typename Work>
    Result<void> behindSavepoint(const Work &work)
    {
        if (auto marked = execute(u"savepoint pieces"_s); !marked)
            return marked;
        auto done = work();
        if (!done && isItsOwn(done.error())) {
            if (auto back = execute(u"rollback to savepoint pieces"_s); !back)
                return back;
        } else if (!done) {
            return done;
        }
        if (auto released = execute(u"release savepoint pieces"_s); !released)
            return released;
        return done;
    }

    /// All of these or none.
    Result<void> bringIn(const QList<Piece> &pieces)
    {
        return behindSavepoint([&] { return add(pieces); });
    }

    Result<void> add(const QList<Piece> &pieces)
    {
        QByteArrayList elements;
        for (const Piece &piece : pieces)
            elements.append(piece.json);
        auto query = m_connection.query(bringInSql, {QString::fromUtf8('[' + elements.join(',') + ']')});
        if (!query)
            return std::unexpected(query.error());
        QHash<qsizetype, Outcome> outcomes; // by row
        while (query->next()) {
            const int number = query->value(2).toInt();
            Outcome &outcome = outcomes[query->value(0).toLongLong()];
            outcome.id = query->value(1).toLongLong();
            outcome.newest = number > 0 ? number : query->value(3).toInt();
            ++(number > 0 ? outcome.added : outcome.unchanged);
        }
        for (const Piece &piece : pieces) {
            const Outcome outcome = outcomes.value(piece.row);
            const int newest = piece.knownNewest > 0 ? piece.knownNewest : outcome.newest;
            auto activated = piece.isLast ? activate(outcome.id, newest, m_rows[piece.row].place) : Result<void>();
            if (!activated)
                return activated;
        }
        // Only now, since what failed above is taken back and tried again.
        for (const Piece &piece : pieces) {
            const Outcome outcome = outcomes.value(piece.row);
            ImportReport::Row &row = m_rows[piece.row];
            row.newTemplate |= !m_names.contains(outcome.id);
            row.newVersions += outcome.added;
            row.unchanged += outcome.unchanged;
            remember(outcome.id, row.name, piece.source);
        }
        return {};
    }

    Result<void> activate(qint64 id, int number, const QString &place)
    {
        if (!m_options.activateNewest || number == 0)
            return {};
        auto query = m_connection.query(
            u"select promptuary.activate_version(?, ?, e.key, ?) from promptuary.environments e where e.is_default "
            "and not exists (select from promptuary.active_versions a where a.template_id = ? and a.environment = "
            "e.key "
            "and a.number = ?)"_s,
            {id, number, u"Imported from %1"_s.arg(place), id, number});
        if (!query)
            return std::unexpected(query.error());
        return {};
    }

    static constexpr qsizetype batchBytes = 4 * 1024 * 1024;
    static constexpr qsizetype batchPieces = 64;

    Connection &m_connection;
    const ImportOptions &m_options;
    const std::stop_token &m_stop;
    QHash<qint64, QString> m_names;               // of the templates that are there
    QHash<qint64, QHash<QString, int>> m_numbers; // their imported versions, by source
    QHash<QString, qint64> m_byName;              // in lower case, as the database tells them apart
    QHash<QString, qint64> m_bySource;
    QList<Piece> m_pieces; // under way
    QSet<QString> m_namesUnderWay;
    qsizetype m_bytes = 0;
    QList<ImportReport::Row> m_rows;
    QSet<qsizetype> m_refused; // rows of which the database wanted nothing
    ImportReport m_report;
};

Error problemError(const QList<ImportProblem> &problems)
{
    const QString others = problems.size() > 1 ? u" There are %1 more problems."_s.arg(problems.size() - 1) : QString();
    QJsonArray all;
    for (const ImportProblem &problem : problems)
        all.append(QJsonObject{{u"place"_s, problem.place}, {u"reason"_s, problem.reason}});
    return {.kind = ErrorKind::Invalid,
            .message = problems.first().reason + others + u" Nothing was imported."_s,
            .remedy = u"Mend the source, or import the rest without what has problems."_s,
            .place = problems.first().place,
            .detail = {{u"errors"_s, all}}};
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
    QList<PlannedTemplate> templates = plan.templates;
    if (!options.onlyPlaces.isEmpty()) {
        const QSet<QString> places(options.onlyPlaces.begin(), options.onlyPlaces.end());
        templates.removeIf([&places](const PlannedTemplate &planned) { return !places.contains(planned.place); });
    }
    const auto work = [templates, problems = plan.problems, options, progress,
                       stop](Connection &connection) -> Result<ImportReport> {
        auto report = Import(connection, options, stop).run(templates, progress);
        if (!report)
            return report;
        report->problems = problems + report->problems;
        if (options.refuseProblems && !report->problems.isEmpty())
            return std::unexpected(problemError(report->problems));
        return report;
    };
    return m_database.run(work);
}

} // namespace promptuary
