// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"

#include <QScrollArea>

class QFormLayout;

namespace promptuary
{

/// All numbers and names of an execution, one a line; what is not known has no line. Values can be selected and copied.
class ExecutionFacts : public QScrollArea
{
    Q_OBJECT
public:
    explicit ExecutionFacts(QWidget *parent = nullptr);

    void showExecution(const Execution &execution, const QString &templateName, const ExecutionPayload &payload);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void tell(const QString &name, const QString &value);
    void tellNumbers(const Execution &execution);
    void tellIds(const Execution &execution, const ExecutionPayload &payload);

    QFormLayout *m_form;
    int m_line = 0; ///< the next to be told
};

} // namespace promptuary
