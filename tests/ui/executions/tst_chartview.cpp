// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcard.h"
#include "ui/executions/chartcolors.h"
#include "ui/executions/chartlegend.h"
#include "ui/executions/chartview.h"

#include <QAbstractButton>
#include <QAreaSeries>
#include <QComboBox>
#include <QLineSeries>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <iterator>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Charts by mouse and keys: zoom, the way back, series that hide.
class ChartViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keysZoomAndComeBack();
    void dragChoosesATime();
    void wheelZoomsWithControlOnly();
    void shiftMoves();
    void escapeOfTheWholeGoesOn();
    void marksSayWhoAndWhy();
    void pointsSayWhatServed();
    void legendHidesSeries();
    void lastSeriesStays();
    void legendByKeys();
    void zoomIsToldAndOffered();
    void figuresThatComeKeepTheZoom();
    void legendTakesLinesBeforeItShortensNames();
    void otherColoursKeepTheSeries();
    void hiddenChartChangesColoursWhenShown();
    void chartStaysWithinItsCard();
    void axisThatDoesNotBeginAtZeroSaysSo();
    void bandsReachAsFarAsIntervals();
    void amountsFillTheirDays();
    void notesCoverNothing();
    void chartOfNothingSaysWhy();

private:
    [[nodiscard]] ChartView *view() const { return m_card->findChild<ChartView *>(); }
    [[nodiscard]] QAbstractButton *legend(int place) const
    {
        return m_card->findChild<QAbstractButton *>(u"legend%1"_s.arg(place));
    }
    void turnWheel(int delta, Qt::KeyboardModifiers modifiers) const;

    std::unique_ptr<ChartCard> m_card;
};

namespace
{

QDateTime day(int number)
{
    return QDateTime(QDate(2026, 11, 1), QTime(0, 0), QTimeZone::UTC).addDays(number - 1);
}

ChartData chart(double last = 30)
{
    ChartData made{.title = u"Cost"_s,
                   .subtitle = u"USD a day"_s,
                   .unit = Unit::Money,
                   .step = MetricQuery::Step::Day,
                   .stacked = true,
                   .pointHeader = u"Time"_s};
    ChartSeries first{.name = u"one"_s};
    ChartSeries second{.name = u"two"_s};
    for (int number = 1; number <= 30; ++number) {
        made.times.append(day(number));
        first.values.append(number);
        second.values.append(10 * number);
    }
    first.values.last() = last;
    made.series = {first, second};
    return made;
}

} // namespace

void ChartViewTest::init()
{
    m_card = std::make_unique<ChartCard>(u"cost"_s);
    m_card->setData(chart());
    m_card->resize(700, 300);
    m_card->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_card.get()));
}

void ChartViewTest::turnWheel(int delta, Qt::KeyboardModifiers modifiers) const
{
    const QPointF middle = QRectF(view()->viewport()->rect()).center();
    QWheelEvent event(middle, view()->viewport()->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(view()->viewport(), &event);
}

void ChartViewTest::keysZoomAndComeBack()
{
    const QSignalSpy told(view(), &ChartView::windowChanged);
    QTest::keyClick(view(), Qt::Key_End);
    QCOMPARE(view()->chosenPoint(), 29);
    QTest::keyClick(view(), Qt::Key_Plus);
    QCOMPARE(view()->shown().times.constLast(), day(30));
    QVERIFY(view()->shown().times.size() < 18);
    QCOMPARE(view()->data().times.size(), 30);
    QTest::keyClick(view(), Qt::Key_Minus);
    QCOMPARE(view()->shown().times.size(), 30);
    QTest::keyClick(view(), Qt::Key_Plus);
    QTest::keyClick(view(), Qt::Key_0);
    QVERIFY(!view()->window());
    QTest::keyClick(view(), Qt::Key_Plus);
    QTest::keyClick(view(), Qt::Key_Escape);
    QVERIFY(!view()->window());
    QCOMPARE(told.count(), 6);
}

void ChartViewTest::dragChoosesATime()
{
    const QRect plot = view()->chart()->plotArea().toRect();
    QWidget *viewport = view()->viewport();
    const int y = plot.center().y();
    QTest::mousePress(viewport, Qt::LeftButton, {}, {plot.left() + plot.width() / 3 + 4, y});
    QTest::mouseMove(viewport, {plot.left() + plot.width() / 2 - 4, y});
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, {plot.left() + plot.width() / 2 - 4, y});
    QVERIFY(view()->window());
    QCOMPARE(view()->window(), (ChartWindow{.first = day(11), .last = day(15)}));
    QTest::mouseDClick(viewport, Qt::LeftButton, {}, plot.center());
    QVERIFY(!view()->window());
    QTest::mouseClick(viewport, Qt::LeftButton, {}, plot.center()); // is no drag
    QVERIFY(!view()->window());
}

void ChartViewTest::wheelZoomsWithControlOnly()
{
    turnWheel(120, Qt::NoModifier);
    QVERIFY(!view()->window());
    turnWheel(120, Qt::ControlModifier);
    QVERIFY(view()->window());
    turnWheel(-120, Qt::ControlModifier);
    turnWheel(-120, Qt::ControlModifier);
    QVERIFY(!view()->window());
}

void ChartViewTest::shiftMoves()
{
    view()->setWindow(ChartWindow{.first = day(10), .last = day(17)});
    QTest::keyClick(view(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(view()->window(), (ChartWindow{.first = day(8), .last = day(15)}));
    turnWheel(-120, Qt::ShiftModifier);
    QCOMPARE(view()->window()->first, day(9));
    const QRect plot = view()->chart()->plotArea().toRect();
    const QPoint from = plot.center();
    const QPoint to = from + QPoint(2 * plot.width() / 8, 0); // two of the eight days shown
    QTest::mousePress(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(view()->viewport(), to);
    QTest::mouseRelease(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, to);
    QCOMPARE(view()->window(), (ChartWindow{.first = day(7), .last = day(14)}));
}

/// Where nothing is zoomed, Esc is somebody else's.
void ChartViewTest::escapeOfTheWholeGoesOn()
{
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    escape.accept();
    QApplication::sendEvent(view(), &escape);
    QVERIFY(!escape.isAccepted());
}

void ChartViewTest::marksSayWhoAndWhy()
{
    ChartData data = chart();
    data.marks = {{.at = day(10).addSecs(12 * 3600), .label = u"v3"_s, .explanation = u"v3 activated\nada <Ltd>"_s}};
    m_card->setData(data);
    const QRect plot = view()->chart()->plotArea().toRect();
    const QPoint onMark(plot.left() + int(plot.width() * 9.5 / 30) + 2, plot.center().y());
    QTest::mouseMove(view()->viewport(), onMark + QPoint(60, 0));
    QTRY_VERIFY(view()->chosenPoint() >= 0);
    QVERIFY(!view()->accessibleDescription().contains(u"activated"));
    QTest::mouseMove(view()->viewport(), onMark);
    QTRY_COMPARE(view()->accessibleDescription(), u"v3 activated<br>ada &lt;Ltd&gt;"_s);
    QVERIFY(view()->describe(9).contains(u"v3 activated")); // for those who come by key
    QVERIFY(!view()->describe(8).contains(u"v3 activated"));
}

void ChartViewTest::pointsSayWhatServed()
{
    ChartData data = chart();
    data.bands = {{.from = day(1), .to = day(10).addSecs(3600), .label = u"v2"_s},
                  {.from = day(10).addSecs(3600), .to = day(31), .label = u"v3"_s}};
    m_card->setData(data);
    QVERIFY(view()->describe(3).contains(u">v2<"));
    QVERIFY(view()->describe(9).contains(u"v2, v3"));
    QVERIFY(view()->describe(10).contains(u">v3<"));
}

void ChartViewTest::legendHidesSeries()
{
    QTest::mouseClick(legend(0), Qt::LeftButton);
    QCOMPARE(view()->shown().series.size(), 1);
    QCOMPARE(view()->shown().series.at(0).name, u"two"_s);
    QVERIFY(!legend(0)->isChecked());
    QVERIFY(legend(0)->toolTip().startsWith(u"Show"));
    QVERIFY(!view()->describe(3).contains(u"one"));
    QTest::mouseClick(legend(0), Qt::LeftButton);
    QCOMPARE(view()->shown().series.size(), 2);
}

void ChartViewTest::lastSeriesStays()
{
    QTest::mouseClick(legend(1), Qt::LeftButton);
    QTest::mouseClick(legend(0), Qt::LeftButton);
    QCOMPARE(view()->shown().series.size(), 1);
    QVERIFY(legend(0)->isChecked());
}

void ChartViewTest::legendByKeys()
{
    m_card->activateWindow();
    legend(0)->setFocus();
    QTest::keyClick(legend(0), Qt::Key_Right);
    QCOMPARE(legend(1)->focusPolicy(), Qt::TabFocus);
    QCOMPARE(legend(0)->focusPolicy(), Qt::NoFocus);
    QTest::keyClick(legend(1), Qt::Key_Space);
    QCOMPARE(view()->shown().series.at(0).name, u"one"_s);
    QTest::keyClick(legend(1), Qt::Key_Right); // the last one
    QCOMPARE(legend(1)->focusPolicy(), Qt::TabFocus);
}

void ChartViewTest::zoomIsToldAndOffered()
{
    auto *all = m_card->findChild<QToolButton *>(u"costShowAll"_s);
    auto *use = m_card->findChild<QToolButton *>(u"costUseTime"_s);
    QVERIFY(all->isHidden());
    QSignalSpy chosen(m_card.get(), &ChartCard::timeChosen);
    m_card->setWindow(ChartWindow{.first = day(3), .last = day(9)});
    QVERIFY(!all->isHidden() && !use->isHidden());
    use->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toDateTime(), day(3));
    QCOMPARE(chosen.at(0).at(1).toDateTime(), day(10)); // with all of the last day
    const QSignalSpy told(m_card.get(), &ChartCard::windowChanged);
    all->click();
    QCOMPARE(told.count(), 1);
    QVERIFY(!view()->window() && all->isHidden());
}

void ChartViewTest::figuresThatComeKeepTheZoom()
{
    m_card->setWindow(ChartWindow{.first = day(25), .last = day(30)});
    QTest::mouseClick(legend(1), Qt::LeftButton);
    m_card->setData(chart(99));
    QCOMPARE(view()->window()->first, day(25));
    QCOMPARE(*view()->shown().series.at(0).values.constLast(), 99.0);
    QCOMPARE(view()->shown().series.size(), 1);
    ChartData hours = chart();
    hours.step = MetricQuery::Step::Hour;
    for (QDateTime &time : hours.times)
        time = time.addYears(1);
    m_card->setData(hours);
    QVERIFY(!view()->window());
}

void ChartViewTest::legendTakesLinesBeforeItShortensNames()
{
    const auto *names = m_card->findChild<ChartLegend *>();
    const int line = names->sizeHint().height();
    QCOMPARE(names->height(), line);
    ChartData data = chart();
    const ChartSeries pattern = data.series.constFirst();
    data.series.clear();
    for (int number = 0; number < 5; ++number) {
        data.series.append(pattern);
        data.series.last().name = u"customer-support-reply-drafting-%1"_s.arg(number);
    }
    m_card->setData(data);
    QTRY_VERIFY(names->height() > line);
    QVERIFY(names->height() <= 3 * line);
    for (int number = 0; number < 5; ++number) {
        const QAbstractButton *button = legend(number);
        QVERIFY(button->width() > button->fontMetrics().horizontalAdvance(button->text())); // in full
        QVERIFY(QRect(-4, 0, names->width() + 4, names->height()).contains(button->geometry()));
        QVERIFY(button->toolTip().contains(data.series.at(number).name));
    }
    for (ChartSeries &series : data.series)
        series.name = series.name.repeated(6);
    m_card->setData(data);
    QTRY_VERIFY(names->height() <= 3 * line);
    QVERIFY(legend(4)->geometry().bottom() < names->height());
    QVERIFY(legend(4)->toolTip().contains(data.series.at(4).name)); // where there is no room
    m_card->setData(chart());
    QTRY_COMPARE(names->height(), line);
}

/// A dashboard gives cards a height, and the lower edge of what has the focus has to be seen.
void ChartViewTest::chartStaysWithinItsCard()
{
    ChartData data = chart();
    const ChartSeries pattern = data.series.constFirst();
    data.series.clear();
    for (int number = 0; number < 5; ++number) {
        data.series.append(pattern);
        data.series.last().name = u"customer-support-reply-drafting-%1"_s.arg(number);
    }
    auto *box = new QComboBox;
    m_card->addToHeader(box);
    m_card->setData(data);
    m_card->setMinimumHeight(296);
    m_card->resize(500, 296);
    const auto *names = m_card->findChild<ChartLegend *>();
    QTRY_COMPARE(names->height(), 3 * names->sizeHint().height());
    QTRY_COMPARE(m_card->size(), QSize(500, 296));
    const QRect placed(view()->mapTo(m_card.get(), QPoint()), view()->size());
    QVERIFY2(m_card->rect().contains(placed), qPrintable(u"%1"_s.arg(placed.bottom())));
}

/// Making them anew takes many times as long as painting them.
void ChartViewTest::otherColoursKeepTheSeries()
{
    const QList<QAbstractSeries *> before = view()->chart()->series();
    m_card->setPalette(darkPalette());
    QCOMPARE(view()->chart()->series(), before);
    auto *area = qobject_cast<QAreaSeries *>(before.constFirst());
    QVERIFY(area);
    QCOMPARE(area->brush().color(), seriesColor(0, colors(darkPalette())));
    m_card->setPalette(lightPalette());
    QCOMPARE(area->brush().color(), seriesColor(0, colors(lightPalette())));
}

void ChartViewTest::hiddenChartChangesColoursWhenShown()
{
    m_card->setPalette(lightPalette());
    auto *area = qobject_cast<QAreaSeries *>(view()->chart()->series().constFirst());
    QVERIFY(area);
    m_card->hide();
    m_card->setPalette(darkPalette());
    QCOMPARE(area->brush().color(), seriesColor(0, colors(lightPalette())));
    m_card->show();
    QCOMPARE(area->brush().color(), seriesColor(0, colors(darkPalette())));
}

void ChartViewTest::axisThatDoesNotBeginAtZeroSaysSo()
{
    QVERIFY(!view()->accessibleName().contains(u"axis from"));
    ChartData rates = chart();
    rates.unit = Unit::Rate;
    rates.stacked = false;
    rates.series.resize(1);
    for (auto &value : rates.series[0].values)
        value = 0.97;
    m_card->setData(rates);
    QVERIFY2(view()->accessibleName().contains(axisNote(rates)), qPrintable(view()->accessibleName()));
    QVERIFY(!axisNote(rates).isEmpty());
}

namespace
{

/// The first points are of few executions, and the last day goes on.
ChartData rates()
{
    ChartData made = chart();
    const QDateTime today(QDateTime::currentDateTimeUtc().date(), QTime(0, 0), QTimeZone::UTC);
    for (qsizetype i = 0; i < made.times.size(); ++i)
        made.times[i] = today.addDays(i + 1 - made.times.size());
    made.unit = Unit::Rate;
    made.stacked = false;
    made.series.resize(1);
    ChartSeries &series = made.series[0];
    for (qsizetype i = 0; i < made.times.size(); ++i) {
        series.values[i] = 0.97;
        series.intervals.append(i < 3 ? Estimate{0.97, 0.3, 1} : Estimate{0.97, 0.96, 0.98});
    }
    return made;
}

} // namespace

/// The plot cuts them; moved to its edge, each point would bend the lines to its neighbours.
void ChartViewTest::bandsReachAsFarAsIntervals()
{
    m_card->setData(rates());
    auto *band = qobject_cast<QAreaSeries *>(view()->chart()->series().constFirst());
    QVERIFY(band);
    QCOMPARE(band->lowerSeries()->at(0).y(), 0.3);
    QVERIFY(valueTicks(view()->shown()).low > 0.9);
}

/// What a version costs begins on the day on which it begins to serve, not on a slope from the day before.
void ChartViewTest::amountsFillTheirDays()
{
    ChartData data = chart();
    data.series.resize(1);
    for (qsizetype i = 0; i < 10; ++i)
        data.series[0].values[i] = 0.0;
    data.series[0].values[10] = 20.0;
    data.marks = {{.at = day(11).addSecs(3600), .label = u"v2"_s, .explanation = u"v2 activated"_s}};
    m_card->setData(data);
    const auto *area = qobject_cast<QAreaSeries *>(view()->chart()->series().constFirst());
    QVERIFY(area);
    const QList<QPointF> points = area->upperSeries()->points();
    const auto isZero = [](const QPointF &point) { return point.y() == 0; };
    const auto first = std::ranges::find_if_not(points, isZero);
    QVERIFY(first != points.end());
    QCOMPARE(*first, QPointF(double(day(11).toMSecsSinceEpoch()), 20));
    QCOMPARE(*std::next(first), QPointF(double(day(12).toMSecsSinceEpoch()), 20));
    QCOMPARE(*std::prev(first), QPointF(double(day(11).toMSecsSinceEpoch()), 0));

    // Pointed at anywhere, a day is named.
    const QRectF plot = view()->chart()->plotArea();
    for (const double share : {10.1, 10.9}) {
        QTest::mouseMove(view()->viewport(),
                         QPointF(plot.left() + plot.width() * share / 30, plot.center().y()).toPoint());
        QTRY_COMPARE(view()->chosenPoint(), 10);
    }
    QVERIFY2(view()->describe(10).contains(u"11 Nov 2026"), qPrintable(view()->describe(10)));

    // Nothing before today is pale.
    ChartData unfinished = chart();
    unfinished.series.resize(1);
    unfinished.times = rates().times;
    for (auto &value : unfinished.series[0].values)
        value = 30.0;
    m_card->setData(unfinished);
    const QImage drawn = view()->viewport()->grab().toImage();
    const double each = view()->chart()->plotArea().width() / 30;
    const int y = int(plot.bottom()) - 20;
    const auto colorAt = [&](double days) { return drawn.pixelColor(int(plot.left() + days * each), y); };
    QCOMPARE(colorAt(28.8), colorAt(20.5));
    QVERIFY(colorAt(29.4) != colorAt(20.5));
}

void ChartViewTest::notesCoverNothing()
{
    m_card->setData(rates());
    QVERIFY(axisNote(rates()).contains(u"cut"));
    const QColor surface = colors(view()->palette()).surface;
    const auto at = [this](const QPoint &place) { return view()->viewport()->grab().toImage().pixelColor(place); };
    const QRect plot = view()->chart()->plotArea().toRect();
    QVERIFY(at(plot.bottomLeft() + QPoint(20, -14)) != surface); // within the first intervals
    ChartData amounts = chart();
    amounts.times = rates().times;
    m_card->setData(amounts);
    QVERIFY(at(plot.bottomRight() + QPoint(-16, -14)) != surface); // within what the last day has so far
}

void ChartViewTest::chartOfNothingSaysWhy()
{
    ChartData data = chart();
    data.series.clear();
    data.nothing = u"No execution has a cost."_s;
    m_card->setData(data);
    QCOMPARE(view()->nothingText(), data.nothing);
    QVERIFY2(view()->accessibleName().contains(data.nothing), qPrintable(view()->accessibleName()));
    const QRect axis(4, 4, int(view()->chart()->plotArea().left()) - 8, view()->height() - 8); // within its frame
    const QImage room = view()->viewport()->grab(axis).toImage();
    for (int y = 0; y < room.height(); ++y) {
        for (int x = 0; x < room.width(); ++x)
            QCOMPARE(room.pixelColor(x, y), room.pixelColor(0, 0)); // no axis
    }
    data = chart();
    data.nothing = u"No execution has a cost."_s;
    m_card->setData(data);
    QVERIFY(view()->nothingText().isEmpty());
    QVERIFY(!view()->accessibleName().contains(data.nothing));
}

QTEST_MAIN(ChartViewTest)
#include "tst_chartview.moc"
