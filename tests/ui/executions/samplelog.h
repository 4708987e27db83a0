// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/connection.h"
#include "core/database/database.h"
#include "core/executions/executionstore.h"
#include "core/prompts/promptstore.h"
#include "tests/support/testserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

namespace promptuary
{

/// A fresh database with two templates of three versions each, whose executions a test makes as it likes.
class SampleLog
{
public:
    explicit SampleLog(TestServer &server)
        : m_conninfo(server.createDeployedDatabase())
        , m_connection(Connection::open(m_conninfo).value())
        , m_database(std::make_unique<Database>(m_conninfo))
        , m_store(std::make_unique<ExecutionStore>(*m_database))
    {
        for (const char *name : {"Alpha", "Beta"}) {
            run(QStringLiteral("select promptuary.create_template('%1', 'extraction')").arg(QLatin1StringView(name)));
            for (int version = 1; version <= 3; ++version)
                run(QStringLiteral("select promptuary.save_version(t.id, %2 - 1, %2 - 1, '[{\"role\": \"user\", "
                                   "\"content\": \"Text %2\"}]', 'text', '[]', '{}', '') "
                                   "from promptuary.prompt_templates t where t.name = '%1'")
                        .arg(QLatin1StringView(name))
                        .arg(version));
        }
    }

    /// `count` executions of a template, one every `step` milliseconds back from `newest`.
    void record(const QString &name, int count, const QDateTime &newest, int step = 1000)
    {
        run(QStringLiteral(
                "select promptuary.record_executions((select json_agg(json_build_object('id', gen_random_uuid(), "
                "'template', '%1', 'version', 1 + i % 3, 'environment', 'production', 'model', 'model-' || i % 2, "
                "'started_at', '%2'::timestamptz - i * interval '%3 ms', 'success', i % 10 <> 7, "
                "'error_type', case when i % 10 = 7 then 'timeout' end, 'input_tokens', 1000 + i, "
                "'cached_input_tokens', 10, 'output_tokens', 20, 'cost_usd', 0.001, 'latency_ms', 100 + i, "
                "'confidence', 0.9, 'needs_review', i % 20 = 3, 'rendered_prompt', 'Prompt ' || i, "
                "'trace_id', 'trace-' || i, 'variables', json_build_object('number', i))) "
                "from generate_series(0, %4) i))")
                .arg(name, newest.toUTC().toString(Qt::ISODateWithMs))
                .arg(step)
                .arg(count - 1));
    }

    void run(const QString &statement)
    {
        if (const auto done = m_connection.query(statement); !done)
            qFatal("%ls", qUtf16Printable(done.error().toString()));
    }

    [[nodiscard]] const QString &conninfo() const { return m_conninfo; }
    [[nodiscard]] ExecutionStore &store() { return *m_store; }
    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] TemplateSummary find(const QString &name)
    {
        return PromptStore(*m_database).find(name).result().value();
    }
    /// All that match, as the database orders them.
    [[nodiscard]] QList<QUuid> ids(const ExecutionFilter &filter)
    {
        QList<QUuid> ids;
        const Result<QList<Execution>> all = m_store->page(filter, 1'000'000).result();
        for (const Execution &execution : all.value())
            ids << execution.id;
        return ids;
    }

private:
    QString m_conninfo;
    Connection m_connection;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ExecutionStore> m_store;
};

} // namespace promptuary
