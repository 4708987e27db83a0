// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/variabledetection.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace promptuary
{

class VariablesModel;

/// The variables of a version as a table, and what the texts say should be in it.
class VariablesSection : public QWidget
{
    Q_OBJECT
public:
    explicit VariablesSection(QWidget *parent = nullptr);

    void setVariables(const QList<Variable> &variables);
    [[nodiscard]] const QList<Variable> &variables() const;
    void setFindings(const VariableFindings &findings);
    void setReadOnly(bool readOnly);
    void showRow(int row);

Q_SIGNALS:
    void edited();
    void detectionRequested();

private:
    void addVariable();
    void showFindings();
    void fitHeight();
    void updateButtons();

    VariablesModel *m_model;
    QTableView *m_view;
    QLabel *m_hint;
    QPushButton *m_detect;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_declare;
    QPushButton *m_removeUnused;
    VariableFindings m_findings;
    bool m_readOnly = false;
};

} // namespace promptuary
