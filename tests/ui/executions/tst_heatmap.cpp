// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/heatmapview.h"
#include "ui/executions/usagecard.h"
#include "ui/executions/usagemodel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QSet>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The week as a heat map, by mouse and by keys.
class HeatMapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysGoThroughTheWeek();
    void mouseFindsTheHour();
    void busyHoursDiffer();
    void cardHasTheTable();
};

namespace
{

UsageMap sample()
{
    QList<UsageHour> hours;
    for (int weekday = 1; weekday <= weekdays; ++weekday) {
        for (int hour = 0; hour < dayHours; ++hour)
            hours.append({.weekday = weekday,
                          .hour = hour,
                          .hours = 4,
                          .executions = weekday * hour,
                          .successes = weekday * hour,
                          .priced = 1,
                          .costUsd = 0.25});
    }
    const QDateTime until(QDate(2026, 11, 30), QTime(0, 0), QTimeZone::UTC);
    return usageMap({u"Europe/Berlin"_s, hours}, {.since = until.addDays(-28), .until = until});
}

} // namespace

void HeatMapTest::keysGoThroughTheWeek()
{
    HeatMapView view;
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(!view.chosen()); // nothing to choose
    view.setUsage(sample());
    QVERIFY(view.accessibleName().contains(u"Europe/Berlin"));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.chosen(), QPoint(0, 0));
    QTest::keyClick(&view, Qt::Key_End);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.chosen(), QPoint(23, 1));
    QVERIFY(view.accessibleDescription().contains(hourText(23)));
    QVERIFY(view.accessibleDescription().contains(QLocale().dayName(weekdayAt(1))));
    QVERIFY(view.describe({23, 1}).contains(u">%1<"_s.arg(weekdayAt(1) * 23)));
    QVERIFY(view.describe({23, 1}).contains(u"$0.250"));
}

void HeatMapTest::mouseFindsTheHour()
{
    HeatMapView view;
    view.setUsage(sample());
    view.resize(600, 240);
    view.show();
    QTest::mouseMove(&view, QPoint(598, 100));
    QTRY_VERIFY(!view.chosen());
    QTest::mouseMove(&view, QPoint(590, 10));
    QTRY_COMPARE(view.chosen(), QPoint(23, 0));
    QTest::mouseMove(&view, QPoint(10, 10));
    QTRY_VERIFY(!view.chosen());
}

void HeatMapTest::busyHoursDiffer()
{
    UsageCard card;
    card.setUsage(sample());
    card.resize(700, 300);
    card.show();
    const QTemporaryDir folder;
    QVERIFY(card.savePng(folder.filePath(u"map.png"_s)));
    const QImage image(folder.filePath(u"map.png"_s));
    QSet<QRgb> shades;
    for (int x = 0; x < image.width(); x += 2)
        shades.insert(image.pixel(x, image.height() / 2));
    QVERIFY2(shades.size() > 12, qPrintable(QString::number(shades.size())));
    QVERIFY(card.saveSvg(folder.filePath(u"map.svg"_s)));
}

void HeatMapTest::cardHasTheTable()
{
    UsageCard card;
    card.setUsage(sample());
    card.findChild<QAction *>(u"usageAsTable"_s)->trigger();
    const auto *table = card.findChild<QTableView *>(u"usageTable"_s);
    QCOMPARE(table->model()->rowCount(), 168);
    QVERIFY(!table->isHidden());
    QVERIFY(table->accessibleName().startsWith(u"Usage by hour and weekday"));
    card.copyCsv();
    QVERIFY(QApplication::clipboard()->text().startsWith(u"weekday,hour,"));
}

QTEST_MAIN(HeatMapTest)
#include "tst_heatmap.moc"
