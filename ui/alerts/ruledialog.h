// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace promptuary
{

class Banner;

/// What a rule can be about.
struct AlertScopes {
    QList<std::pair<TemplateId, QString>> templates;
    QList<std::pair<QString, QString>> taskTypes; ///< key and name
    QStringList environments;
    QList<AlertWebhook> webhooks;
};

/// Makes or changes a rule, and says in a sentence what it would do and whom it would call now. Stays open until its
/// owner accepts it, so that a refusal is answered in place.
class RuleDialog : public QDialog
{
    Q_OBJECT
public:
    RuleDialog(const AlertRule &rule, const AlertScopes &scopes, QWidget *parent);

    [[nodiscard]] AlertRule rule() const;
    void showVerdicts(const Result<QList<AlertVerdict>> &verdicts); ///< of rule()
    void showError(const Error &error);

Q_SIGNALS:
    void ruleChanged(const promptuary::AlertRule &rule); ///< tell what it would say: showVerdicts()
    void saveRequested(const promptuary::AlertRule &rule);

private:
    void makeFields(const AlertScopes &scopes);
    void addWhatIsMissing();
    void fill();
    void addRows(QFormLayout *form);
    void takeMetric();
    void change();

    AlertRule m_rule;
    Banner *m_banner;
    QLineEdit *m_name;
    QComboBox *m_metric;
    QComboBox *m_comparison;
    QDoubleSpinBox *m_threshold;
    QSpinBox *m_window;
    QSpinBox *m_baseline;
    QSpinBox *m_sample;
    QComboBox *m_severity;
    QComboBox *m_scope;
    QComboBox *m_environment;
    QCheckBox *m_desktop;
    QComboBox *m_webhook;
    QLabel *m_sentence;
    QLabel *m_preview;
    QPushButton *m_save = nullptr;
    bool m_filling = true;
};

} // namespace promptuary
