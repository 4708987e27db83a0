// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QHBoxLayout;
class QToolButton;

namespace promptuary
{

/// Which executions to show: of this template or of all, by version, environment, model, outcome and time.
class ExecutionFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit ExecutionFilterBar(QWidget *parent = nullptr);

    /// The versions are 1 to `newest`. Another template begins with all its versions.
    void setTemplate(TemplateId id, int newest);
    /// Another one of the window is chosen here too; then it is the user's choice.
    void setEnvironments(const QStringList &environments, const QString &ofWindow = {});
    void setModels(const QStringList &models);
    void setErrorTypes(const QStringList &types);
    void clear(); ///< narrows nothing but the template

    [[nodiscard]] ExecutionFilter filter(const QDateTime &now) const;
    [[nodiscard]] bool isNarrowed() const;
    [[nodiscard]] bool showsAllTemplates() const;
    [[nodiscard]] bool offersModels() const;

Q_SIGNALS:
    void changed();

private:
    void addBoxes();
    QComboBox *addBox(const char *name, const QString &meaning);
    void addClear();
    [[nodiscard]] QWidget *makeRange();
    QDateTimeEdit *addEnd(QHBoxLayout *row, const char *name, const QString &text);
    void showState();
    void announce();

    TemplateId m_template;
    QString m_ofWindow; ///< the environment that the window is about
    QHBoxLayout *m_row;
    QWidget *m_range = nullptr;
    QDateTimeEdit *m_since = nullptr;
    QDateTimeEdit *m_until = nullptr;
    QComboBox *m_scope;
    QComboBox *m_version;
    QComboBox *m_environment;
    QComboBox *m_model;
    QComboBox *m_outcome;
    QComboBox *m_time;
    QToolButton *m_clear;
};

} // namespace promptuary
