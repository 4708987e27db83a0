// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/keyfigures.h"
#include "core/executions/metricformat.h"
#include "core/executions/metricperiod.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// How figures and times are written, and into which points a time is cut.
class MetricTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_data();
    void figures();
    void executionsAreCounted();
    void differences();
    void amountsBelowEachOther_data();
    void amountsBelowEachOther();
    void ticks();
    void rangesEndNow();
    void allTimeChoosesItsStep();
    void earlierPeriodIsEquallyLong();
    void lastHourIsByTheMinute();
    void chosenTimesHaveFittingPoints_data();
    void chosenTimesHaveFittingPoints();
    void chosenTimesEndNow();
};

namespace
{

QDateTime utc(int year, int month, int day, int hour = 0, int minute = 0)
{
    return {QDate(year, month, day), QTime(hour, minute), QTimeZone::UTC};
}

/// Spaces that do not break are as good as others for a reader.
QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ');
}

} // namespace

void MetricTextsTest::figures_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("exact");
    QTest::newRow("count") << int(Unit::Count) << 192829.0 << u"192,829"_s << u"192,829"_s;
    QTest::newRow("tokens") << int(Unit::Tokens) << 9204881.0 << u"9,204,881"_s << u"9,204,881"_s;
    QTest::newRow("many tokens") << int(Unit::Tokens) << 41204881.0 << u"41.2 M"_s << u"41,204,881"_s;
    QTest::newRow("more tokens") << int(Unit::Tokens) << 12345678901.0 << u"12.3 bn"_s << u"12,345,678,901"_s;
    QTest::newRow("no cost") << int(Unit::Money) << 0.0 << u"$0.00"_s << u"$0.0000"_s;
    QTest::newRow("a call") << int(Unit::Money) << 0.0011234 << u"$0.00112"_s << u"$0.001123"_s;
    QTest::newRow("a day") << int(Unit::Money) << 221.404 << u"$221.40"_s << u"$221.4040"_s;
    QTest::newRow("a year") << int(Unit::Money) << 81234.5 << u"$81,235"_s << u"$81,234.5000"_s;
    QTest::newRow("quick") << int(Unit::Duration) << 84.4 << u"84 ms"_s << u"84.4 ms"_s;
    QTest::newRow("slow") << int(Unit::Duration) << 2047.0 << u"2.05 s"_s << u"2.047 s"_s;
    QTest::newRow("rounded up") << int(Unit::Duration) << 9997.0 << u"10.0 s"_s << u"9.997 s"_s;
    QTest::newRow("a second") << int(Unit::Duration) << 999.7 << u"1.00 s"_s << u"999.7 ms"_s;
    QTest::newRow("a tenth of a cent") << int(Unit::Money) << 0.00099996 << u"$0.00100"_s << u"$0.001000"_s;
    QTest::newRow("very slow") << int(Unit::Duration) << 125000.0 << u"125 s"_s << u"125.0 s"_s;
    QTest::newRow("rate") << int(Unit::Rate) << 0.98213 << u"98.2 %"_s << u"98.21 %"_s;
    QTest::newRow("score") << int(Unit::Score) << 0.918 << u"0.92"_s << u"0.918"_s;
}

void MetricTextsTest::figures()
{
    QFETCH(int, unit);
    QFETCH(double, value);
    QTEST(plain(figureText(Unit(unit), value)), "text");
    QTEST(plain(exactText(Unit(unit), value)), "exact");
}

void MetricTextsTest::executionsAreCounted()
{
    QCOMPARE(executionsText(0), u"0 executions"_s);
    QCOMPARE(executionsText(1), u"1 execution"_s);
    QCOMPARE(executionsText(41208), u"41,208 executions"_s);
}

void MetricTextsTest::differences()
{
    const Difference wide{.change = {.value = -11.2, .low = -34.3, .high = -3}};
    QVERIFY(changeText(Unit::Duration, wide, 23.2).contains(u"100"_s)); // by more than all of it nothing falls
    QVERIFY(!changeText(Unit::Duration, wide, 23.2).contains(u"148"_s));
    QCOMPARE(plain(differenceText(Unit::Rate, 0.004)), u"+0.4 pts"_s);
    QCOMPARE(plain(differenceText(Unit::Rate, -0.0091)), u"\u22120.9 pts"_s);
    QCOMPARE(plain(differenceText(Unit::Rate, 0.0001)), u"0.0 pts"_s);
    QCOMPARE(differenceText(Unit::Score, 0.012), u"+0.01"_s);
    QCOMPARE(plain(growthText(104.1, 100)), u"+4.1 %"_s);
    QCOMPARE(plain(growthText(50, 100)), u"\u221250 %"_s);
    QCOMPARE(growthText(1, 0), QString());
    QCOMPARE(plain(growthText(999, 100)), u"+899 %"_s);
    QCOMPARE(growthText(1000, 100), u"×10"_s);
    QCOMPARE(growthText(19'085.71, 1), u"×19,086"_s);
}

void MetricTextsTest::amountsBelowEachOther_data()
{
    QTest::addColumn<QList<double>>("amounts");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("none") << QList<double>{} << QStringList{};
    QTest::newRow("one") << QList<double>{0.4} << QStringList{u"$0.400"_s};
    QTest::newRow("dollars") << QList<double>{2.654, 0.81, 0} << QStringList{u"$2.65"_s, u"$0.81"_s, u"$0.00"_s};
    QTest::newRow("of a call") << QList<double>{0.000967, 0.00304} << QStringList{u"$0.00097"_s, u"$0.00304"_s};
    QTest::newRow("far apart") << QList<double>{221.404, 0.0031} << QStringList{u"$221.404"_s, u"$0.003"_s};
    QTest::newRow("many") << QList<double>{81234.5, 12.3} << QStringList{u"$81,234.50"_s, u"$12.30"_s};
    QTest::newRow("only many") << QList<double>{81234.5, 12000} << QStringList{u"$81,235"_s, u"$12,000"_s};
}

void MetricTextsTest::amountsBelowEachOther()
{
    QFETCH(const QList<double>, amounts);
    QStringList texts;
    for (const double amount : amounts)
        texts.append(moneyText(amount, moneyDigits(amounts)));
    QTEST(texts, "texts");
}

void MetricTextsTest::ticks()
{
    QCOMPARE(tickText(Unit::Money, 40, 20), u"$40"_s);
    QCOMPARE(tickText(Unit::Money, 0.004, 0.002), u"$0.004"_s);
    QCOMPARE(tickText(Unit::Money, 0, 20), u"0"_s);
    QCOMPARE(plain(tickText(Unit::Rate, 0.97, 0.01)), u"97 %"_s);
    QCOMPARE(plain(tickText(Unit::Rate, 0.975, 0.005)), u"97.5 %"_s);
    QCOMPARE(plain(tickText(Unit::Duration, 1500, 500)), u"1.5 s"_s);
    QCOMPARE(plain(tickText(Unit::Duration, 40, 20)), u"40 ms"_s);
}

void MetricTextsTest::rangesEndNow()
{
    const QDateTime now = utc(2026, 11, 21, 14, 20);
    const MetricPeriod day = periodOf(TimeRange::Day, now);
    QCOMPARE(day.step, MetricQuery::Step::Hour);
    QCOMPARE(day.points().size(), 24);
    QCOMPARE(day.points().constLast(), utc(2026, 11, 21, 14));
    QCOMPARE(periodOf(TimeRange::Week, now).points().size(), 7 * 24);
    const MetricPeriod month = periodOf(TimeRange::Month, now);
    QCOMPARE(month.step, MetricQuery::Step::Day);
    QCOMPARE(month.since, utc(2026, 10, 23));
    QCOMPARE(month.until, now);
    QCOMPARE(month.points().size(), 30);
    QCOMPARE(periodOf(TimeRange::Quarter, now).points().size(), 90);
}

void MetricTextsTest::allTimeChoosesItsStep()
{
    const QDateTime now = utc(2026, 11, 21, 14, 20);
    QCOMPARE(periodOf(TimeRange::All, now, utc(2026, 6, 1)).step, MetricQuery::Step::Day);
    const MetricPeriod years = periodOf(TimeRange::All, now, utc(2024, 2, 1));
    QCOMPARE(years.step, MetricQuery::Step::Month);
    QCOMPARE(years.points().size(), 34);
    QCOMPARE(periodOf(TimeRange::All, now).points().size(), 1); // nothing ever ran
}

void MetricTextsTest::earlierPeriodIsEquallyLong()
{
    const MetricPeriod now = periodOf(TimeRange::Month, utc(2026, 11, 21, 14, 20));
    const MetricPeriod earlier = earlierPeriod(now);
    QCOMPARE(earlier.until, now.since);
    QCOMPARE(earlier.since, utc(2026, 9, 23, 10)); // 29 days and 14 hours
}

void MetricTextsTest::lastHourIsByTheMinute()
{
    const MetricPeriod hour = periodOf(TimeRange::Hour, utc(2026, 11, 21, 14, 20).addSecs(15));
    QVERIFY(hour.isRecent());
    QCOMPARE(hour.points().size(), 60);
    QCOMPARE(hour.points().constLast(), utc(2026, 11, 21, 14, 20));
    const MetricPeriod before = earlierPeriod(hour);
    QCOMPARE(before.until, hour.since);
    QCOMPARE(before.since.secsTo(before.until), hour.since.secsTo(hour.until)); // to the second
}

void MetricTextsTest::chosenTimesHaveFittingPoints_data()
{
    QTest::addColumn<QDateTime>("since");
    QTest::addColumn<QDateTime>("until");
    QTest::addColumn<MetricQuery::Step>("step");
    QTest::addColumn<qsizetype>("points");
    using Step = MetricQuery::Step;
    QTest::newRow("this morning") << utc(2026, 11, 21, 9, 7) << utc(2026, 11, 21, 11) << Step::Minute << qsizetype{113};
    QTest::newRow("last week") << utc(2026, 11, 14, 9, 30) << utc(2026, 11, 14, 11) << Step::Hour << qsizetype{2};
    QTest::newRow("a week") << utc(2026, 11, 10) << utc(2026, 11, 17) << Step::Hour << qsizetype{168};
    QTest::newRow("its hours are forgotten") << utc(2026, 1, 10) << utc(2026, 1, 12) << Step::Day << qsizetype{2};
    QTest::newRow("a quarter") << utc(2026, 7, 1) << utc(2026, 10, 1) << Step::Day << qsizetype{92};
    QTest::newRow("two years") << utc(2024, 1, 1) << utc(2026, 1, 1) << Step::Month << qsizetype{24};
}

void MetricTextsTest::chosenTimesHaveFittingPoints()
{
    QFETCH(QDateTime, since);
    QFETCH(QDateTime, until);
    const MetricPeriod period = customPeriod(since, until, utc(2026, 11, 21, 14, 20), 90);
    QTEST(period.step, "step");
    QTEST(period.points().size(), "points");
    QCOMPARE(period.until, until);
}

void MetricTextsTest::chosenTimesEndNow()
{
    const QDateTime now = utc(2026, 11, 21, 14, 20);
    QCOMPARE(customPeriod(utc(2026, 11, 1), utc(2027, 11, 1), now, 90).until, now);
    QVERIFY(problemOf(utc(2026, 11, 1), utc(2027, 11, 1), now).isEmpty());
    QVERIFY(!problemOf(utc(2026, 12, 1), utc(2027, 11, 1), now).isEmpty());
    QVERIFY(!problemOf(utc(2026, 11, 1), utc(2026, 11, 1), now).isEmpty());
}

QTEST_GUILESS_MAIN(MetricTextsTest)
#include "tst_metrictexts.moc"
