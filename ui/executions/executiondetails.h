// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace promptuary
{

class Banner;
class ElidedLabel;
class ExecutionFacts;
class ExecutionPayloadView;
class Pill;

/// One execution in full, and what a person says of it.
class ExecutionDetails : public QWidget
{
    Q_OBJECT
public:
    explicit ExecutionDetails(QWidget *parent = nullptr);

    /// Another execution begins without its texts; the same one, reviewed meanwhile, keeps them.
    void showExecution(const Execution &execution, const QString &templateName);
    void setPayload(const Result<ExecutionPayload> &payload);
    void setMayReview(bool may);
    void setTraceTemplate(const QString &urlTemplate); ///< e.g. https://traces.example.com/{trace_id}
    void tellReview(const Result<void> &answer);

    [[nodiscard]] const Execution &execution() const { return m_execution; }

Q_SIGNALS:
    void reviewRequested(const QString &outcome, const QString &note); ///< empty takes the earlier one back
    void traceTemplateChanged(const QString &urlTemplate);             ///< by the user
    void closeRequested();
    void leaveRequested(); ///< Esc

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeReview();
    QWidget *makeTrace();
    QPushButton *addReview(const char *name, const QString &text, const QString &outcome);
    void showMarks();
    void showReview();
    void showTrace();
    void openTrace();
    void takeTraceTemplate();

    Execution m_execution;
    ExecutionPayload m_payload;
    QString m_templateName;
    QString m_traceTemplate;
    bool m_mayReview = true;
    bool m_asked = false; ///< a review is on its way
    ElidedLabel *m_title = nullptr;
    Pill *m_outcome = nullptr;
    Pill *m_review = nullptr;
    QPushButton *m_openTrace = nullptr;
    QToolButton *m_editTrace = nullptr;
    QWidget *m_traceRow = nullptr;
    QLineEdit *m_traceField = nullptr;
    QLineEdit *m_note = nullptr;
    QPushButton *m_approve = nullptr;
    QPushButton *m_reject = nullptr;
    QPushButton *m_takeBack = nullptr;
    Banner *m_banner = nullptr;
    ExecutionFacts *m_facts = nullptr;
    ExecutionPayloadView *m_texts = nullptr;
};

} // namespace promptuary
