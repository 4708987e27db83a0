// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/metrics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace promptuary
{

namespace
{

constexpr double z95 = 1.959963984540054; // the normal distribution's 97.5 % quantile

/// Wilson's score interval (Journal of the American Statistical Association 1927): never outside 0 to 1.
Estimate wilson(qint64 hits, qint64 of)
{
    const double n = double(of);
    const double p = double(hits) / n;
    const double spread = z95 * z95 / n;
    const double middle = (p + spread / 2) / (1 + spread);
    const double half = z95 * std::sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread);
    return {.value = p, .low = std::max(0.0, middle - half), .high = std::min(1.0, middle + half)};
}

std::optional<Estimate> rate(qint64 hits, qint64 of)
{
    if (of == 0)
        return {};
    return wilson(hits, of);
}

double studentQuantile(double degrees)
{
    return boost::math::quantile(boost::math::students_t(degrees), 0.975);
}

std::optional<Estimate> meanOf(const Moments &moments)
{
    if (moments.count == 0)
        return {};
    const double mean = moments.mean();
    if (moments.count == 1)
        return Estimate{.value = mean, .low = mean, .high = mean};
    const double half =
        studentQuantile(double(moments.count - 1)) * std::sqrt(moments.variance() / double(moments.count));
    return Estimate{.value = mean, .low = mean - half, .high = mean + half};
}

/// No tokens at all, and no squares: executions of long ago that named none are counted as if they had.
std::optional<double> tokensEach(qint64 tokens, qint64 counted, const std::optional<double> &squares)
{
    if (counted == 0 || (tokens == 0 && !squares))
        return {};
    return double(tokens) / double(counted);
}

std::optional<Estimate> meanTokens(qint64 tokens, qint64 counted, const std::optional<double> &squares)
{
    if (!squares)
        return {};
    return meanOf({.count = counted, .sum = double(tokens), .squares = *squares});
}

} // namespace

double Moments::mean() const
{
    return count > 0 ? sum / double(count) : 0;
}

double Moments::variance() const
{
    if (count < 2)
        return 0;
    const double n = double(count);
    return std::max(0.0, (squares - sum * sum / n) / (n - 1));
}

Metrics &Metrics::operator+=(const Metrics &other)
{
    for (auto member : {&Metrics::executions, &Metrics::successes, &Metrics::inputTokens, &Metrics::cachedInputTokens,
                        &Metrics::outputTokens, &Metrics::priced, &Metrics::timed, &Metrics::scored,
                        &Metrics::needsReview, &Metrics::approved, &Metrics::rejected, &Metrics::violations,
                        &Metrics::guarded, &Metrics::inputCounted, &Metrics::outputCounted})
        this->*member += other.*member;
    for (auto member : {&Metrics::costUsd, &Metrics::costSquares, &Metrics::latencyMs, &Metrics::latencySquares,
                        &Metrics::confidence, &Metrics::confidenceSquares})
        this->*member += other.*member;
    for (auto member : {&Metrics::inputSquares, &Metrics::outputSquares}) {
        std::optional<double> &sum = this->*member;
        const std::optional<double> &added = other.*member;
        sum = sum && added ? std::optional(*sum + *added) : std::nullopt;
    }
    for (auto member : {&Metrics::latencyP50, &Metrics::latencyP95, &Metrics::latencyP99})
        (this->*member).reset();
    return *this;
}

std::optional<Estimate> Metrics::successRate() const
{
    return rate(successes, executions);
}

std::optional<Estimate> Metrics::reviewRate() const
{
    return rate(needsReview, executions);
}

std::optional<Estimate> Metrics::rejectionRate() const
{
    return rate(rejected, approved + rejected);
}

std::optional<Estimate> Metrics::violationRate() const
{
    // Sums of executions that were dropped before these were counted hold violated rules, of which one may have many.
    return rate(std::min(violations, guarded), guarded);
}

std::optional<Estimate> Metrics::meanCost() const
{
    return meanOf({.count = priced, .sum = costUsd, .squares = costSquares});
}

std::optional<Estimate> Metrics::meanLatency() const
{
    return meanOf({.count = timed, .sum = latencyMs, .squares = latencySquares});
}

std::optional<Estimate> Metrics::meanConfidence() const
{
    return meanOf({.count = scored, .sum = confidence, .squares = confidenceSquares});
}

std::optional<double> Metrics::inputTokensEach() const
{
    return tokensEach(inputTokens, inputCounted, inputSquares);
}

std::optional<double> Metrics::outputTokensEach() const
{
    return tokensEach(outputTokens, outputCounted, outputSquares);
}

std::optional<Estimate> Metrics::meanInputTokens() const
{
    return meanTokens(inputTokens, inputCounted, inputSquares);
}

std::optional<Estimate> Metrics::meanOutputTokens() const
{
    return meanTokens(outputTokens, outputCounted, outputSquares);
}

std::optional<Difference> compareRates(qint64 leftHits, qint64 leftOf, qint64 rightHits, qint64 rightOf)
{
    if (std::min(leftOf, rightOf) < leastCompared)
        return {};
    return compareEstimates(wilson(leftHits, leftOf), wilson(rightHits, rightOf));
}

std::optional<Difference> compareMeans(const Moments &left, const Moments &right)
{
    if (std::min(left.count, right.count) < leastCompared)
        return {};
    const double leftError = left.variance() / double(left.count);
    const double rightError = right.variance() / double(right.count);
    const double change = right.mean() - left.mean();
    const double error = std::sqrt(leftError + rightError);
    if (error == 0) // All values of a side are the same: any difference between them is certain.
        return Difference{.change = {.value = change, .low = change, .high = change}};
    const double degrees =
        (leftError + rightError) * (leftError + rightError) /
        (leftError * leftError / double(left.count - 1) + rightError * rightError / double(right.count - 1));
    const double half = studentQuantile(degrees) * error;
    return Difference{.change = {.value = change, .low = change - half, .high = change + half}};
}

Difference compareEstimates(const Estimate &left, const Estimate &right)
{
    const double change = right.value - left.value;
    return {.change = {.value = change,
                       .low = change - std::hypot(right.value - right.low, left.high - left.value),
                       .high = change + std::hypot(right.high - right.value, left.value - left.low)}};
}

} // namespace promptuary
