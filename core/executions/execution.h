// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace promptuary
{

/// What an agent did with a version, numbers only.
struct Execution {
    QUuid id = {};
    QDateTime startedAt = {};
    TemplateId templateId = {};
    int version = 0;
    QString environment = {};
    QString model = {};
    QString experiment = {};
    QString variant = {};
    bool success = false;
    QString errorType = {}; ///< of a failure; may be unknown
    std::optional<int> inputTokens = {};
    std::optional<int> cachedInputTokens = {};
    std::optional<int> outputTokens = {};
    std::optional<double> costUsd = {};
    bool costGiven = false; ///< by the caller; else from the price table
    std::optional<double> latencyMs = {};
    std::optional<double> confidence = {}; ///< 0 to 1
    bool needsReview = false;
    QString reviewOutcome = {}; ///< approved, rejected, or empty
    int violations = 0;
    bool operator==(const Execution &) const = default;
    /// An id alone says it not: it may be recorded at more than one time.
    [[nodiscard]] bool isSameAs(const Execution &other) const { return id == other.id && startedAt == other.startedAt; }
};

/// The texts of an execution.
struct ExecutionPayload {
    QString requestId;
    QString userId;
    QString traceId;
    QString spanId;
    QString errorMessage;
    QString variables; ///< JSON
    QString renderedPrompt;
    QByteArray guardrails; ///< JSON, an array
    QStringList cut;       ///< names of the texts, and maybe guardrails, that are kept in part
    QString reviewNote;
    QString reviewedBy;
    QDateTime reviewedAt;
};

/// Which executions a list shows, newest first.
struct ExecutionFilter {
    QDateTime since = {}; ///< null for no limit; `until` too
    QDateTime until = {};
    TemplateId templateId = {}; ///< none for all; so are the others where empty
    int version = 0;
    QString environment = {};
    QString model = {};
    QString errorType = {};
    std::optional<bool> success = {};
    std::optional<bool> needsReview = {}; ///< those that wait: needed and not reviewed yet
    bool operator==(const ExecutionFilter &) const = default;
};

/// One record that was refused.
struct RefusedExecution {
    int line = 0; ///< the first record's is 1
    QString reason;
    bool operator==(const RefusedExecution &) const = default;
};

/// What recording a batch did.
struct RecordResult {
    qint64 recorded = 0;
    qint64 known = 0; ///< recorded before
    QList<RefusedExecution> refused;
    bool operator==(const RecordResult &) const = default;
};

/// How long what of the log is kept. Figures by the day stay for ever.
struct ExecutionSettings {
    int rawDays = 30;         ///< single executions
    int hourlyDays = 90;      ///< figures by the hour; not fewer than rawDays
    int payloadBytes = 65536; ///< of each text of an execution; the longer ones are cut
    bool operator==(const ExecutionSettings &) const = default;
};

/// What a million tokens of a model cost from a moment on.
struct ModelPrice {
    QString model = {};
    QDateTime validFrom = {}; ///< null for ever
    double inputUsd = 0;
    double cachedInputUsd = 0;
    double outputUsd = 0;
    bool operator==(const ModelPrice &) const = default;
};

/// Days between two others, by whether their executions are still there.
struct RecomputableDays {
    QList<QDate> days;
    int gone = 0; ///< days of which only the figures are left; these stay as they are
    bool operator==(const RecomputableDays &) const = default;
};

/// What computing costs again did.
struct Recomputed {
    qint64 executions = 0; ///< that are priced by the table
    qint64 changed = 0;    ///< of these, those that cost something else now
    double costChange = 0; ///< USD, in all
    bool operator==(const Recomputed &) const = default;
    Recomputed &operator+=(const Recomputed &other)
    {
        executions += other.executions;
        changed += other.changed;
        costChange += other.costChange;
        return *this;
    }
};

} // namespace promptuary
