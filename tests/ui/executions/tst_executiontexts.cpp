// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executiontexts.h"

#include <QLocale>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestExecutionTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void writesAmounts()
    {
        QCOMPARE(ExecutionTexts::cost({}), u"–"_s);
        QCOMPARE(ExecutionTexts::cost(0), u"0.00000"_s);
        QCOMPARE(ExecutionTexts::cost(0.000001), u"< 0.00001"_s);
        QCOMPARE(ExecutionTexts::cost(0.00112), u"0.00112"_s);
        QCOMPARE(ExecutionTexts::latency(0.25), u"< 1"_s);
        QCOMPARE(ExecutionTexts::latency(812.4), u"812"_s);
        QCOMPARE(ExecutionTexts::confidence(0.934), u"0.93"_s);
        QVERIFY(ExecutionTexts::exactCost({}).startsWith(u"Not known"_s));
    }

    void tellsTheOutcome()
    {
        Execution execution;
        execution.success = true;
        QCOMPARE(ExecutionTexts::outcome(execution), u"ok"_s);
        execution.needsReview = true;
        QCOMPARE(ExecutionTexts::outcome(execution), u"waits for review"_s);
        execution.success = false;
        QCOMPARE(ExecutionTexts::outcome(execution), u"failed, waits for review"_s);
        execution.errorType = u"timeout"_s;
        QCOMPARE(ExecutionTexts::outcome(execution), u"failed, timeout, waits for review"_s);
        execution.reviewOutcome = u"rejected"_s;
        QCOMPARE(ExecutionTexts::marks(execution).size(), 2);
        QCOMPARE(ExecutionTexts::marks(execution).last().text, u"rejected"_s);
    }

    void indentsJson_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("lines");
        QTest::newRow("object") << u"{\"b\":1,\"a\":[1,{\"c\":null}]}"_s
                                << u"{\n  \"b\": 1,\n  \"a\": [\n    1,\n    {\n      \"c\": null\n    }\n  ]\n}"_s;
        QTest::newRow("empty ones") << u"{\"a\":{},\"b\":[ ]}"_s << u"{\n  \"a\": {},\n  \"b\": []\n}"_s;
        QTest::newRow("only in text") << u"{\"a\":\"{,:\\\"} x\"}"_s << u"{\n  \"a\": \"{,:\\\"} x\"\n}"_s;
        QTest::newRow("numbers as they are")
            << u"[1.50, 12345678901234567890]"_s << u"[\n  1.50,\n  12345678901234567890\n]"_s;
        QTest::newRow("cut") << u"{\"a\":\"hal"_s << u"{\n  \"a\": \"hal"_s;
        QTest::newRow("cut in an escape") << u"{\"a\":\"\\"_s << u"{\n  \"a\": \"\\"_s;
        QTest::newRow("closed too often") << u"]}"_s << u"\n]\n}"_s;
        QTest::newRow("none") << QString() << QString();
    }

    void indentsJson()
    {
        QFETCH(const QString, json);
        QTEST(ExecutionTexts::indented(json), "lines");
    }

    void readsGuardrails()
    {
        const auto results = ExecutionTexts::guardrails("[{\"rule\":\"length\",\"violated\":false},{\"rule\":\"pii\","
                                                        "\"violated\":true,\"found\":\"an address\",\"score\":0.5}]");
        QCOMPARE(results.size(), 2);
        QCOMPARE(results.first().rule, u"pii"_s);
        QVERIFY(results.first().violated);
        QCOMPARE(results.first().rest, u"found: an address · score: 0.5"_s);
        QVERIFY(ExecutionTexts::guardrails("{}").isEmpty());
    }

    void makesTheAddressOfATrace()
    {
        ExecutionPayload payload;
        const QString address = u"https://traces.example.com/t/{trace_id}?span={span_id}"_s;
        QCOMPARE(ExecutionTexts::traceAddress(address, payload), QString());
        payload.traceId = u"a/b c"_s;
        payload.spanId = u"7"_s;
        QCOMPARE(ExecutionTexts::traceAddress(address, payload), u"https://traces.example.com/t/a%2Fb%20c?span=7"_s);
        QCOMPARE(ExecutionTexts::traceAddress({}, payload), QString());
    }
};

QTEST_MAIN(TestExecutionTexts)
#include "tst_executiontexts.moc"
