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
    void tokensAreOfThoseThatNamedThem();
    void unknownSquaresStayUnknown();
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
    QTest::addColumn<bool>("real");
    QTest::newRow("a") << 48 << 80 << 56 << 70 << 0.0524 << 0.3339 << true;
    QTest::newRow("d") << 0 << 29 << 5 << 56 << -0.0381 << 0.1926 << false;
}

void MetricsTest::newcombe()
{
    QFETCH(int, leftHits);
    QFETCH(int, leftOf);
    QFETCH(int, rightHits);
    QFETCH(int, rightOf);
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(bool, real);
    const auto difference = compareRates(leftHits, leftOf, rightHits, rightOf);
    QVERIFY(difference);
    QVERIFY2(near(difference->change.low, low, 5e-5), qPrintable(QString::number(difference->change.low, 'f', 6)));
    QVERIFY2(near(difference->change.high, high, 5e-5), qPrintable(QString::number(difference->change.high, 'f', 6)));
    QCOMPARE(difference->isReal(), real);
}

/// As R's t.test() has it of its data sets iris (the widths of sepals of versicolor and setosa) and ToothGrowth (the
/// lengths by supplement).
void MetricsTest::welch()
{
    const auto first = compareMeans(moments(50, 2.770, 0.09846939), moments(50, 3.428, 0.14368980));
    QVERIFY(first->isReal());
    QVERIFY(near(first->change.value, 0.658, 1e-9));
    QVERIFY(near(first->change.low, 0.5198348, 1e-6));
    QVERIFY(near(first->change.high, 0.7961652, 1e-6));
    const auto second = compareMeans(moments(30, 16.963333, 68.32723), moments(30, 20.663333, 43.63344));
    QVERIFY(!second->isReal());
    QVERIFY(near(second->change.low, -0.1710156, 1e-5));
    QVERIFY(near(second->change.high, 7.5710156, 1e-5));
}

void MetricsTest::certainDifference()
{
    const auto same = compareMeans(moments(20, 1, 0), moments(20, 1, 0));
    QVERIFY(!same->isReal());
    const auto other = compareMeans(moments(20, 1, 0), moments(20, 2, 0));
    QVERIFY(other->isReal());
}

void MetricsTest::tooFew()
{
    QVERIFY(!compareRates(0, 0, 1, 1));
    // None of nineteen against all of many: more than noise by the formulas, which are of large samples.
    QVERIFY(!compareRates(0, 19, 500, 500));
    QVERIFY(!compareRates(500, 500, 0, 19));
    QVERIFY(compareRates(0, 20, 500, 500)->isReal());
    // One failure may be chance: the pooled z test calls it real (p = 0.014), Fisher's exact test does not (0.14).
    QVERIFY(!compareRates(300, 300, 49, 50)->isReal());
    // Two that happen to be equal have no spread and seem certain.
    QVERIFY(!compareMeans(moments(2, 1, 0), moments(2, 1.1, 0)));
    QVERIFY(!compareMeans(moments(19, 1, 1), moments(500, 9, 1)));
    QVERIFY(compareMeans(moments(20, 1, 1), moments(500, 9, 1))->isReal());
    QVERIFY(!Metrics().successRate());
    QVERIFY(!Metrics().rejectionRate());
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
    QVERIFY(!compareEstimates({.value = 1, .low = 1, .high = 1}, {.value = 1, .low = 1, .high = 1}).isReal());
    QVERIFY(compareEstimates({.value = 1, .low = 1, .high = 1}, {.value = 2, .low = 2, .high = 2}).isReal());
}

/// 10, 20 … 200 tokens, of twenty of fifty executions.
void MetricsTest::tokensAreOfThoseThatNamedThem()
{
    const Metrics metrics{
        .executions = 50, .inputTokens = 2100, .inputCounted = 20, .inputSquares = 287'000, .outputCounted = 5};
    QCOMPARE(metrics.inputTokensEach(), 105.0);
    QCOMPARE(metrics.meanInputTokens()->value, 105.0);
    // 2.093024, Student's quantile for 19 degrees of freedom, times the square root of 3500 / 20.
    QVERIFY(near(metrics.meanInputTokens()->low, 105 - 27.68811, 1e-4));
    QVERIFY(near(metrics.meanInputTokens()->high, 105 + 27.68811, 1e-4));
    QCOMPARE(metrics.meanOutputTokens(),
             (Estimate{.value = 0, .low = 0, .high = 0})); // they named none: nothing is a value
    QVERIFY(!Metrics{.executions = 50}.inputTokensEach());
    QVERIFY(!Metrics{.executions = 50}.meanInputTokens());
}

void MetricsTest::unknownSquaresStayUnknown()
{
    const Metrics known{.inputTokens = 2100,
                        .outputTokens = 40,
                        .inputCounted = 20,
                        .inputSquares = 287'000,
                        .outputCounted = 20,
                        .outputSquares = 100};
    Metrics sum;
    sum += known;
    sum += known;
    QCOMPARE(sum.inputCounted, 40);
    QCOMPARE(sum.inputSquares, 574'000.0);
    sum += {.inputTokens = 900, .inputCounted = 20, .inputSquares = std::nullopt};
    QCOMPARE(sum.inputTokensEach(), 85.0);
    QVERIFY(!sum.inputSquares);
    QVERIFY(!sum.meanInputTokens());
    QCOMPARE(sum.meanOutputTokens()->value, 2.0); // of these all is known
    sum += known;
    QVERIFY(!sum.inputSquares);
    // Of executions that named none and are gone, all count: that is no mean of nothing.
    const Metrics gone{.executions = 9, .inputCounted = 9, .inputSquares = std::nullopt};
    QVERIFY(!gone.inputTokensEach());
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
