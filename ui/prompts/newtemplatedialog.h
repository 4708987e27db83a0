// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/template.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace promptuary
{

/// Asks for a new template's name, task type (one that is there, or a new one's name) and description. It stays open
/// until its owner accepts it, so that a name that cannot be had is told where it was typed.
class NewTemplateDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NewTemplateDialog(const QList<TaskType> &taskTypes, const QString &taskType = {},
                               QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString taskType() const; ///< a known task type's key, or the name of a new one
    [[nodiscard]] QString description() const;

    void showError(const Error &error); ///< it could not be created

Q_SIGNALS:
    void createRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void create();
    void check();
    void showHint();

    QList<TaskType> m_taskTypes;
    QLineEdit *m_name;
    QComboBox *m_taskType;
    QPlainTextEdit *m_description;
    QLabel *m_hint;
    QPushButton *m_create = nullptr;
    QString m_problem; ///< with the name as it stands
};

} // namespace promptuary
