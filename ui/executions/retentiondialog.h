// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QDate>
#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace promptuary
{

class Banner;

/// How long executions and their figures are kept, with what that means in dates. It says what is wanted and is told
/// what came of it.
class RetentionDialog : public QDialog
{
    Q_OBJECT
public:
    /// `today` is the day (UTC) that dates count from.
    explicit RetentionDialog(QDate today, QWidget *parent = nullptr);

    void showSettings(const ExecutionSettings &settings); ///< as the database has them
    void showSaved();
    void showError(const Error &error);
    void setReadOnly(const QString &reason);

Q_SIGNALS:
    void saveRequested(const promptuary::ExecutionSettings &settings);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QSpinBox *addField(QFormLayout *form, const char *name, const QString &label, const QString &meaning);
    void layOut(QFormLayout *form);
    void change();
    void save();
    void dress();
    void fit();
    [[nodiscard]] ExecutionSettings wanted() const;
    [[nodiscard]] QString consequence() const;

    QDate m_today;
    QSpinBox *m_rawDays = nullptr;
    QSpinBox *m_hourlyDays = nullptr;
    QSpinBox *m_payload = nullptr;
    QList<QLabel *> m_notes;
    QLabel *m_consequence;
    Banner *m_banner;
    QPushButton *m_save;
    std::optional<ExecutionSettings> m_kept; ///< none until they are read
    bool m_readOnly = false;
    bool m_saving = false;
};

} // namespace promptuary
