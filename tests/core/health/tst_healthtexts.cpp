// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/concerns.h"
#include "core/health/healthfigures.h"
#include "core/health/storagerows.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is said of the figures, and which of them are a concern.
class HealthTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wellIsWell();
    void freshDatabaseIsWell();
    void eachTroubleIsTold_data();
    void eachTroubleIsTold();
    void worstComesFirst();
    void figuresOfTheDay();
    void differenceIsColouredWhereItIsReal();
    void nearlyAllIsNotAll_data();
    void nearlyAllIsNotAll();
    void withoutReportsThisProgramsOwn();
    void waitingIsCountedUpToALimit();
    void daysAreTakenTogether();
};

namespace
{

HealthReading well()
{
    const QDateTime now(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);
    HealthReading reading;
    reading.day = {.loads = 1000,
                   .attempts = 200,
                   .timed = 1000,
                   .loadP50 = 3.2,
                   .loadP95 = 12.4,
                   .executions = 800,
                   .violations = 8,
                   .guarded = 400};
    reading.before = reading.day;
    reading.state = {.at = now,
                     .waiting = 12,
                     .rolledUpAt = now.addSecs(-50),
                     .judgedAt = now.addSecs(-50),
                     .maintainedAt = now.addSecs(-3000),
                     .installedAt = now.addDays(-90),
                     .rawDays = 30};
    reading.storage = {{.table = u"audit_events"_s, .rows = 10, .bytes = 16384, .indexBytes = 8192},
                       {.table = u"prompt_executions"_s,
                        .day = QDate(2026, 11, 19),
                        .days = 1,
                        .rows = 1000,
                        .bytes = 1048576,
                        .indexBytes = 524288},
                       {.table = u"prompt_executions"_s,
                        .day = QDate(2026, 11, 20),
                        .days = 1,
                        .rows = 500,
                        .bytes = 524288,
                        .indexBytes = 262144}};
    return reading;
}

using Change = void (*)(HealthReading &, OwnConnection &);

KeyFigure figure(const HealthReading &reading, const OwnConnection &own, const QString &name)
{
    for (const KeyFigure &figure : healthFigures(reading, own)) {
        if (figure.name == name)
            return figure;
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(Change)

void HealthTextsTest::wellIsWell()
{
    QCOMPARE(concernsOf(well(), {.attempts = 3, .notificationLag = 1200us}), {});
}

/// Nothing was done yet, since there was no time for it.
void HealthTextsTest::freshDatabaseIsWell()
{
    HealthReading reading;
    reading.state.at = QDateTime::currentDateTimeUtc();
    reading.state.installedAt = reading.state.at.addSecs(-20);
    QCOMPARE(concernsOf(reading, {}), {});
    reading.state.installedAt = {};
    QCOMPARE(concernsOf(reading, {}), {});
    QCOMPARE(figure(reading, {}, u"Last maintenance"_s).figure, u"never"_s);
}

void HealthTextsTest::eachTroubleIsTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<AlertSeverity>("severity");
    QTest::addColumn<QString>("says");
    const auto add = [](const char *name, Change change, AlertSeverity severity, const QString &says) {
        QTest::newRow(name) << change << severity << says;
    };
    constexpr auto warning = AlertSeverity::Warning;
    constexpr auto critical = AlertSeverity::Critical;
    add("not found", [](HealthReading &r, OwnConnection &) { r.day.notFound = 1; }, critical, u"1 of 1,000 loads"_s);
    add("some fallbacks", [](HealthReading &r, OwnConnection &) { r.day.fromFile = 2; }, warning, u"2 by a file"_s);
    add(
        "many fallbacks", [](HealthReading &r, OwnConnection &) { r.day.fromEnvironment = 60; }, critical,
        u"60 by an environment variable"_s);
    add(
        "some refusals", [](HealthReading &r, OwnConnection &) { r.day.failedAttempts = 1; }, warning,
        u"in 1 of 200 attempts"_s);
    add(
        "many refusals", [](HealthReading &r, OwnConnection &) { r.day.failedAttempts = 10; }, critical,
        u"in 10 of 200 attempts"_s);
    add("slow loads", [](HealthReading &r, OwnConnection &) { r.day.loadP95 = 51; }, warning, u"longer than 51"_s);
    add(
        "late rollup", [](HealthReading &r, OwnConnection &) { r.state.rolledUpAt = r.state.at.addSecs(-11 * 60); },
        warning, u"The last rollup was 11 min ago: 12 executions wait"_s);
    add(
        "no rollup for a day",
        [](HealthReading &r, OwnConnection &) { r.state.rolledUpAt = r.state.at.addSecs(-25 * 3600); }, critical,
        u"The last rollup was yesterday"_s);
    add(
        "idle, but not judged",
        [](HealthReading &r, OwnConnection &) {
            r.state.waiting = 0;
            r.state.rolledUpAt = r.state.at.addSecs(-61 * 60);
        },
        warning, u"The last rollup was 1 h ago"_s);
    add(
        "never rolled up", [](HealthReading &r, OwnConnection &) { r.state.rolledUpAt = {}; }, critical,
        u"There was no rollup yet"_s);
    add(
        "far too many wait", [](HealthReading &r, OwnConnection &) { r.state.waiting = HealthState::mostWaiting + 1; },
        warning, u"100,000+ executions"_s);
    add(
        "judging fails", [](HealthReading &r, OwnConnection &) { r.state.judgedAt = r.state.at.addSecs(-1200); },
        critical, u"judged 20 min ago and could not be since"_s);
    add(
        "no maintenance", [](HealthReading &r, OwnConnection &) { r.state.maintainedAt = r.state.at.addDays(-3); },
        warning, u"The last maintenance was 3 days ago"_s);
    add(
        "never maintained", [](HealthReading &r, OwnConnection &) { r.state.maintainedAt = {}; }, warning,
        u"There was no maintenance yet"_s);
    add(
        "days kept", [](HealthReading &r, OwnConnection &) { r.state.overdueDays = 2; }, warning,
        u"2 days of executions are older than 30 days"_s);
    add(
        "a day kept",
        [](HealthReading &r, OwnConnection &) {
            r.state.overdueDays = 1;
            r.state.rawDays = 1;
        },
        warning, u"1 day of executions is older than 1 day and still here."_s);
    add(
        "webhook silent",
        [](HealthReading &r, OwnConnection &) {
            r.state.deliveries = 2;
            r.state.oldestDelivery = r.state.at.addSecs(-2 * 3600);
            r.state.deliveryProblem = u"HTTP 500"_s;
        },
        warning, u"The last try: HTTP 500"_s);
    add(
        "slow notification", [](HealthReading &, OwnConnection &own) { own.notificationLag = 2s; }, warning,
        u"takes 2.00"_s);
    add(
        "lost notification", [](HealthReading &, OwnConnection &own) { own.notificationLag = 30s; }, critical,
        u"takes 30.0"_s);
    add(
        "full queue", [](HealthReading &r, OwnConnection &) { r.state.notificationQueue = 0.2; }, warning,
        u"queue of notifications is 20.0"_s);
    add(
        "very full queue", [](HealthReading &r, OwnConnection &) { r.state.notificationQueue = 0.6; }, critical,
        u"queue of notifications is 60.0"_s);
}

void HealthTextsTest::eachTroubleIsTold()
{
    QFETCH(Change, change);
    QFETCH(AlertSeverity, severity);
    QFETCH(QString, says);
    HealthReading reading = well();
    OwnConnection own{.attempts = 2, .notificationLag = 1ms};
    change(reading, own);
    const QList<Concern> concerns = concernsOf(reading, own);
    QCOMPARE(concerns.size(), 1);
    QCOMPARE(concerns.constFirst().severity, severity);
    QVERIFY2(concerns.constFirst().what.contains(says), qPrintable(concerns.constFirst().what));
    QVERIFY(!concerns.constFirst().remedy.isEmpty());
}

void HealthTextsTest::worstComesFirst()
{
    HealthReading reading = well();
    reading.day.fromFile = 10;
    reading.state.overdueDays = 1;
    reading.state.notificationQueue = 0.9;
    const QList<Concern> concerns = concernsOf(reading, {});
    QCOMPARE(concerns.size(), 3);
    QCOMPARE(concerns.at(0).severity, AlertSeverity::Critical);
    QVERIFY(concerns.at(1).what.contains(u"fallback"));
    QVERIFY(concerns.at(2).what.startsWith(u"1 day of executions"));
}

void HealthTextsTest::figuresOfTheDay()
{
    HealthReading reading = well();
    reading.day.failedAttempts = 50;
    reading.day.fromEnvironment = 100;
    reading.before.loadP95 = 6.2;
    const OwnConnection own{.attempts = 3, .failures = 1, .notificationLag = 1240us};
    QCOMPARE(figure(reading, own, u"Connection success"_s).figure, u"75.0\u202F%"_s);
    QVERIFY(figure(reading, own, u"Connection success"_s).explanation.contains(u"This program: 1 of 3 attempts"));
    QCOMPARE(figure(reading, own, u"Fallback rate"_s).figure, u"10.0\u202F%"_s);
    QCOMPARE(figure(reading, own, u"Load time p95"_s).figure, u"12\u202Fms"_s);
    QCOMPARE(figure(reading, own, u"Load time p95"_s).difference, u"+100\u202F%"_s);
    QCOMPARE(figure(reading, own, u"Guardrail violation rate"_s).figure, u"2.0\u202F%"_s);
    QCOMPARE(figure(reading, own, u"Loads"_s).figure, u"1,000"_s);
    QCOMPARE(figure(reading, own, u"Notification lag"_s).figure, u"1.2\u202Fms"_s);
    QCOMPARE(figure(reading, own, u"Executions to roll up"_s).figure, u"12"_s);
    QCOMPARE(figure(reading, own, u"Alerts to deliver"_s).figure, u"0"_s);
    QCOMPARE(figure(reading, own, u"Last rollup"_s).figure, u"just now"_s);
    QCOMPARE(figure(reading, own, u"Last maintenance"_s).figure, u"50 min ago"_s);
    QCOMPARE(figure(reading, {}, u"Notification lag"_s).figure, u"–"_s);
}

void HealthTextsTest::differenceIsColouredWhereItIsReal()
{
    HealthReading reading = well();
    reading.day.fromFile = 6;
    reading.before.fromFile = 5;
    QCOMPARE(figure(reading, {}, u"Fallback rate"_s).tone, Verdict::Neutral);
    reading.day.fromFile = 60;
    QCOMPARE(figure(reading, {}, u"Fallback rate"_s).tone, Verdict::Bad);
    reading.before.failedAttempts = 40;
    QCOMPARE(figure(reading, {}, u"Connection success"_s).tone, Verdict::Good);
}

void HealthTextsTest::nearlyAllIsNotAll_data()
{
    QTest::addColumn<qint64>("part");
    QTest::addColumn<QString>("text");
    QTest::newRow("all") << qint64(10000) << u"100.0\u202F%"_s;
    QTest::newRow("nearly all") << qint64(9998) << u"99.98\u202F%"_s;
    QTest::newRow("half") << qint64(5000) << u"50.0\u202F%"_s;
    QTest::newRow("nearly none") << qint64(2) << u"0.02\u202F%"_s;
    QTest::newRow("none") << qint64(0) << u"0.0\u202F%"_s;
}

void HealthTextsTest::nearlyAllIsNotAll()
{
    QFETCH(qint64, part);
    QFETCH(QString, text);
    QCOMPARE(shareText(part, 10000), text);
}

void HealthTextsTest::withoutReportsThisProgramsOwn()
{
    HealthReading reading = well();
    QVERIFY(howToReport(reading).isEmpty());
    reading.day = {};
    QVERIFY(howToReport(reading).isEmpty()); // yesterday there were some
    reading.before = {};
    QVERIFY(howToReport(reading).contains(u"record_prompt_loads"));
    const KeyFigure connection = figure(reading, {.attempts = 4, .failures = 1}, u"This program's connection"_s);
    QCOMPARE(connection.figure, u"75.0\u202F%"_s);
    QVERIFY(connection.explanation.contains(u"No agent has reported"));
    QCOMPARE(figure(reading, {}, u"This program's connection"_s).figure, u"–"_s);
    for (const auto *name : {u"Fallback rate", u"Load time p95", u"Guardrail violation rate", u"Loads"})
        QCOMPARE(figure(reading, {}, QString::fromUtf16(name)).figure, u"–"_s);
}

void HealthTextsTest::waitingIsCountedUpToALimit()
{
    HealthReading reading = well();
    reading.state.waiting = HealthState::mostWaiting;
    QCOMPARE(figure(reading, {}, u"Executions to roll up"_s).figure, u"100,000"_s);
    reading.state.waiting = HealthState::mostWaiting + 1;
    QCOMPARE(figure(reading, {}, u"Executions to roll up"_s).figure, u"100,000+"_s);
}

void HealthTextsTest::daysAreTakenTogether()
{
    const QList<StorageFigure> tables = withoutDays(well().storage);
    QCOMPARE(tables.size(), 2);
    QCOMPARE(tables.at(1),
             (StorageFigure{
                 .table = u"prompt_executions"_s, .days = 2, .rows = 1500, .bytes = 1572864, .indexBytes = 786432}));
    QCOMPARE(totalOf(tables).bytes, totalOf(well().storage).bytes);
    QCOMPARE(totalText(tables), u"1.5 MB in all, 776.0 kB of it indexes; about 1,510 rows."_s);
    QList<StorageFigure> unknown = well().storage;
    unknown.last().rows.reset(); // as after a crash
    QVERIFY(!withoutDays(unknown).last().rows);
    QCOMPARE(totalText(unknown), u"1.5 MB in all, 776.0 kB of it indexes."_s);
    QCOMPARE(bytesText(512), u"512 bytes"_s);
}

QTEST_GUILESS_MAIN(HealthTextsTest)
#include "tst_healthtexts.moc"
