// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"

#include <QTabWidget>

class QPlainTextEdit;
class QTableWidget;

namespace promptuary
{

/// The texts of an execution, read-only, each behind its tab: what went wrong first, then prompt, variables,
/// guardrails.
class ExecutionPayloadView : public QTabWidget
{
    Q_OBJECT
public:
    explicit ExecutionPayloadView(QWidget *parent = nullptr);

    void showReading(); ///< until the payload is there
    void showProblem(const QString &sentence);
    void showPayload(const Execution &execution, const ExecutionPayload &payload);

private:
    enum Tab : std::uint8_t { ErrorTab, PromptTab, VariablesTab, GuardrailsTab };

    [[nodiscard]] QPlainTextEdit *addText(const char *name, const QString &title);
    void addGuardrails();
    void showGuardrails(const QByteArray &json, bool cut);

    QPlainTextEdit *m_error;
    QPlainTextEdit *m_prompt;
    QPlainTextEdit *m_variables;
    QTableWidget *m_guardrails = nullptr;
};

} // namespace promptuary
