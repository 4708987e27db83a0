// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/usage.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// How busy each hour of the week is.
class UsageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void busiestIsByMean();
    void hoursThatDidNotCome();
    void saysHowFarBackItGoes();
    void csvHasEveryHour();
};

namespace
{

QDateTime day(int number)
{
    return {QDate(2026, 11, number), QTime(0, 0), QTimeZone::UTC};
}

MetricPeriod days(int count)
{
    return {.since = day(30).addDays(-count), .until = day(30)};
}

/// Every hour of the week, so often.
QList<UsageHour> everyHour(int hours)
{
    QList<UsageHour> all;
    for (int weekday = 1; weekday <= weekdays; ++weekday) {
        for (int hour = 0; hour < dayHours; ++hour)
            all.append({.weekday = weekday, .hour = hour, .hours = hours});
    }
    return all;
}

} // namespace

/// Five Mondays with fifty executions are less busy than four Tuesdays with forty-four.
void UsageTest::busiestIsByMean()
{
    const UsageHour monday{.weekday = 1, .hour = 9, .hours = 5, .executions = 50};
    const UsageHour tuesday{.weekday = 2, .hour = 9, .hours = 4, .executions = 44};
    const UsageMap map = usageMap({u"UTC"_s, {monday, tuesday}}, days(30));
    QCOMPARE(map.most, 11.0);
    QCOMPARE(map.at(1, 9), monday);
    QCOMPARE(map.at(2, 9), tuesday);
    QCOMPARE(map.at(7, 23).weekday, 7);
    QCOMPARE(map.at(7, 23).hour, 23);
}

void UsageTest::hoursThatDidNotCome()
{
    const UsageMap map = usageMap({}, days(1));
    QVERIFY(map.isEmpty());
    QVERIFY(!executionsPerHour(map.at(3, 3)));
    QVERIFY(!successShare(map.at(3, 3)));
    QCOMPARE(perHourText(0), u"0"_s);
    QCOMPARE(perHourText(0.25), u"0.3"_s);
    QCOMPARE(hourText(23), u"23:00 to 00:00"_s);
}

void UsageTest::saysHowFarBackItGoes()
{
    QVERIFY(usageMap({u"Europe/Berlin"_s, everyHour(4)}, days(28)).subtitle.endsWith(u"Europe/Berlin"));
    QVERIFY(usageMap({u"Europe/Berlin"_s, everyHour(13)}, days(700)).subtitle.endsWith(u"of the last 91 days"));
}

void UsageTest::csvHasEveryHour()
{
    const UsageHour monday{
        .weekday = 1, .hour = 1, .hours = 2, .executions = 3, .successes = 2, .priced = 1, .costUsd = 0.5};
    const QStringList lines = toCsv(usageMap({u"UTC"_s, {monday}}, days(14))).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 169);
    QCOMPARE(lines.at(2), u"Monday,1,2,3,2,1,0.5"_s);
    QCOMPARE(lines.constLast(), u"Sunday,23,0,0,0,0,0"_s);
}

QTEST_GUILESS_MAIN(UsageTest)
#include "tst_usage.moc"
