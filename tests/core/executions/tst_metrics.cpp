// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/metrics.h"

#include <QTest>

#include <cmath>

using namespace promptuary;

/// Intervals and tests against published values.
class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newcombe_data();
    void newcombe();
    void welch();
    void certainDifference();
    void tooFew();
    void violationsAreOfWhatWasJudged();
    void intervalsPutTogether();
};

namespace
{

bool near(double found, double wanted, double within)
{
    return std::abs(found - wanted) <= within;
}

Moments moments(qint64 count, double mean, double variance)
{
    const auto n = double(count);
    return {.count = count, .sum = n * mean, .squares = variance * (n - 1) + n * mean * mean};
}

} // namespace

/// Newcombe 1998, table II, method 10.
void MetricsTest::newcombe_data()
{
    QTest::addColumn<int>("leftHits");
    QTest::addColumn<int>("leftOf");
    QTest::addColumn<int>("rightHits");
    QTest::addColumn<int>("rightOf");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("a") << 48 << 80 << 56 << 70 << 0.0524 << 0.3339;
    QTest::newRow("b") << 3 << 10 << 9 << 10 << 0.1705 << 0.8090;
    QTest::newRow("g") << 0 << 20 << 10 << 10 << 0.6791 << 1.0000;
}

void MetricsTest::newcombe()
{
    QFETCH(int, leftHits);
    QFETCH(int, leftOf);
    QFETCH(int, rightHits);
    QFETCH(int, rightOf);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto difference = compareRates(leftHits, leftOf, rightHits, rightOf);
    QVERIFY(difference);
    QVERIFY2(near(difference->change.low, low, 5e-5), qPrintable(QString::number(difference->change.low, 'f', 6)));
    QVERIFY2(near(difference->change.high, high, 5e-5), qPrintable(QString::number(difference->change.high, 'f', 6)));
    QVERIFY(difference->isReal());
}

/// Two sets with equal and with unlike variances; Student's test would call the second difference real (p 0.04).
void MetricsTest::welch()
{
    const auto first = compareMeans(moments(15, 20.8, 7.9), moments(15, 23.0, 3.8));
    QVERIFY(first->isReal());
    QVERIFY(near(first->pValue, 0.020, 0.002));
    QVERIFY(near(first->change.value, 2.2, 1e-9));
    QVERIFY(first->change.low > 0);
    const auto second = compareMeans(moments(10, 20.6, 9.0), moments(20, 22.1, 0.9));
    QVERIFY(!second->isReal());
    QVERIFY(near(second->pValue, 0.154, 0.003));
    QVERIFY(second->change.low < 0);
}

void MetricsTest::certainDifference()
{
    const auto same = compareMeans(moments(5, 1, 0), moments(5, 1, 0));
    QCOMPARE(same->pValue, 1.0);
    const auto other = compareMeans(moments(5, 1, 0), moments(5, 2, 0));
    QVERIFY(other->isReal());
}

void MetricsTest::tooFew()
{
    QVERIFY(!compareRates(0, 0, 1, 1));
    QVERIFY(!compareMeans(moments(1, 1, 0), moments(50, 1, 1)));
    QVERIFY(!Metrics().successRate());
    QVERIFY(!Metrics().rejectionRate());
    QVERIFY(!compareRates(1, 1, 0, 1)->isReal());
}

/// Of what guardrails judged, one in ten here; what they did not judge says nothing.
void MetricsTest::violationsAreOfWhatWasJudged()
{
    const Metrics metrics{.executions = 1000, .violations = 25, .guarded = 100};
    QCOMPARE(metrics.violationRate()->value, 0.25);
    QVERIFY(near(metrics.violationRate()->low, 0.17545, 5e-6));
    QVERIFY(near(metrics.violationRate()->high, 0.34304, 5e-6));
    QVERIFY(!Metrics{.executions = 1000}.violationRate());
    // As sums from before executions were counted may say.
    QCOMPARE((Metrics{.executions = 10, .violations = 30, .guarded = 10}.violationRate()->value), 1.0);
}

/// For rates it is Newcombe's interval itself.
void MetricsTest::intervalsPutTogether()
{
    const Metrics left{.executions = 80, .successes = 48};
    const Metrics right{.executions = 70, .successes = 56};
    const Difference difference = compareEstimates(*left.successRate(), *right.successRate());
    QVERIFY(near(difference.change.low, 0.0524, 5e-5));
    QVERIFY(near(difference.change.high, 0.3339, 5e-5));
    QVERIFY(difference.isReal());
    QVERIFY(!compareEstimates({.value = 1, .low = 0.5, .high = 1.5}, {.value = 1.4, .low = 1, .high = 1.8}).isReal());
    QCOMPARE(compareEstimates({.value = 1, .low = 1, .high = 1}, {.value = 1, .low = 1, .high = 1}).pValue, 1.0);
    QVERIFY(compareEstimates({.value = 1, .low = 1, .high = 1}, {.value = 2, .low = 2, .high = 2}).isReal());
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
