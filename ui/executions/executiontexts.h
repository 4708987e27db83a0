// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"
#include "ui/widgets/pill.h"

#include <QCoreApplication>

namespace promptuary
{

/// How the values of an execution are written, in the table and in the details alike. What is not known is "–".
class ExecutionTexts
{
    Q_DECLARE_TR_FUNCTIONS(ExecutionTexts)
public:
    struct Mark {
        PillKind kind = PillKind::Neutral;
        QString text;
        bool operator==(const Mark &) const = default;
    };

    /// What a guardrail said.
    struct Guardrail {
        QString rule;
        bool violated = false;
        QString rest; ///< whatever else it told
        bool operator==(const Guardrail &) const = default;
    };

    [[nodiscard]] static QString columnName(int column); ///< of ExecutionModel, with the unit
    [[nodiscard]] static QString columnMeaning(int column);
    [[nodiscard]] static QString tokens(const std::optional<int> &count);
    [[nodiscard]] static QString cost(const std::optional<double> &usd);
    [[nodiscard]] static QString exactCost(const Execution &execution); ///< and where it comes from
    [[nodiscard]] static QString latency(const std::optional<double> &milliseconds);
    [[nodiscard]] static QString confidence(const std::optional<double> &value);
    /// What became of it, then what a person said or is to say: a review of a success stands alone.
    [[nodiscard]] static QList<Mark> marks(const Execution &execution);
    [[nodiscard]] static QString outcome(const Execution &execution); ///< the marks as text
    /// JSON with a line for each member, everything else in it as it is; also of JSON that was cut.
    [[nodiscard]] static QString indented(QStringView json);
    [[nodiscard]] static QList<Guardrail> guardrails(const QByteArray &json); ///< the violated first
    [[nodiscard]] static QString cutName(const QString &text);                ///< of a payload's `cut`
    [[nodiscard]] static QString howToRecord();                               ///< for whoever has none yet
    /// The address of a trace; empty where either is missing.
    [[nodiscard]] static QString traceAddress(const QString &urlTemplate, const ExecutionPayload &payload);
};

} // namespace promptuary
