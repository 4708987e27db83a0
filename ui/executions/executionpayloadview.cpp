// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionpayloadview.h"

#include "ui/executions/executiontexts.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableWidget>

namespace promptuary
{

namespace
{

/// A text anew only where it is another, so that a review moves nothing that is being read.
void setText(QPlainTextEdit *view, const QString &text)
{
    if (view->toPlainText() != text)
        view->setPlainText(text);
}

/// Qt paints one anew only where it appears or goes, not where it becomes another.
void setPlaceholder(QPlainTextEdit *view, const QString &text)
{
    view->setPlaceholderText(text);
    view->viewport()->update();
}

} // namespace

ExecutionPayloadView::ExecutionPayloadView(QWidget *parent)
    : QTabWidget(parent)
    , m_error(addText("executionError", tr("Error")))
    , m_prompt(addText("executionPrompt", tr("Rendered prompt")))
    , m_variables(addText("executionVariables", tr("Variables")))
{
    setNames(this, "executionTexts", tr("Texts of the execution"));
    setDocumentMode(true);
    setNames(tabBar(), "executionTextTabs", tr("Texts of the execution"));
    m_error->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    addGuardrails();
    setTabVisible(ErrorTab, false);
    setCurrentIndex(PromptTab);
}

QPlainTextEdit *ExecutionPayloadView::addText(const char *name, const QString &title)
{
    auto *view = new QPlainTextEdit(this);
    setNames(view, name, title);
    view->setReadOnly(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setTabChangesFocus(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setFont(fixedFont());
    addTab(view, title);
    return view;
}

void ExecutionPayloadView::addGuardrails()
{
    m_guardrails = new QTableWidget(0, 3, this);
    setNames(m_guardrails, "executionGuardrails", tr("Guardrails"));
    m_guardrails->setHorizontalHeaderLabels({tr("Rule"), tr("Result"), tr("Details")});
    m_guardrails->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_guardrails->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_guardrails->setShowGrid(false);
    m_guardrails->setFrameShape(QFrame::NoFrame);
    m_guardrails->setTabKeyNavigation(false);
    m_guardrails->verticalHeader()->hide();
    m_guardrails->verticalHeader()->setDefaultSectionSize(26);
    m_guardrails->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_guardrails->horizontalHeader()->setHighlightSections(false);
    m_guardrails->horizontalHeader()->setStretchLastSection(true);
    m_guardrails->setColumnWidth(0, 180);
    addTab(m_guardrails, tr("Guardrails"));
}

void ExecutionPayloadView::showReading()
{
    for (QPlainTextEdit *view : {m_error, m_prompt, m_variables}) {
        view->clear();
        setPlaceholder(view, tr("Reading…"));
    }
    m_guardrails->setRowCount(0);
}

void ExecutionPayloadView::showProblem(const QString &sentence)
{
    for (QPlainTextEdit *view : {m_error, m_prompt, m_variables})
        setPlaceholder(view, sentence);
}

void ExecutionPayloadView::showPayload(const Execution &execution, const ExecutionPayload &payload)
{
    setPlaceholder(m_error, tr("The agent told no more than the error type."));
    setPlaceholder(m_prompt, tr("The agent sent no prompt with this execution."));
    setPlaceholder(m_variables, tr("The agent sent no variables with this execution."));
    setText(m_error, payload.errorMessage);
    setText(m_prompt, payload.renderedPrompt);
    setText(m_variables, ExecutionTexts::indented(payload.variables));
    for (const auto &[tab, name] : {std::pair{ErrorTab, "error_message"}, std::pair{PromptTab, "rendered_prompt"},
                                    std::pair{VariablesTab, "variables"}}) {
        const bool cut = payload.cut.contains(QLatin1StringView(name));
        setTabToolTip(tab, cut ? tr("Only the beginning was kept: the text was longer than what is kept of each")
                               : QString());
        const QString title = widget(tab)->accessibleName();
        setTabText(tab, cut ? tr("%1 (beginning)").arg(title) : title);
    }
    showGuardrails(payload.guardrails, payload.cut.contains(QLatin1StringView("guardrails")));
    const bool failed = !execution.success;
    if (failed && !isTabVisible(ErrorTab)) {
        setTabVisible(ErrorTab, true);
        setCurrentIndex(ErrorTab);
    }
    setTabVisible(ErrorTab, failed);
}

void ExecutionPayloadView::showGuardrails(const QByteArray &json, bool cut)
{
    const QList<ExecutionTexts::Guardrail> results = ExecutionTexts::guardrails(json);
    m_guardrails->setRowCount(int(results.size()));
    int violated = 0;
    for (int row = 0; row < results.size(); ++row) {
        const ExecutionTexts::Guardrail &result = results[row];
        violated += result.violated ? 1 : 0;
        m_guardrails->setItem(row, 0, new QTableWidgetItem(result.rule));
        auto *verdict = new QTableWidgetItem(result.violated ? tr("violated") : tr("passed"));
        verdict->setForeground(result.violated ? colors(palette()).danger : colors(palette()).secondaryText);
        m_guardrails->setItem(row, 1, verdict);
        m_guardrails->setItem(row, 2, new QTableWidgetItem(result.rest));
        m_guardrails->item(row, 2)->setToolTip(result.rest);
    }
    setTabVisible(GuardrailsTab, cut || !results.isEmpty());
    setTabToolTip(GuardrailsTab,
                  cut ? tr("Only the first results were kept: the list was longer than what is kept of each")
                      : QString());
    setTabText(GuardrailsTab, cut            ? tr("Guardrails (beginning)")
                              : violated > 0 ? tr("Guardrails (%1 violated)").arg(violated)
                                             : tr("Guardrails (%1 passed)").arg(results.size()));
}

} // namespace promptuary
