// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionfacts.h"

#include "core/base/relativetime.h"
#include "ui/executions/executiontexts.h"
#include "ui/widgets/typography.h"

#include <QFormLayout>
#include <QLabel>

namespace promptuary
{

namespace
{

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ExecutionFacts::ExecutionFacts(QWidget *parent)
    : QScrollArea(parent)
{
    setNames(this, "executionFacts", tr("Figures and names of the execution"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *sheet = new QWidget(this);
    sheet->setBackgroundRole(QPalette::Base);
    sheet->setAutoFillBackground(true);
    m_form = new QFormLayout(sheet);
    m_form->setContentsMargins(12, 8, 8, 8);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(4);
    m_form->setLabelAlignment(Qt::AlignLeft);
    setWidget(sheet);
}

/// Lines are made once and told anew for each execution, so that going through many of them does not flicker.
void ExecutionFacts::tell(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    if (m_line == m_form->rowCount()) {
        auto *label = makeLabel(widget());
        label->setWordWrap(false);
        label->setForegroundRole(QPalette::PlaceholderText);
        auto *text = makeLabel(widget());
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setFont(tabularFont(text->font()));
        text->setMinimumWidth(1); // an id that cannot be broken ends where the room does; the tooltip has it whole
        m_form->addRow(label, text);
    }
    auto *label = static_cast<QLabel *>(m_form->itemAt(m_line, QFormLayout::LabelRole)->widget());
    auto *text = static_cast<QLabel *>(m_form->itemAt(m_line, QFormLayout::FieldRole)->widget());
    label->setText(name);
    text->setText(value);
    text->setToolTip(value);
    text->setObjectName(QStringLiteral("executionFact%1").arg(m_line));
    text->setAccessibleName(name);
    m_form->setRowVisible(m_line++, true);
}

void ExecutionFacts::tellNumbers(const Execution &execution)
{
    const auto count = [](const std::optional<int> &tokens) {
        return tokens ? ExecutionTexts::tokens(tokens) : QString();
    };
    tell(tr("Tokens in"), count(execution.inputTokens));
    tell(tr("Of these cached"), count(execution.cachedInputTokens));
    tell(tr("Tokens out"), count(execution.outputTokens));
    tell(tr("Cost"), ExecutionTexts::exactCost(execution));
    if (execution.latencyMs)
        tell(tr("Latency"), tr("%1 ms").arg(ExecutionTexts::latency(execution.latencyMs)));
    if (execution.confidence)
        tell(tr("Confidence"), ExecutionTexts::confidence(execution.confidence));
}

void ExecutionFacts::tellIds(const Execution &execution, const ExecutionPayload &payload)
{
    tell(tr("Request"), payload.requestId);
    tell(tr("User"), payload.userId);
    tell(tr("Trace"), payload.traceId);
    tell(tr("Span"), payload.spanId);
    tell(tr("Execution"), execution.id.toString(QUuid::WithoutBraces));
}

void ExecutionFacts::showExecution(const Execution &execution, const QString &templateName,
                                   const ExecutionPayload &payload)
{
    m_line = 0;
    tell(tr("Began"), exactTime(execution.startedAt));
    tell(tr("Template"), tr("%1, v%2").arg(templateName).arg(execution.version));
    tell(tr("Environment"), execution.environment);
    tell(tr("Model"), execution.model);
    tell(tr("Experiment"), execution.experiment.isEmpty()
                               ? QString()
                               : tr("%1, variant %2").arg(execution.experiment, execution.variant));
    tellNumbers(execution);
    if (payload.reviewedAt.isValid()) {
        tell(execution.reviewOutcome.isEmpty() ? tr("Taken back by") : tr("Reviewed by"),
             tr("%1, %2").arg(payload.reviewedBy, exactTime(payload.reviewedAt)));
        tell(tr("Note"), payload.reviewNote);
    }
    tellIds(execution, payload);
    QStringList cut;
    for (const QString &text : payload.cut)
        cut << ExecutionTexts::cutName(text);
    tell(tr("Kept in part"), cut.join(QStringLiteral(", ")));
    for (int line = m_line; line < m_form->rowCount(); ++line)
        m_form->setRowVisible(line, false);
}

/// How high lines are that wrap depends on the width that there is now.
void ExecutionFacts::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_form->invalidate();
    m_form->activate();
}

} // namespace promptuary
