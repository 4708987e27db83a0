// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/failurefigures.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Why executions failed, from given counts.
class FailureFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failuresAreByType();
    void otherFailuresAreOneRow();
};

void FailureFiguresTest::failuresAreByType()
{
    DashboardData data;
    data.total = {.executions = 1000, .successes = 900};
    data.earlier = {.executions = 500, .successes = 416};
    data.failures = {{.errorType = u"timeout"_s, .failures = 75}, {.errorType = {}, .failures = 25}};
    data.earlierFailures = {{.errorType = u"refused, by the model"_s, .failures = 4},
                            {.errorType = u"timeout"_s, .failures = 80}};
    const FailureFigures figures = failureFigures(data);
    QCOMPARE(figures.subtitle, u"100 of 1,000 executions"_s);
    QCOMPARE(figures.rows.size(), 3);
    QCOMPARE(figures.rows.at(0), (FailureRow{u"timeout"_s, 75, 0.75, 0.075, 80}));
    QCOMPARE(figures.rows.at(1).name, u"no type named"_s);
    QCOMPARE(changeSinceBefore(figures, figures.rows.at(0)), u"\u22125"_s);
    QCOMPARE(changeSinceBefore(figures, figures.rows.at(1)), u"+25"_s);
    QCOMPARE(figures.rows.at(2).failures, 0); // it does not come any more
    QCOMPARE(toCsv(figures).section(u'\n', 1, 1), u"timeout,75,0.75,0.075,80"_s);
    QCOMPARE(toCsv(figures).section(u'\n', 3, 3), u"\"refused, by the model\",0,0,0,4"_s);
    data.earlier = {};
    data.earlierFailures.clear();
    QCOMPARE(changeSinceBefore(failureFigures(data), figures.rows.at(0)), u"–"_s);
    QVERIFY(failureFigures(DashboardData()).rows.isEmpty());
}

void FailureFiguresTest::otherFailuresAreOneRow()
{
    QList<FailureRow> rows;
    for (int i = 0; i < 9; ++i)
        rows.append({.name = QString::number(i), .failures = 10 - i, .ofFailures = 0.1, .before = 1});
    QCOMPARE(foremost(rows, 9), rows);
    const QList<FailureRow> few = foremost(rows, 4);
    QCOMPARE(few.size(), 4);
    QCOMPARE(few.first(3), rows.first(3));
    QCOMPARE(few.constLast().name, u"6 others"_s);
    QCOMPARE(few.constLast().failures, 7 + 6 + 5 + 4 + 3 + 2);
    QCOMPARE(few.constLast().before, 6);
    QCOMPARE(foremost(rows, 0), QList<FailureRow>());
}

QTEST_GUILESS_MAIN(FailureFiguresTest)
#include "tst_failurefigures.moc"
