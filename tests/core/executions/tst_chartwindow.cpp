// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/chartwindow.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The part of a chart that is looked at.
class ChartWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenSeriesKeepColoursOfOthers();
    void cutsTimesAndValues();
    void neverFewerThanTwoPoints();
    void zoomKeepsWhatIsUnderTheMouse();
    void zoomingOutEndsWithAll();
    void panningStopsAtTheEnds();
    void windowStaysWhileTimeGoesOn();
    void distributionsAreNotCut();
    void pointsLieInTheMiddle();
    void saysWhatIsShown();
};

namespace
{

QDateTime day(int number)
{
    return {QDate(2026, 11, number), QTime(0, 0), QTimeZone::UTC};
}

/// Thirty days of two series; the second has intervals.
ChartData chart(int from = 1)
{
    ChartData made{.step = MetricQuery::Step::Day, .stacked = true};
    ChartSeries first{.name = u"one"_s};
    ChartSeries second{.name = u"two"_s};
    for (int number = from; number < from + 30; ++number) {
        made.times.append(day(1).addDays(number - 1));
        first.values.append(number);
        second.values.append(10 * number);
        second.intervals.append(Estimate{.value = 10.0 * number, .low = 0, .high = 1});
    }
    made.series = {first, second};
    return made;
}

} // namespace

void ChartWindowTest::hiddenSeriesKeepColoursOfOthers()
{
    const ChartData shown = shownPart(chart(), {u"one"_s}, {});
    QCOMPARE(shown.series.size(), 1);
    QCOMPARE(shown.series.at(0).name, u"two"_s);
    QCOMPARE(shown.series.at(0).color, 1);
    QCOMPARE(*shown.heightAt(0, 2), 30.0); // it stands on the ground
    QCOMPARE(shown.times.size(), 30);
}

void ChartWindowTest::cutsTimesAndValues()
{
    const ChartData shown = shownPart(chart(), {}, ChartWindow{.first = day(5), .last = day(9)});
    QCOMPARE(shown.times.size(), 5);
    QCOMPARE(shown.times.constFirst(), day(5));
    QCOMPARE(*shown.series.at(0).values.constFirst(), 5.0);
    QCOMPARE(shown.series.at(1).intervals.size(), 5);
    QCOMPARE(shown.series.at(1).intervals.constLast()->value, 90.0);
}

void ChartWindowTest::neverFewerThanTwoPoints()
{
    const auto narrow = windowBetween(chart(), day(7), day(7));
    QCOMPARE(narrow, (ChartWindow{.first = day(7), .last = day(8)}));
    QCOMPARE(windowBetween(chart(), day(30), day(30)), (ChartWindow{.first = day(29), .last = day(30)}));
    QCOMPARE(windowBetween(chart(), day(9), day(4)), (ChartWindow{.first = day(4), .last = day(9)})); // drawn backwards
    QCOMPARE(zoomed(chart(), narrow, 0.5, day(7)), narrow);
    QVERIFY(!windowBetween(chart(), day(1), day(30)));
    QVERIFY(!windowBetween({}, day(1), day(2)));
    ChartData two = chart();
    two.times.resize(2);
    QVERIFY(!windowBetween(two, day(1), day(1)));
}

void ChartWindowTest::zoomKeepsWhatIsUnderTheMouse()
{
    // Half as wide; what was a third from the left still is.
    const auto half = zoomed(chart(), {}, 0.5, day(11));
    QVERIFY(half);
    const auto width = half->first.daysTo(half->last);
    QVERIFY(width == 14 || width == 15);
    const double share = double(half->first.daysTo(day(11))) / double(width);
    QVERIFY(share > 0.28 && share < 0.40);
    QCOMPARE(zoomed(chart(), {}, 0.5, day(1))->first, day(1));
    QCOMPARE(zoomed(chart(), {}, 0.5, day(30))->last, day(30));
}

void ChartWindowTest::zoomingOutEndsWithAll()
{
    OptionalWindow window = ChartWindow{.first = day(20), .last = day(22)};
    int steps = 0;
    while (window && steps < 20) {
        const OptionalWindow wider = zoomed(chart(), window, 2, day(21));
        QVERIFY(!wider || wider->first.daysTo(wider->last) > window->first.daysTo(window->last));
        window = wider;
        ++steps;
    }
    QVERIFY(!window);
    QCOMPARE(steps, 4);
}

void ChartWindowTest::panningStopsAtTheEnds()
{
    const ChartWindow week{.first = day(10), .last = day(16)};
    QCOMPARE(panned(chart(), week, 3), (ChartWindow{.first = day(13), .last = day(19)}));
    QCOMPARE(panned(chart(), week, 300), (ChartWindow{.first = day(24), .last = day(30)}));
    QCOMPARE(panned(chart(), week, -300), (ChartWindow{.first = day(1), .last = day(7)}));
    QVERIFY(!panned(chart(), {}, 3));
}

void ChartWindowTest::windowStaysWhileTimeGoesOn()
{
    const OptionalWindow week = ChartWindow{.first = day(10), .last = day(16)};
    const ChartData tomorrow = chart(2);
    QCOMPARE(windowKept(tomorrow, week), week);
    QCOMPARE(shownPart(tomorrow, {}, week).times.constFirst(), day(10));
    QVERIFY(!windowKept(chart(11), week)); // its first day is not shown any more
    QVERIFY(!windowKept({}, week));
    const ChartData only = shownPart(tomorrow, {}, week); // which is all there is now
    QVERIFY(!windowKept(only, week));
}

void ChartWindowTest::distributionsAreNotCut()
{
    ChartData spread{.spans = {{.low = 1, .high = 2}, {.low = 2, .high = 4}},
                     .series = {{.name = u"v1"_s, .values = {0.5, 0.5}}}};
    QVERIFY(!windowKept(spread, ChartWindow{.first = day(1), .last = day(2)}));
    QCOMPARE(shownPart(spread, {}, {}).series.at(0).values.size(), 2);
    QCOMPARE(spread.positionOf(1), 1.5);
    QCOMPARE(spread.extentOf(1), (std::pair(1.0, 2.0)));
    QCOMPARE(spread.extent(), (std::pair(0.0, 2.0)));
}

/// What happens at a time of a day is drawn within that day.
void ChartWindowTest::pointsLieInTheMiddle()
{
    const ChartData data = chart();
    QCOMPARE(data.positionOf(0), double(day(1).addSecs(12 * 3600).toMSecsSinceEpoch()));
    QCOMPARE(data.extentOf(1), (std::pair(double(day(2).toMSecsSinceEpoch()), double(day(3).toMSecsSinceEpoch()))));
    QCOMPARE(data.extent().first, double(day(1).toMSecsSinceEpoch()));
    QCOMPARE(data.extent().second, double(day(30).addDays(1).toMSecsSinceEpoch()));
}

void ChartWindowTest::saysWhatIsShown()
{
    QCOMPARE(windowText(chart(), {.first = day(3), .last = day(9)}), u"3 Nov to 9 Nov"_s);
}

QTEST_GUILESS_MAIN(ChartWindowTest)
#include "tst_chartwindow.moc"
