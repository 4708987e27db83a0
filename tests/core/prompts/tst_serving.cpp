// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/serving.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime begin(QDate(2026, 3, 2), QTime(12, 0));

Activation change(int previous, int active, int days, const QString &environment = u"production"_s)
{
    Activation made;
    made.environment = environment;
    made.previous = previous;
    made.active = active;
    made.at = begin.addDays(days);
    return made;
}

} // namespace

class ServingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreThoseBetweenActivations();
    void environmentsStandApart();
    void aLogThatBeginsInTheMiddle();
    void whatWasSwitchedOffLast();
    void texts();
};

void ServingTest::timesAreThoseBetweenActivations()
{
    // v1, v2, back to v1, nothing.
    const Servings servings = servingsOf({change(1, 0, 9), change(2, 1, 5), change(1, 2, 3), change(0, 1, 0)});
    const QString place = u"production"_s;
    QCOMPARE(servings.value(1),
             (QList<Serving>{{place, begin.addDays(5), begin.addDays(9)}, {place, begin, begin.addDays(3)}}));
    QCOMPARE(servings.value(2), (QList<Serving>{{place, begin.addDays(3), begin.addDays(5)}}));
    QVERIFY(!servings.contains(0));
    QVERIFY(servingsOf({}).isEmpty());
}

void ServingTest::environmentsStandApart()
{
    const QString staging = u"staging"_s;
    const Servings servings = servingsOf({change(1, 2, 4, staging), change(0, 1, 2), change(0, 1, 1, staging)});
    QCOMPARE(servings.value(1),
             (QList<Serving>{{u"production"_s, begin.addDays(2), {}}, {staging, begin.addDays(1), begin.addDays(4)}}));
    QCOMPARE(servings.value(2), (QList<Serving>{{staging, begin.addDays(4), {}}}));
}

void ServingTest::whatWasSwitchedOffLast()
{
    const QString place = u"production"_s;
    QCOMPARE(lastSwitchedOff({}, place), 0);
    QCOMPARE(lastSwitchedOff({change(1, 2, 2), change(0, 1, 1)}, place), 0);
    const QList<Activation> log{change(0, 3, 6), change(4, 0, 5, u"staging"_s),
                                change(2, 0, 4), change(0, 2, 3),
                                change(1, 0, 2), change(0, 1, 1)};
    QCOMPARE(lastSwitchedOff(log, place), 2);
    QCOMPARE(lastSwitchedOff(log, u"staging"_s), 4);
    QCOMPARE(lastSwitchedOff(log, u"elsewhere"_s), 0);
}

void ServingTest::aLogThatBeginsInTheMiddle()
{
    const Servings servings = servingsOf({change(3, 4, 1)});
    QCOMPARE(servings.value(3), (QList<Serving>{{u"production"_s, {}, begin.addDays(1)}}));
}

void ServingTest::texts()
{
    const QDateTime now = begin.addDays(60);
    const Serving past{u"production"_s, begin, begin.addDays(38)};
    QCOMPARE(servingDays(past, now), u"2 Mar to 9 Apr"_s);
    QCOMPARE(servingDays(past, now.addYears(1)), u"2 Mar 2026 to 9 Apr 2026"_s);
    QCOMPARE(servingDays({u"production"_s, begin, begin.addSecs(60)}, now), u"2 Mar"_s);
    QCOMPARE(servingDays({u"production"_s, begin, {}}, now), u"since 2 Mar"_s);
    QCOMPARE(servingDays({u"production"_s, {}, begin}, now), u"until 2 Mar"_s);
    QCOMPARE(servingText(past), u"Served in production from Mon 2 Mar 2026, 12:00:00 to Thu 9 Apr 2026, 12:00:00"_s);
    QCOMPARE(servingText({u"staging"_s, begin, {}}), u"Serves in staging since Mon 2 Mar 2026, 12:00:00"_s);
    QCOMPARE(servingText({u"staging"_s, {}, begin}), u"Served in staging until Mon 2 Mar 2026, 12:00:00"_s);
}

QTEST_GUILESS_MAIN(ServingTest)
#include "tst_serving.moc"
