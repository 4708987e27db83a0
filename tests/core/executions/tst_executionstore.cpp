// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/executions/executionstore.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What the desk and the command line read of executions, from a PostgreSQL of the test's own.
class ExecutionStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void pagesHoldEachExecutionOnce();
    void pagesUnderAFilter_data();
    void pagesUnderAFilter();
    void executionAsItWasRecorded();
    void textsAsTheyWereRecorded();
    void longTextsAreMarkedAsCut();
    void reviewCountsAtOnce();
    void reviewOfNothing();
    void refusalsNameTheirRecord();
    void triedIsNotRecorded();
    void failuresByType();
    void distributionHoldsAll();
    void percentilesWhereTheyAreWanted();
    void pulseMoves();
    void rollUpTakesEachOnce();
    void oldDaysAreDroppedSomeAtATime();
    void pricesAreSetTogether();
    void pricesAreRemoved();
    void settingsAreKeptWhole();

private:
    RecordResult record(const QString &records);
    QList<Execution> everything(const ExecutionFilter &filter, int limit);

    TestServer m_server;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Connection> m_sql;
    std::unique_ptr<ExecutionStore> m_store;
};

namespace
{

constexpr const char16_t *thirty =
    u"select json_agg(json_build_object('id', 'e' || n, 'template', 'nlu-topic-extraction', 'version', 1, "
    "'started_at', date_trunc('hour', now()) - interval '1 day' + (n / 7) * interval '1 us' - (n / 20) * interval '1 "
    "day', "
    "'success', n % 3 > 0, 'error_type', case n % 6 when 0 then 'timeout' end, 'model', 'm' || n % 2, "
    "'latency_ms', n * 10, 'cost_usd', n * 0.001, 'confidence', n / 100.0, 'needs_review', n % 5 = 0)) "
    "from generate_series(1, 30) n";

MetricQuery recent(MetricQuery::By by = MetricQuery::By::Total)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return {.since = now.addDays(-7), .until = now, .by = by};
}

} // namespace

void ExecutionStoreTest::init()
{
    const QString conninfo = m_server.createDeployedDatabase();
    m_database = std::make_unique<Database>(conninfo);
    m_store = std::make_unique<ExecutionStore>(*m_database);
    m_sql = std::make_unique<Connection>(connectTo(conninfo));
}

RecordResult ExecutionStoreTest::record(const QString &records)
{
    return valueOf(m_store->record(records.toUtf8()));
}

QList<Execution> ExecutionStoreTest::everything(const ExecutionFilter &filter, int limit)
{
    QList<Execution> all;
    std::optional<Execution> last;
    while (true) {
        const QList<Execution> page = valueOf(m_store->page(filter, limit, last));
        all += page;
        if (page.size() < limit)
            return all;
        last = page.constLast();
    }
}

// Many begin in the same microsecond, and microseconds of one millisecond are told apart.
void ExecutionStoreTest::pagesHoldEachExecutionOnce()
{
    QCOMPARE(record(one(*m_sql, QString::fromUtf16(thirty))).recorded, 30);
    const QString expected =
        all(*m_sql, u"select id from promptuary.prompt_executions order by started_at desc, id desc"_s);
    for (const int limit : {1, 2, 7, 30, 31}) {
        QStringList ids;
        for (const Execution &execution : everything({}, limit))
            ids << execution.id.toString(QUuid::WithoutBraces);
        QCOMPARE(ids.join(u'\n'), expected);
    }
}

void ExecutionStoreTest::pagesUnderAFilter_data()
{
    QTest::addColumn<ExecutionFilter>("filter");
    QTest::addColumn<QString>("condition");
    QTest::newRow("model") << ExecutionFilter{.model = u"m1"_s} << u"model = 'm1'"_s;
    QTest::newRow("error type") << ExecutionFilter{.errorType = u"timeout"_s} << u"error_type = 'timeout'"_s;
    QTest::newRow("failed") << ExecutionFilter{.success = false} << u"not success"_s;
    QTest::newRow("waits for review") << ExecutionFilter{.needsReview = true} << u"needs_review"_s;
    QTest::newRow("version") << ExecutionFilter{.version = 2} << u"number = 2"_s;
    QTest::newRow("environment") << ExecutionFilter{.environment = u"production"_s} << u"environment = 'production'"_s;
    QTest::newRow("several") << ExecutionFilter{.model = u"m0"_s, .success = true} << u"model = 'm0' and success"_s;
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-2);
    QTest::newRow("since") << ExecutionFilter{.since = yesterday} << u"started_at >= now() - interval '2 days'"_s;
    QTest::newRow("until") << ExecutionFilter{.until = yesterday} << u"started_at < now() - interval '2 days'"_s;
}

void ExecutionStoreTest::pagesUnderAFilter()
{
    QFETCH(const ExecutionFilter, filter);
    QFETCH(const QString, condition);
    record(one(*m_sql, QString::fromUtf16(thirty)));
    QStringList ids;
    for (const Execution &execution : everything(filter, 4))
        ids << execution.id.toString(QUuid::WithoutBraces);
    QCOMPARE(ids.join(u'\n'), all(*m_sql, u"select id from promptuary.prompt_executions where %1 "
                                          "order by started_at desc, id desc"_s.arg(condition)));
}

void ExecutionStoreTest::executionAsItWasRecorded()
{
    record(uR"([{"id": "0198b8f0-0000-7000-8000-000000000001", "template": "nlu-topic-extraction", "version": 1,
        "started_at": "2026-01-02T03:04:05.678Z", "success": false, "error_type": "timeout", "model": "m",
        "input_tokens": 12, "cached_input_tokens": 4, "output_tokens": 3, "cost_usd": 0.25, "latency_ms": 81.5,
        "confidence": 0.75, "needs_review": true, "experiment": "tone", "variant": "b",
        "guardrails": [{"rule": "pii", "violated": true}, {"rule": "length", "violated": false}]},
        {"id": "bare", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-01-01T00:00:00Z",
        "success": true}])"_s);
    const QList<Execution> page = valueOf(m_store->page({}, 10));
    QCOMPARE(page.size(), 2);
    const TemplateId id = page[0].templateId;
    const Execution full{.id = QUuid(u"0198b8f0-0000-7000-8000-000000000001"_s),
                         .startedAt = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs),
                         .templateId = id,
                         .version = 1,
                         .environment = u"production"_s,
                         .model = u"m"_s,
                         .experiment = u"tone"_s,
                         .variant = u"b"_s,
                         .errorType = u"timeout"_s,
                         .inputTokens = 12,
                         .cachedInputTokens = 4,
                         .outputTokens = 3,
                         .costUsd = 0.25,
                         .costGiven = true,
                         .latencyMs = 81.5,
                         .confidence = 0.75,
                         .needsReview = true,
                         .violations = 1};
    QVERIFY(page[0] == full);
    const Execution bare{.id = page[1].id,
                         .startedAt = QDateTime::fromString(u"2026-01-01T00:00:00Z"_s, Qt::ISODate),
                         .templateId = id,
                         .version = 1,
                         .environment = u"production"_s,
                         .success = true};
    QVERIFY(page[1] == bare);
}

void ExecutionStoreTest::textsAsTheyWereRecorded()
{
    record(uR"([{"id": "1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-01-02T00:00:00Z",
        "success": false, "request_id": "r", "user_id": "u", "trace_id": "t", "span_id": "s", "error_message": "späť",
        "variables": {"text": "a\nb"}, "rendered_prompt": "Find the topics.", "guardrails": [{"rule": "pii"}]},
        {"id": "2", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-01-01T00:00:00Z",
        "success": true}])"_s);
    const QList<Execution> page = valueOf(m_store->page({}, 10));
    const ExecutionPayload texts = valueOf(m_store->payload(page[0]));
    QCOMPARE(texts.requestId, u"r"_s);
    QCOMPARE(texts.userId, u"u"_s);
    QCOMPARE(texts.traceId, u"t"_s);
    QCOMPARE(texts.spanId, u"s"_s);
    QCOMPARE(texts.errorMessage, u"späť"_s);
    QCOMPARE(texts.variables, uR"({"text": "a\nb"})"_s);
    QCOMPARE(texts.renderedPrompt, u"Find the topics."_s);
    QCOMPARE(texts.guardrails, QByteArray(R"([{"rule": "pii"}])"));
    QVERIFY(texts.cut.isEmpty() && texts.reviewedBy.isEmpty() && !texts.reviewedAt.isValid());
    const ExecutionPayload none = valueOf(m_store->payload(page[1]));
    QVERIFY(none.requestId.isEmpty() && none.variables.isEmpty() && none.guardrails.isEmpty());
}

void ExecutionStoreTest::longTextsAreMarkedAsCut()
{
    one(*m_sql, u"update promptuary.execution_settings set payload_bytes = 10"_s);
    record(uR"([{"id": "1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-01-02T00:00:00Z",
        "success": true, "rendered_prompt": "0123456789abc", "error_message": "0123456789"}])"_s);
    const ExecutionPayload texts = valueOf(m_store->payload(valueOf(m_store->page({}, 1)).constFirst()));
    QCOMPARE(texts.renderedPrompt, u"0123456789"_s);
    QCOMPARE(texts.cut, QStringList{u"rendered_prompt"_s});
}

void ExecutionStoreTest::reviewCountsAtOnce()
{
    record(one(*m_sql, QString::fromUtf16(thirty)));
    std::ignore = valueOf(m_store->rollUp());
    const Execution execution = valueOf(m_store->page({.needsReview = true}, 1)).constFirst();
    const auto total = [this] { return valueOf(m_store->metrics(recent())).constFirst(); };
    QVERIFY(
        m_store->review(execution.id, execution.startedAt, u"approved"_s, u"All topics found"_s).result().has_value());
    QCOMPARE(total().approved, 1);
    const ExecutionPayload texts = valueOf(m_store->payload(execution));
    QCOMPARE(texts.reviewNote, u"All topics found"_s);
    QCOMPARE(texts.reviewedBy, u"postgres"_s);
    QVERIFY(qAbs(texts.reviewedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(!valueOf(m_store->page({.needsReview = true}, 30)).contains(execution)); // it waits no more

    QVERIFY(m_store->review(execution.id, execution.startedAt, u"rejected"_s, {}).result().has_value());
    QCOMPARE(total().approved, 0);
    QCOMPARE(total().rejected, 1);
    QVERIFY(m_store->review(execution.id, execution.startedAt, {}, {}).result().has_value());
    QCOMPARE(total().rejected, 0);
    QVERIFY(valueOf(m_store->page({.needsReview = true}, 30)).contains(execution));
}

void ExecutionStoreTest::reviewOfNothing()
{
    const Result<void> gone = m_store->review(QUuid::createUuid(), {}, u"approved"_s, {}).result();
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
    record(one(*m_sql, QString::fromUtf16(thirty)));
    const QUuid id = valueOf(m_store->page({}, 1)).constFirst().id;
    const Result<void> unknown = m_store->review(id, {}, u"liked"_s, {}).result();
    QCOMPARE(unknown.error().kind, ErrorKind::Invalid);
    QVERIFY2(unknown.error().message.contains(u"liked"), qPrintable(unknown.error().toString()));
}

void ExecutionStoreTest::refusalsNameTheirRecord()
{
    const RecordResult result =
        record(uR"([{"id": "1", "template": "nlu-topic-extraction", "version": 1, "success": true,
        "started_at": "2026-01-02T00:00:00Z"},
        {"id": "2", "template": "nlu-topic-extraction", "version": 99, "success": true, "started_at": "2026-01-02T00:00:00Z"},
        {"id": "1", "template": "nlu-topic-extraction", "version": 1, "success": true, "started_at": "2026-01-02T00:00:00Z"}])"_s);
    QCOMPARE(result.recorded, 1);
    QCOMPARE(result.known, 1);
    QCOMPARE(result.refused.size(), 1);
    QCOMPARE(result.refused[0].line, 2);
    QVERIFY2(result.refused[0].reason.contains(u"99"), qPrintable(result.refused[0].reason));
}

void ExecutionStoreTest::triedIsNotRecorded()
{
    const QByteArray batch = one(*m_sql, QString::fromUtf16(thirty)).toUtf8();
    QCOMPARE(valueOf(m_store->tryRecord(batch)).recorded, 30);
    QVERIFY(valueOf(m_store->page({}, 1)).isEmpty());
    QCOMPARE(valueOf(m_store->record(batch)).recorded, 30);
    QCOMPARE(valueOf(m_store->tryRecord(batch)).known, 30);
}

void ExecutionStoreTest::failuresByType()
{
    record(one(*m_sql, QString::fromUtf16(thirty)));
    const QList<FailureCount> expected{{.errorType = {}, .failures = 5}, {.errorType = u"timeout"_s, .failures = 5}};
    const auto sorted = [](QList<FailureCount> list) {
        std::ranges::sort(list, {}, &FailureCount::errorType);
        return list;
    };
    QCOMPARE(sorted(valueOf(m_store->failures(recent()))), expected); // from the log…
    std::ignore = valueOf(m_store->rollUp());
    QCOMPARE(sorted(valueOf(m_store->failures(recent()))), expected); // …and from rollups
}

void ExecutionStoreTest::distributionHoldsAll()
{
    record(one(*m_sql, QString::fromUtf16(thirty)));
    using Measure = ExecutionStore::Measure;
    for (const auto &[measure, least, most] :
         {std::tuple(Measure::Latency, 10.0, 300.0), {Measure::Cost, 0.001, 0.03}, {Measure::Confidence, 0.01, 0.3}}) {
        qint64 executions = 0;
        for (const DistributionPoint &point : valueOf(m_store->distribution(measure, recent()))) {
            QVERIFY(point.value > least * 0.99 && point.value < most * 1.01);
            QCOMPARE(point.version, 0);
            executions += point.executions;
        }
        QCOMPARE(executions, 30);
    }
}

void ExecutionStoreTest::percentilesWhereTheyAreWanted()
{
    record(one(*m_sql, QString::fromUtf16(thirty)));
    const Metrics total = valueOf(m_store->metrics(recent())).constFirst();
    QVERIFY(qAbs(total.latencyP50.value() - 150) < 1.51);
    MetricQuery query = recent(MetricQuery::By::Template);
    QCOMPARE(valueOf(m_store->metrics(query)).constFirst().latencyP50, total.latencyP50);
    query.percentiles = false;
    const Metrics without = valueOf(m_store->metrics(query)).constFirst();
    QCOMPARE(without.timed, 30);
    QVERIFY(!without.latencyP50 && !without.latencyP95 && !without.latencyP99);
}

void ExecutionStoreTest::pulseMoves()
{
    const qint64 before = valueOf(m_store->pulse());
    QCOMPARE(valueOf(m_store->pulse()), before);
    record(one(*m_sql, QString::fromUtf16(thirty)));
    QVERIFY(valueOf(m_store->pulse()) != before);
}

void ExecutionStoreTest::rollUpTakesEachOnce()
{
    record(one(*m_sql, QString::fromUtf16(thirty)));
    QCOMPARE(valueOf(m_store->rollUp()), 30);
    QCOMPARE(valueOf(m_store->rollUp()), 0);
    const QJsonObject maintained = valueOf(m_store->maintain());
    QVERIFY(maintained.contains(u"dropped"));
}

void ExecutionStoreTest::oldDaysAreDroppedSomeAtATime()
{
    constexpr auto old =
        u"select recorded from promptuary.record_executions((select json_agg(json_build_object('id', "
        "'old ' || n, 'template', 'nlu-topic-extraction', 'version', 1, 'success', true, 'started_at', "
        "now() - (40 + n) * interval '1 day')) from generate_series(1, 25) n))";
    QCOMPARE(one(*m_sql, QString::fromUtf16(old)), u"25"_s);
    QCOMPARE(one(*m_sql, u"select jsonb_array_length(m -> 'dropped') || ' ' || (m ->> 'up_to' is not null) "
                         "from promptuary.maintain_executions() m"_s),
             u"10 true"_s);
    const QJsonObject maintained = valueOf(m_store->maintain());
    QCOMPARE(maintained[u"dropped"].toArray().size(), 15);
    QCOMPARE(maintained[u"kept"].toArray().size(), 0);
}

void ExecutionStoreTest::pricesAreSetTogether()
{
    const QDateTime spring(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
    const QList<ModelPrice> prices{
        {.model = u"a"_s, .validFrom = {}, .inputUsd = 1, .cachedInputUsd = 0.1, .outputUsd = 2},
        {.model = u"a"_s, .validFrom = spring, .inputUsd = 0.5, .cachedInputUsd = 0.05, .outputUsd = 1}};
    QVERIFY(m_store->setPrices(prices).result().has_value());
    QCOMPARE(valueOf(m_store->prices()), prices);
    const auto refused = m_store
                             ->setPrices({{.model = u"b"_s, .inputUsd = 1, .outputUsd = 1},
                                          {.model = u"c"_s, .inputUsd = -1, .outputUsd = 1}})
                             .result();
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QCOMPARE(valueOf(m_store->prices()), prices); // none of them
}

void ExecutionStoreTest::pricesAreRemoved()
{
    const QDateTime spring(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
    const ModelPrice ever{.model = u"a"_s, .inputUsd = 1, .cachedInputUsd = 0.1, .outputUsd = 2};
    ModelPrice later = ever;
    later.validFrom = spring;
    QVERIFY(m_store->setPrices({ever, later}).result().has_value());
    ModelPrice unknown = ever;
    unknown.validFrom = spring.addDays(1);
    QCOMPARE(m_store->setPrices({}, {ever, unknown}).result().error().kind, ErrorKind::NotFound);
    QCOMPARE(valueOf(m_store->prices()), (QList<ModelPrice>{ever, later})); // none of them
    ModelPrice dearer = later;
    dearer.inputUsd = 3;
    QVERIFY(m_store->setPrices({dearer}, {ever, later}).result().has_value()); // one goes and comes anew
    QCOMPARE(valueOf(m_store->prices()), QList<ModelPrice>{dearer});
}

void ExecutionStoreTest::settingsAreKeptWhole()
{
    QCOMPARE(valueOf(m_store->settings()), ExecutionSettings());
    const ExecutionSettings wanted{.rawDays = 100, .hourlyDays = 100, .payloadBytes = 0};
    QVERIFY(m_store->setSettings(wanted).result().has_value());
    QCOMPARE(valueOf(m_store->settings()), wanted);
    const auto refused = m_store->setSettings({.rawDays = 101, .hourlyDays = 100}).result();
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QCOMPARE(refused.error().place, u"hourly_days"_s);
    QCOMPARE(valueOf(m_store->settings()), wanted);
}

QTEST_GUILESS_MAIN(ExecutionStoreTest)
#include "tst_executionstore.moc"
