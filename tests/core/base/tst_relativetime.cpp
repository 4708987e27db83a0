// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/relativetime.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

class RelativeTimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void daysAreThoseOfTheZone();
};

void RelativeTimeTest::says_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("said");
    // Now is Saturday, 21 November 2026, 14:00 UTC.
    QTest::newRow("this second") << u"2026-11-21T14:00:00Z"_s << u"just now"_s;
    QTest::newRow("ahead of us") << u"2026-11-21T14:03:00Z"_s << u"just now"_s;
    QTest::newRow("59 s") << u"2026-11-21T13:59:01Z"_s << u"just now"_s;
    QTest::newRow("60 s") << u"2026-11-21T13:59:00Z"_s << u"1 min ago"_s;
    QTest::newRow("59 min") << u"2026-11-21T13:00:01Z"_s << u"59 min ago"_s;
    QTest::newRow("an hour") << u"2026-11-21T13:00:00Z"_s << u"1 h ago"_s;
    QTest::newRow("this morning") << u"2026-11-21T00:10:00Z"_s << u"13 h ago"_s;
    QTest::newRow("yesterday late") << u"2026-11-20T23:59:00Z"_s << u"yesterday"_s;
    QTest::newRow("yesterday early") << u"2026-11-20T00:00:00Z"_s << u"yesterday"_s;
    QTest::newRow("two days") << u"2026-11-19T23:59:00Z"_s << u"2 days ago"_s;
    QTest::newRow("13 days") << u"2026-11-08T10:00:00Z"_s << u"13 days ago"_s;
    QTest::newRow("14 days") << u"2026-11-07T10:00:00Z"_s << u"2 weeks ago"_s;
    QTest::newRow("29 days") << u"2026-10-23T10:00:00Z"_s << u"4 weeks ago"_s;
    QTest::newRow("30 days") << u"2026-10-22T10:00:00Z"_s << u"1 month ago"_s;
    QTest::newRow("60 days") << u"2026-09-22T10:00:00Z"_s << u"2 months ago"_s;
    QTest::newRow("364 days") << u"2025-11-22T10:00:00Z"_s << u"12 months ago"_s;
    QTest::newRow("a year") << u"2025-11-21T10:00:00Z"_s << u"1 year ago"_s;
    QTest::newRow("four years") << u"2022-11-01T10:00:00Z"_s << u"4 years ago"_s;
    QTest::newRow("none") << u""_s << u""_s;
}

void RelativeTimeTest::says()
{
    QFETCH(QString, time);
    QFETCH(QString, said);
    const QDateTime now = QDateTime::fromString(u"2026-11-21T14:00:00Z"_s, Qt::ISODate);
    QCOMPARE(relativeTime(QDateTime::fromString(time, Qt::ISODate), now), said);
}

void RelativeTimeTest::daysAreThoseOfTheZone()
{
    // 23:30 on the 20th in UTC is already the 21st in Zürich.
    const QDateTime time = QDateTime::fromString(u"2026-11-20T23:30:00Z"_s, Qt::ISODate);
    const QDateTime now = QDateTime::fromString(u"2026-11-21T13:30:00Z"_s, Qt::ISODate);
    QCOMPARE(relativeTime(time, now), u"yesterday"_s);
    QCOMPARE(relativeTime(time, now.toTimeZone(QTimeZone("Europe/Zurich"))), u"14 h ago"_s);
    // Two hours over midnight are hours, not "yesterday".
    const QDateTime night = QDateTime::fromString(u"2026-11-21T01:00:00Z"_s, Qt::ISODate);
    QCOMPARE(relativeTime(time, night), u"1 h ago"_s);
}

QTEST_APPLESS_MAIN(RelativeTimeTest)
#include "tst_relativetime.moc"
