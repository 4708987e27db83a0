// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionsource.h"

#include <QSet>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

QList<SourcedExecution> read(const QByteArray &bytes, const ExecutionSourceOptions &options = {})
{
    const auto read = readExecutions(bytes, u"f"_s, options);
    return read ? read->executions : QList<SourcedExecution>();
}

} // namespace

class TestExecutionSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsACsvTrace()
    {
        const auto made = read("TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:17:03.9799600,4808,10\r\n",
                               {.templateKey = u"one"_s, .version = 2});
        QCOMPARE(made.size(), 1);
        QJsonObject execution = made.first().execution;
        QCOMPARE(made.first().place, u"f:2"_s);
        QVERIFY(!execution.take("id"_L1).toString().isEmpty());
        QCOMPARE(execution, (QJsonObject{{u"started_at"_s, u"2023-11-16 18:17:03.9799600Z"_s},
                                         {u"input_tokens"_s, u"4808"_s},
                                         {u"output_tokens"_s, u"10"_s},
                                         {u"template"_s, u"one"_s},
                                         {u"version"_s, 2},
                                         {u"success"_s, true}}));
    }

    void readsLinesThatCountFromABeginning()
    {
        const QByteArray lines = "{\"timestamp\": 1500, \"input_length\": 7, \"output_length\": 5}\n\n{nonsense\n";
        const auto made = read(lines, {.map = {{u"started_at"_s, u"@2026-11-01T00:00:00Z"_s}}});
        QCOMPARE(made.size(), 2);
        QCOMPARE(made[0].execution["started_at"_L1].toString(), u"2026-11-01T00:00:01.500Z"_s);
        QCOMPARE(made[0].execution["input_tokens"_L1].toInt(), 7);
        QCOMPARE(made[1].place, u"f:3"_s);
        QVERIFY(!made[1].fault.isEmpty());
        QVERIFY(!read(lines).first().fault.isEmpty()); // without a beginning it has no time
    }

    void readsAnArrayWithSecondsAndErrors()
    {
        const auto made = read(R"([{"error_code": null, "error_msg": "", "end_to_end_latency_s": 1.5,
            "number_input_tokens": 550, "GEN_TEXT": "x"}, {"error_code": -100, "error_msg": "few"}])",
                               {.map = {{u"model"_s, u"@m"_s}, {u"rendered_prompt"_s, u"GEN_TEXT"_s}}});
        QCOMPARE(made.size(), 2);
        QCOMPARE(made[0].execution["latency_ms"_L1].toDouble(), 1500.0);
        QCOMPARE(made[0].execution["model"_L1].toString(), u"m"_s);
        QCOMPARE(made[0].execution["rendered_prompt"_L1].toString(), u"x"_s);
        QVERIFY(made[0].execution["success"_L1].toBool());
        QVERIFY(!made[1].execution["success"_L1].toBool());
        QCOMPARE(made[1].execution["error_type"_L1].toString(), u"-100"_s);
        QCOMPARE(made[1].place, u"f[2]"_s);
    }

    void unitIsReadInAnyCase_data()
    {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<double>("milliseconds");
        QTest::newRow("lower") << "latency_s"_ba << 1500.0;
        QTest::newRow("mixed") << "Latency_S"_ba << 1500.0;
        QTest::newRow("upper") << "DURATION_NS"_ba << 1.5e-6;
        QTest::newRow("spaced") << " Duration_Seconds "_ba << 1500.0;
        QTest::newRow("its own") << "LATENCY_MS"_ba << 1.5;
    }
    void unitIsReadInAnyCase()
    {
        QFETCH(QByteArray, column);
        QFETCH(double, milliseconds);
        const auto made = read("[{\"" + column + "\": 1.5}]");
        QCOMPARE(made.first().execution["latency_ms"_L1].toDouble(), milliseconds);
    }

    void readsWhatOpenTelemetryNames()
    {
        const auto made = read(R"({"id": "a", "gen_ai.usage.input_tokens": 7, "gen_ai.usage.completion_tokens": 5,
"gen_ai.request.model": "m", "gen_ai.response.model": "m-1", "gen_ai.prompt.name": "p", "gen_ai.prompt.version": 2})"_ba
                                   .replace('\n', ' ') +
                               R"(
{"id": "b", "gen_ai.request.model": "m", "error.type": "timeout", "llm.token_count.prompt": 3, "duration_ns": 2000000}
{"id": "c", "llm.model_name": "n", "llm.token_count.completion": 4, "duration_seconds": 1.5, "elapsed_ms": null})");
        QCOMPARE(made.size(), 3);
        QCOMPARE(made[0].execution, (QJsonObject{{u"id"_s, u"a"_s},
                                                 {u"template"_s, u"p"_s},
                                                 {u"version"_s, 2},
                                                 {u"model"_s, u"m-1"_s},
                                                 {u"input_tokens"_s, 7},
                                                 {u"output_tokens"_s, 5},
                                                 {u"success"_s, true}}));
        QCOMPARE(made[1].execution, (QJsonObject{{u"id"_s, u"b"_s},
                                                 {u"model"_s, u"m"_s},
                                                 {u"input_tokens"_s, 3},
                                                 {u"latency_ms"_s, 2},
                                                 {u"error_type"_s, u"timeout"_s},
                                                 {u"success"_s, false}}));
        QCOMPARE(made[2].execution, (QJsonObject{{u"id"_s, u"c"_s},
                                                 {u"model"_s, u"n"_s},
                                                 {u"output_tokens"_s, 4},
                                                 {u"latency_ms"_s, 1500},
                                                 {u"success"_s, true}}));
    }

    void takesAStatusForASuccessOnlyWhereItIsCertain()
    {
        const auto made = read("status,error_type\nerror,\nFAILED,\nfailure,\n503,\n400,\n"
                               "ok,\nSuccess,\nsucceeded,\n200,\n399,\nunset,\n,\n,timeout\nrunning,\n2,\n",
                               {.map = {{u"started_at"_s, u"@2026-11-01T00:00:00Z"_s}}});
        QCOMPARE(made.size(), 15);
        for (int i = 0; i < 13; ++i) {
            QVERIFY2(made[i].fault.isEmpty(), qPrintable(made[i].place));
            QVERIFY2(made[i].execution["success"_L1].isBool(), qPrintable(made[i].place));
            QVERIFY2(made[i].execution["success"_L1].toBool() == (i >= 5 && i != 12), qPrintable(made[i].place));
        }
        QVERIFY(made[13].fault.contains(u"“running”"_s));
        QVERIFY(made[14].fault.contains(u"“2”"_s));
        // What the file calls a success, and what is mapped to it, the database reads as it always does.
        QCOMPARE(read("success\nt\n").first().execution["success"_L1].toString(), u"t"_s);
        const auto mapped = read("status\n1\n", {.map = {{u"success"_s, u"status"_s}}});
        QCOMPARE(mapped.first().execution["success"_L1].toString(), u"1"_s);
    }

    void namesTheColumnsUsedAndIgnored()
    {
        const auto table = readExecutions("Model,latency,moon,input_tokens\nm,5,x,1\n", u"f"_s, {});
        QVERIFY(table);
        QCOMPARE(table->used, (QStringList{u"Model"_s, u"input_tokens"_s}));
        QCOMPARE(table->ignored, (QStringList{u"latency"_s, u"moon"_s}));
        QVERIFY(!table->executions.first().execution.contains("latency_ms"_L1)); // it has no unit
        const auto lines = readExecutions("{\"model\": \"m\", \"llm.model_name\": \"n\"}\n"
                                          "{\"a\": 1, \"error.type\": \"x\"}\n",
                                          u"f"_s, {});
        QVERIFY(lines);
        QCOMPARE(lines->used, (QStringList{u"error.type"_s, u"model"_s}));
        QCOMPARE(lines->ignored, (QStringList{u"a"_s, u"llm.model_name"_s}));
        const auto mapped = readExecutions("model,a\nm,n\n", u"f"_s, {.map = {{u"model"_s, u"a"_s}}});
        QVERIFY(mapped);
        QCOMPARE(mapped->ignored, QStringList(u"model"_s));
        const auto mistyped = readExecutions("model,a\nm,n\n", u"f"_s, {.map = {{u"model"_s, u"b"_s}}});
        QVERIFY(!mistyped);
        QVERIFY(mistyped.error().kind == ErrorKind::Invalid);
        QCOMPARE(mistyped.error().remedy, u"The columns are: model, a."_s);
    }

    void idsFollowFromTheRecordAndHowOftenItCame()
    {
        const auto ids = [](const QByteArray &bytes, const QString &key = {}) {
            QStringList found;
            for (const SourcedExecution &one : read(bytes, {.templateKey = key, .version = 1}))
                found << one.execution["id"_L1].toString();
            return found;
        };
        const QByteArray csv = "input_tokens\n1\n1\n";
        QCOMPARE(ids(csv), ids(csv));
        QVERIFY(ids(csv)[0] != ids(csv)[1]);
        QCOMPARE(ids(csv + "2\n1\n").first(2), ids(csv)); // it grew
        QCOMPARE(ids("input_tokens\n2\n1\n1\n").last(2), ids(csv));
        const QStringList grown = ids(csv + "2\n1\n");
        QCOMPARE(QSet<QString>(grown.begin(), grown.end()).size(), 4);
        QCOMPARE(ids("moon,input_tokens\na,1\nb,1\n"), ids(csv)); // of what is used, not of what stands there
        QVERIFY(ids(csv, u"one"_s) != ids(csv, u"two"_s));
        QCOMPARE(ids("id,input_tokens\nmine,1\n"), QStringList(u"mine"_s));
    }

    void otherSeparatorsAreSeenInTheHeader_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("semicolons") << "timestamp;model;input_tokens\n2026-11-01 12:00;m,1;7\n"_ba;
        QTest::newRow("tabs") << "timestamp\tmodel\tinput_tokens\n2026-11-01 12:00\tm,1\t7\n"_ba;
        QTest::newRow("commas") << "timestamp,model,input_tokens\n2026-11-01 12:00,\"m,1\",7\n"_ba;
        QTest::newRow("quoted") << "\"a,b,c,d\";timestamp;model;input_tokens\n;2026-11-01 12:00;m,1;7\n"_ba;
    }
    void otherSeparatorsAreSeenInTheHeader()
    {
        QFETCH(QByteArray, csv);
        const auto made = read(csv);
        QCOMPARE(made.size(), 1);
        QCOMPARE(made.first().fault, QString());
        QCOMPARE(made.first().execution["started_at"_L1].toString(), u"2026-11-01 12:00Z"_s);
        QCOMPARE(made.first().execution["model"_L1].toString(), u"m,1"_s);
        QCOMPARE(made.first().execution["input_tokens"_L1].toString(), u"7"_s);
    }

    void whatSaysNoTimeIsToldHowToGiveOne()
    {
        QVERIFY(read("model\nm\n").first().fault.contains(u"--map started_at=@"_s));
        const auto dated = read("model\nm\n", {.map = {{u"started_at"_s, u"@2026-11-01T00:00:00Z"_s}}});
        QCOMPARE(dated.first().fault, QString());
        QCOMPARE(dated.first().execution["started_at"_L1].toString(), u"2026-11-01T00:00:00Z"_s);
    }

    void tellsWhatIsWrong()
    {
        QCOMPARE(read("input_tokens,model\n1\n2,m\n").first().fault, u"it has 1 cells where the header has 2"_s);
        const auto broken = readExecutions("[\n{]", u"f"_s, {});
        QVERIFY(!broken);
        QCOMPARE(broken.error().place, u"f:2:1"_s);
        QVERIFY(!readExecutions("a\n1\n", u"f"_s, {.map = {{u"moon"_s, u"a"_s}}}));
    }
};

QTEST_GUILESS_MAIN(TestExecutionSource)
#include "tst_executionsource.moc"
