// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace promptuary
{

/// Asks for a new template's name, task type (one that is there, or a new one's name) and description.
class NewTemplateDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NewTemplateDialog(const QList<TaskType> &taskTypes, const QString &taskType = {},
                               QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString taskType() const; ///< a known task type's key, or the name of a new one
    [[nodiscard]] QString description() const;

private:
    void check();

    QList<TaskType> m_taskTypes;
    QLineEdit *m_name;
    QComboBox *m_taskType;
    QPlainTextEdit *m_description;
    QPushButton *m_create = nullptr;
};

} // namespace promptuary
