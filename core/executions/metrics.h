// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace promptuary
{

/// Which executions figures are of, and how they are grouped.
struct MetricQuery {
    enum class Step : std::uint8_t { Whole, Minute, Hour, Day, Month };
    enum class By : std::uint8_t { Total, Template, Version, Model, TaskType, Environment };

    QDateTime since = {}; ///< widened to whole hours; to whole days where the hours are forgotten
    QDateTime until = {};
    /// A few hours, to the second, from the executions themselves; what there is by the minute.
    bool recent = false;
    Step step = Step::Whole; ///< the length of each point
    By by = By::Total;
    std::optional<QList<TemplateId>> templates = {}; ///< nullopt for all
    QString taskType = {};                           ///< a key; empty for all, and where templates are named
    QList<int> versions = {};                        ///< empty for all
    QString environment = {};                        ///< empty for all
    QString model = {};                              ///< empty for all
    bool percentiles = true;                         ///< of the latency; reading them takes most of the time
    bool operator==(const MetricQuery &) const = default;
};

/// A rate or a mean with its 95 % confidence interval.
struct Estimate {
    double value = 0;
    double low = 0;
    double high = 0;
    bool operator==(const Estimate &) const = default;
};

/// Figures of one point and group. Sums are exact in the database; here they are doubles of 15 digits.
struct Metrics {
    QDateTime startsAt = {}; ///< of the point; for Step::Whole the query's `since`
    TemplateId templateId = {};
    int version = 0;
    QString name = {}; ///< the model, task type (key) or environment it is grouped by

    qint64 executions = 0;
    qint64 successes = 0;
    qint64 inputTokens = 0;
    qint64 cachedInputTokens = 0;
    qint64 outputTokens = 0;
    qint64 priced = 0; ///< executions whose cost is known
    double costUsd = 0;
    double costSquares = 0;
    qint64 timed = 0;     ///< executions whose latency is known
    double latencyMs = 0; ///< the sum
    double latencySquares = 0;
    /// Milliseconds, within 1 %. nullopt where none is timed, and where they are not asked for.
    std::optional<double> latencyP50 = {};
    std::optional<double> latencyP95 = {};
    std::optional<double> latencyP99 = {};
    qint64 scored = 0;     ///< executions with a confidence
    double confidence = 0; ///< the sum
    double confidenceSquares = 0;
    qint64 needsReview = 0;
    qint64 approved = 0;
    qint64 rejected = 0;
    qint64 violations = 0; ///< executions that violated a guardrail or more
    qint64 guarded = 0;    ///< executions that guardrails judged
    /// Executions that named their tokens, and the sums of the squares of these. Executions that were dropped before
    /// that was kept count as having named them, and the squares of figures they are in are nullopt: not known.
    qint64 inputCounted = 0;
    std::optional<double> inputSquares = 0.0;
    qint64 outputCounted = 0;
    std::optional<double> outputSquares = 0.0;
    bool operator==(const Metrics &) const = default;

    [[nodiscard]] qint64 failures() const { return executions - successes; }
    /// Adds the sums; percentiles cannot be added and are not known then.
    Metrics &operator+=(const Metrics &other);
    // Each is nullopt where nothing was measured: no data is not 0.
    [[nodiscard]] std::optional<Estimate> successRate() const; ///< 0 to 1; Wilson's score interval
    [[nodiscard]] std::optional<Estimate> reviewRate() const;
    [[nodiscard]] std::optional<Estimate> rejectionRate() const; ///< of what was reviewed
    [[nodiscard]] std::optional<Estimate> violationRate() const; ///< of what guardrails judged
    [[nodiscard]] std::optional<Estimate> meanCost() const;      ///< USD for each priced execution
    [[nodiscard]] std::optional<Estimate> meanLatency() const;   ///< milliseconds
    [[nodiscard]] std::optional<Estimate> meanConfidence() const;
    // Tokens for each execution that named them: the mean alone, and with its interval where the squares are known.
    [[nodiscard]] std::optional<double> inputTokensEach() const;
    [[nodiscard]] std::optional<double> outputTokensEach() const;
    [[nodiscard]] std::optional<Estimate> meanInputTokens() const;
    [[nodiscard]] std::optional<Estimate> meanOutputTokens() const;
};

/// A difference (right minus left) with its 95 % confidence interval; it is more than noise where that leaves out none
/// at all, so that verdict and interval never contradict each other.
struct Difference {
    Estimate change = {};
    [[nodiscard]] bool isReal() const { return change.low > 0 || change.high < 0; }
};

/// Fewer than these on a side say more of chance than of a version: the tests below are of large samples.
inline constexpr qint64 leastCompared = 20;

/// Two rates: Newcombe's interval (Statistics in Medicine 1998, method 10). The two-proportion z test agrees with it
/// where there is much, and calls a single failure real where there is little. nullopt where a side is of fewer than
/// leastCompared.
[[nodiscard]] std::optional<Difference> compareRates(qint64 leftHits, qint64 leftOf, qint64 rightHits, qint64 rightOf);

/// Sum, sum of squares and count of a measure.
struct Moments {
    qint64 count = 0;
    double sum = 0;
    double squares = 0;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const; ///< of a sample; 0 for fewer than two
};
/// Two means: Welch's t test. nullopt where a side has fewer than leastCompared values.
[[nodiscard]] std::optional<Difference> compareMeans(const Moments &left, const Moments &right);
/// Two figures of which only the intervals are known: theirs are put together as Newcombe does for rates (Zou and
/// Donner, Statistics in Medicine 2008).
[[nodiscard]] Difference compareEstimates(const Estimate &left, const Estimate &right);

/// Failures of one error type; empty for an unknown one.
struct FailureCount {
    QString errorType = {};
    qint64 failures = 0;
    bool operator==(const FailureCount &) const = default;
};

/// What an hour of the week saw, all together.
struct UsageHour {
    int weekday = 1; ///< 1 is Monday
    int hour = 0;
    qint64 hours = 0; ///< how often that hour came in the time
    qint64 executions = 0;
    qint64 successes = 0;
    qint64 priced = 0;
    double costUsd = 0;
    bool operator==(const UsageHour &) const = default;
};

/// The hours of the week, as they are in a time zone.
struct Usage {
    QString zone = {};
    QList<UsageHour> hours = {};
    bool operator==(const Usage &) const = default;
};

/// How many executions lie around a value.
struct DistributionPoint {
    int version = 0;
    double value = 0; ///< milliseconds, USD, or 0 to 1; within 1 % of each
    qint64 executions = 0;
    bool operator==(const DistributionPoint &) const = default;
};

} // namespace promptuary
