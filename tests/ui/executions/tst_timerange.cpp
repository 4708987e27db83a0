// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricspage.h"
#include "ui/executions/timerangedialog.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// A time that is chosen by hand.
class TimeRangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong();
    void pageTakesTheTime();
    void cancellingKeepsWhatWas();
};

namespace
{

void choose(QComboBox *box, TimeRange range)
{
    box->setCurrentIndex(box->findData(int(range)));
    Q_EMIT box->activated(box->currentIndex());
}

} // namespace

void TimeRangeTest::saysWhatIsWrong()
{
    const QDateTime now = QDateTime::currentDateTime();
    TimeRangeDialog dialog(now.addDays(-3), now.addDays(-1), nullptr);
    auto *since = dialog.findChild<QDateTimeEdit *>(u"timeSince"_s);
    auto *until = dialog.findChild<QDateTimeEdit *>(u"timeUntil"_s);
    const auto *show = dialog.findChild<QPushButton *>(u"timeShow"_s);
    const auto *problem = dialog.findChild<QLabel *>(u"timeProblem"_s);
    QVERIFY(show->isEnabled());
    since->setDateTime(until->dateTime());
    QVERIFY(!show->isEnabled());
    QVERIFY(problem->text().contains(u"after the start"));
    until->setDateTime(now.addDays(9));
    QVERIFY(show->isEnabled());
    since->setDateTime(now.addDays(2));
    QVERIFY(!show->isEnabled());
    QVERIFY(problem->text().contains(u"future"));
    since->setDateTime(QDateTime(QDate(1999, 5, 1), QTime(0, 0)));
    QVERIFY(!show->isEnabled());
}

void TimeRangeTest::pageTakesTheTime()
{
    MetricsPage page(MetricsPage::Scope::Everything);
    const QSignalSpy changed(&page, &MetricsPage::filterChanged);
    auto *range = page.findChild<QComboBox *>(u"metricsRange"_s);
    choose(range, TimeRange::Custom);
    auto *dialog = page.findChild<TimeRangeDialog *>();
    QVERIFY(dialog);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(range->currentData().toInt(), int(TimeRange::Month));
    const QDateTime since(QDate(2026, 3, 2), QTime(10, 0));
    dialog->findChild<QDateTimeEdit *>(u"timeSince"_s)->setDateTime(since);
    dialog->findChild<QDateTimeEdit *>(u"timeUntil"_s)->setDateTime(since.addDays(1));
    dialog->accept();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(page.filter().range, TimeRange::Custom);
    QCOMPARE(page.filter().since, since);
    QCOMPARE(page.filter().until, since.addDays(1));
    QCOMPARE(range->currentData().toInt(), int(TimeRange::Custom));
    QVERIFY(range->currentText().contains(u"2 Mar"));
    choose(range, TimeRange::Week);
    QCOMPARE(page.filter().range, TimeRange::Week);
}

void TimeRangeTest::cancellingKeepsWhatWas()
{
    MetricsPage page(MetricsPage::Scope::Everything);
    auto *range = page.findChild<QComboBox *>(u"metricsRange"_s);
    choose(range, TimeRange::Quarter);
    choose(range, TimeRange::Custom);
    QCOMPARE(range->currentData().toInt(), int(TimeRange::Quarter)); // while one is asked, too
    page.findChild<TimeRangeDialog *>()->reject();
    QCOMPARE(page.filter().range, TimeRange::Quarter);
    QCOMPARE(range->currentData().toInt(), int(TimeRange::Quarter));
}

QTEST_MAIN(TimeRangeTest)
#include "tst_timerange.moc"
