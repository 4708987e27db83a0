// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/executions/dashboard.h"
#include "core/executions/executionstore.h"
#include "core/executions/recentfigures.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

using Days = QList<double>;

constexpr TemplateId first{1};
constexpr TemplateId other{2};

Metrics count(TemplateId id, const QDateTime &at, qint64 executions)
{
    return {.startsAt = at, .templateId = id, .executions = executions};
}

} // namespace

class RecentFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysWithoutExecutionsAreZeroAndTodayIsNotOver();
    void aTemplateThatBeganTodayShowsToday();
    void readsWhatWasRecorded();
    void readsOfEachVersion();
    void daysAsText();
    void anEmptyDashboardSaysWhetherAnythingEverRan();

private:
    const QDateTime m_begin = QDateTime(QDate(2026, 11, 15), QTime(0, 0), QTimeZone::UTC);
    const QList<QDateTime> m_days{m_begin, m_begin.addDays(1), m_begin.addDays(2)};
    TestServer m_server;
};

void RecentFiguresTest::daysWithoutExecutionsAreZeroAndTodayIsNotOver()
{
    const RecentByTemplate figures = recentFigures(
        {count(first, m_begin, 12), count(other, m_begin, 5)},
        {count(first, m_begin, 10), count(other, m_begin.addDays(1), 5), count(first, m_begin.addDays(2), 2)}, m_days);
    QCOMPARE(figures.size(), 2);
    QCOMPARE(figures[first].total.executions, 12);
    QCOMPARE(figures[first].days, (Days{10, 0}));
    QCOMPARE(figures[other].days, (Days{0, 5}));
}

void RecentFiguresTest::aTemplateThatBeganTodayShowsToday()
{
    const RecentByTemplate figures =
        recentFigures({count(first, m_begin, 3)}, {count(first, m_begin.addDays(2), 3)}, m_days);
    QCOMPARE(figures[first].days, (Days{0, 0, 3}));
    QVERIFY(recentFigures({}, {}, m_days).isEmpty());
}

void RecentFiguresTest::readsWhatWasRecorded()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Database database(conninfo);
    ExecutionStore store(database);
    Connection sql = connectTo(conninfo);
    const QString record =
        u"select count(promptuary.record_execution('nlu-topic-extraction', 1, %1, environment => '%2', "
        "started_at => now() - interval '%3 days')) from generate_series(1, %4)"_s;
    one(sql, record.arg(u"true"_s, u"production"_s, u"2"_s, u"3"_s));
    one(sql, record.arg(u"false"_s, u"production"_s, u"1"_s, u"1"_s));
    one(sql, record.arg(u"true"_s, u"staging"_s, u"1"_s, u"7"_s));
    one(sql, record.arg(u"true"_s, u"production"_s, u"9"_s, u"2"_s)); // too long ago
    const RecentByTemplate read = valueOf(readRecentFigures(store, u"production"_s, QDateTime::currentDateTimeUtc()));
    QCOMPARE(read.size(), 1);
    const RecentFigures figures = read.cbegin().value();
    QCOMPARE(figures.total.executions, 4);
    QCOMPARE(figures.total.successes, 3);
    QCOMPARE(figures.days, (Days{0, 0, 0, 0, 3, 1}));
}

void RecentFiguresTest::readsOfEachVersion()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Database database(conninfo);
    ExecutionStore store(database);
    Connection sql = connectTo(conninfo);
    const TemplateId id{
        one(sql, u"select id from promptuary.prompt_templates where key = 'nlu-topic-extraction'"_s).toLongLong()};
    one(sql,
        u"select promptuary.save_version(v.template_id, 1, 1, v.messages || '[{\"role\": \"user\", \"content\": "
        u"\"more\"}]', "
        "v.format, v.variables, v.model_config, 'second') from promptuary.prompt_versions v where v.template_id = %1"_s
            .arg(id.value));
    const QString record =
        u"select count(promptuary.record_execution('nlu-topic-extraction', %1, true, environment => '%2', "
        "started_at => now() - interval '%3 days')) from generate_series(1, %4)"_s;
    one(sql, record.arg(u"1"_s, u"production"_s, u"28"_s, u"3"_s));
    one(sql, record.arg(u"1"_s, u"production"_s, u"40"_s, u"9"_s)); // too long ago
    one(sql, record.arg(u"1"_s, u"staging"_s, u"2"_s, u"7"_s));
    one(sql, record.arg(u"2"_s, u"production"_s, u"1"_s, u"4"_s));
    one(sql,
        u"select promptuary.record_execution('educational-script-generation', 1, true, environment => 'production')"_s);
    const RecentByVersion read =
        valueOf(readVersionFigures(store, id, u"production"_s, QDateTime::currentDateTimeUtc()));
    QCOMPARE(read.size(), 2);
    QCOMPARE(read[1].total.executions, 3);
    QCOMPARE(read[2].total.executions, 4);
    QCOMPARE(read[1].days.size(), 29); // without today
    QCOMPARE(read[1].days.value(1), 3);
    QCOMPARE(read[2].days.constLast(), 4);
}

void RecentFiguresTest::daysAsText()
{
    QCOMPARE(daysText({}), QString());
    QCOMPARE(daysText({0, 0}), QString());
    QCOMPARE(daysText({0, 1, 1}), u"ran on 2 of 3 days, once a day at most"_s);
    QCOMPARE(daysText({0, 1200, 3}), u"ran on 2 of 3 days, at most 1,200 times a day"_s);
}

void RecentFiguresTest::anEmptyDashboardSaysWhetherAnythingEverRan()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Database database(conninfo);
    ExecutionStore store(database);
    Connection sql = connectTo(conninfo);
    const TemplateId id{
        one(sql, u"select id from promptuary.prompt_templates where key = 'nlu-topic-extraction'"_s).toLongLong()};
    const TemplateId idle{
        one(sql, u"select id from promptuary.prompt_templates where key = 'educational-script-generation'"_s)
            .toLongLong()};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto everExecuted = [&](const DashboardFilter &filter) {
        return valueOf(readDashboard(store, filter, now)).everExecuted;
    };
    QVERIFY(!everExecuted({}));
    one(sql,
        u"select promptuary.record_execution('nlu-topic-extraction', 1, true, started_at => now() - interval '80 days')"_s);
    QVERIFY(everExecuted({}));
    QVERIFY(everExecuted({.templateId = id, .range = TimeRange::Day}));
    QVERIFY(everExecuted({.templateId = id, .environment = u"staging"_s, .range = TimeRange::All}));
    QVERIFY(!everExecuted({.templateId = idle}));
    // Of what the filter leaves, when there was something.
    const QDateTime month = pointOf(now.addDays(-80), MetricQuery::Step::Month);
    const auto newest = [&](const DashboardFilter &filter) {
        return valueOf(readDashboard(store, filter, now)).newest;
    };
    QCOMPARE(newest({.templateId = id, .range = TimeRange::Day}), month);
    QCOMPARE(newest({.environment = u"production"_s, .range = TimeRange::Hour}), month);
    QVERIFY(!newest({.templateId = id, .environment = u"staging"_s, .range = TimeRange::Day}).isValid());
    QVERIFY(!newest({.range = TimeRange::All}).isValid()); // there is something to show
}

QTEST_GUILESS_MAIN(RecentFiguresTest)
#include "tst_recentfigures.moc"
