// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recordmembers.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestRecordMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownOnesAreNotNamed()
    {
        RecordMembers members;
        const QByteArray whole =
            "{\"id\": \"a\", \"template\": \"t\", \"version\": 1, \"environment\": \"e\", \"started_at\": \"s\", "
            "\"model\": \"m\", \"input_tokens\": 1, \"cached_input_tokens\": 1, \"output_tokens\": 1, \"cost_usd\": 1, "
            "\"latency_ms\": 1, "
            "\"success\": true, \"error_type\": \"\", \"error_message\": \"\", \"confidence\": 1, \"needs_review\": "
            "true, "
            "\"request_id\": \"\", \"user_id\": \"\", \"variables\": {\"latancy\": {\"x\": 1}}, \"rendered_prompt\": "
            "\"{\\\"lat\\\": 1}\", "
            "\"experiment\": \"\", \"variant\": \"\", \"guardrails\": [{\"rule\": \"r\"}], \"trace_id\": \"\", "
            "\"span_id\": \"\"}";
        QCOMPARE(members.unknownIn(whole), QStringList());
        QCOMPARE(members.unknownIn("{}"), QStringList());
    }

    void eachNameIsToldOnce()
    {
        RecordMembers members;
        QCOMPARE(members.unknownIn("{\"id\": \"a\", \"colour\": 1, \"colour\": 2, \"size\": 3}").size(), 2);
        QCOMPARE(members.unknownIn("{\"id\": \"b\", \"colour\": 1}"), QStringList());
        QCOMPARE(members.unknownIn("{\"id\": \"b\", \"col\\u006fur\": 1, \"weight\": 1}").size(), 1);
    }

    void theNearestIsMeant_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("meant");
        for (const auto &[name, meant] : {std::pair("latancy_ms", "latency_ms"),
                                          {"latencyMs", "latency_ms"},
                                          {"Input_Tokens", "input_tokens"},
                                          {"input_token", "input_tokens"},
                                          {"cost", "cost_usd"},
                                          {"error-type", "error_type"},
                                          {"sucess", "success"},
                                          {"startedat", "started_at"},
                                          {"temperature", ""},
                                          {"", ""},
                                          {"finish_reason_of_the_model", ""}})
            QTest::addRow("%s", name) << QString::fromLatin1(name) << QString::fromLatin1(meant);
    }
    void theNearestIsMeant()
    {
        QFETCH(QString, name);
        QFETCH(QString, meant);
        RecordMembers members;
        const QStringList told = members.unknownIn(u"{\"%1\": 1}"_s.arg(name).toUtf8());
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.constFirst().contains(u"“%1”"_s.arg(name)), qPrintable(told.constFirst()));
        QCOMPARE(told.constFirst().contains(u"Did you mean"_s), !meant.isEmpty());
        QVERIFY2(told.constFirst().contains(meant), qPrintable(told.constFirst()));
    }

    void whatIsNoObjectHasNone()
    {
        RecordMembers members;
        for (const char *line : {"", "[]", "{\"colour\": 1", "{colour: 1}", "7", "\"colour\"", "[{\"colour\": 1}]"})
            QCOMPARE(members.unknownIn(line), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRecordMembers)

#include "tst_recordmembers.moc"
