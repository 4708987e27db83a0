// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionrows.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

std::optional<int> numberAt(const ResultRows &rows, int row, int column)
{
    if (rows.isNull(row, column))
        return {};
    return int(rows.number(row, column));
}

std::optional<double> realAt(const ResultRows &rows, int row, int column)
{
    if (rows.isNull(row, column))
        return {};
    return rows.real(row, column);
}

} // namespace

QString metricsColumns()
{
    return u"select date_part('epoch', starts_at), template_id, number, name, executions, successes, input_tokens, "
           "cached_input_tokens, output_tokens, priced, cost_usd, cost_squares, timed, latency_ms, latency_squares, "
           "latency_p50, latency_p95, latency_p99, scored, confidence, confidence_squares, needs_review, approved, "
           "rejected, violations, guarded, input_counted, input_squares, output_counted, output_squares"_s;
}

Metrics metricsAt(const ResultRows &rows, int row)
{
    return {.startsAt = rows.time(row, 0),
            .templateId = TemplateId{rows.number(row, 1)},
            .version = int(rows.number(row, 2)),
            .name = rows.text(row, 3),
            .executions = rows.number(row, 4),
            .successes = rows.number(row, 5),
            .inputTokens = rows.number(row, 6),
            .cachedInputTokens = rows.number(row, 7),
            .outputTokens = rows.number(row, 8),
            .priced = rows.number(row, 9),
            .costUsd = rows.real(row, 10),
            .costSquares = rows.real(row, 11),
            .timed = rows.number(row, 12),
            .latencyMs = rows.real(row, 13),
            .latencySquares = rows.real(row, 14),
            .latencyP50 = realAt(rows, row, 15),
            .latencyP95 = realAt(rows, row, 16),
            .latencyP99 = realAt(rows, row, 17),
            .scored = rows.number(row, 18),
            .confidence = rows.real(row, 19),
            .confidenceSquares = rows.real(row, 20),
            .needsReview = rows.number(row, 21),
            .approved = rows.number(row, 22),
            .rejected = rows.number(row, 23),
            .violations = rows.number(row, 24),
            .guarded = rows.number(row, 25),
            .inputCounted = rows.number(row, 26),
            .inputSquares = realAt(rows, row, 27),
            .outputCounted = rows.number(row, 28),
            .outputSquares = realAt(rows, row, 29)};
}

QString executionColumns()
{
    return u"select id, date_part('epoch', started_at), template_id, number, environment, model, experiment, variant, "
           "success, error_type, input_tokens, cached_input_tokens, output_tokens, cost_usd, cost_given, "
           "latency_us / 1000.0, confidence, needs_review, review_outcome, violations"_s;
}

Execution executionAt(const ResultRows &rows, int row)
{
    return {.id = QUuid::fromString(rows.text(row, 0)),
            .startedAt = rows.time(row, 1),
            .templateId = TemplateId{rows.number(row, 2)},
            .version = int(rows.number(row, 3)),
            .environment = rows.text(row, 4),
            .model = rows.text(row, 5),
            .experiment = rows.text(row, 6),
            .variant = rows.text(row, 7),
            .success = rows.truth(row, 8),
            .errorType = rows.text(row, 9),
            .inputTokens = numberAt(rows, row, 10),
            .cachedInputTokens = numberAt(rows, row, 11),
            .outputTokens = numberAt(rows, row, 12),
            .costUsd = realAt(rows, row, 13),
            .costGiven = rows.truth(row, 14),
            .latencyMs = realAt(rows, row, 15),
            .confidence = realAt(rows, row, 16),
            .needsReview = rows.truth(row, 17),
            .reviewOutcome = rows.text(row, 18),
            .violations = int(rows.number(row, 19))};
}

QString payloadColumns()
{
    return u"select request_id, user_id, trace_id, span_id, error_message, variables, rendered_prompt, guardrails, "
           "array_to_string(cut, ','), review_note, reviewed_by, date_part('epoch', reviewed_at)"_s;
}

ExecutionPayload payloadAt(const ResultRows &rows, int row)
{
    return ExecutionPayload{.requestId = rows.text(row, 0),
                            .userId = rows.text(row, 1),
                            .traceId = rows.text(row, 2),
                            .spanId = rows.text(row, 3),
                            .errorMessage = rows.text(row, 4),
                            .variables = rows.text(row, 5),
                            .renderedPrompt = rows.text(row, 6),
                            .guardrails = rows.bytes(row, 7).toByteArray(),
                            .cut = rows.text(row, 8).split(u',', Qt::SkipEmptyParts),
                            .reviewNote = rows.text(row, 9),
                            .reviewedBy = rows.text(row, 10),
                            .reviewedAt = rows.time(row, 11)};
}

QVariant nullIfEmpty(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QVariant nullIfInvalid(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : QVariant();
}

} // namespace promptuary
