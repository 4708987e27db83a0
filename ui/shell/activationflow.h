// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/promptstore.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QDialog;
class QWidget;

namespace promptuary
{

class DeactivateDialog;
class ExecutionStore;
class ReviewDialog;
class TemplateDocument;

/// Activate, roll back, deactivate: always through the review, which shows what serves now against what would.
/// The review follows what serves while it is open, and so does the question whether to deactivate. The version that
/// was shown as serving is expected when it comes to it; if another serves by then, of which the window has not heard,
/// the database refuses and the review says so.
class ActivationFlow : public QObject
{
    Q_OBJECT
public:
    ActivationFlow(PromptStore &store, ExecutionStore &executions, QWidget *window);
    void setEnvironments(const QStringList &environments) { m_environments = environments; }

    void activate(TemplateDocument *document, int number, const QString &environment);
    /// To `number`, or with 0 to the version that served before the present one.
    void rollBack(TemplateDocument *document, int number, const QString &environment, const QString &reason = {});
    void deactivate(TemplateDocument *document, const QString &environment);

Q_SIGNALS:
    void done(const QString &sentence);
    void failed(const promptuary::Error &error);

private:
    enum class Kind : std::uint8_t { Activate, RollBack };
    void review(Kind kind, TemplateDocument *document, int number, const QString &environment,
                const QString &reason = {});
    /// Fills the dialog with what serves now; again after a conflict or a change of environment.
    void fill(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number, const QString &environment,
              const QString &notice = {});
    void readFigures(ReviewDialog *dialog, const TemplateDocument &document);
    void follow(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number);
    void reviewAgain(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number);
    void readServing(QDialog *dialog, TemplateDocument *document, const std::function<void(const Error &)> &fail,
                     const std::function<void()> &use);
    static void follow(DeactivateDialog *dialog, const TemplateDocument *document, const QString &environment);
    void confirm(ReviewDialog *dialog, Kind kind, TemplateDocument *document, const QString &environment,
                 const QString &reason);

    [[nodiscard]] QString otherEnvironment(const QString &environment) const;

    PromptStore &m_store;
    ExecutionStore &m_executions;
    QWidget *m_window;
    QStringList m_environments;
};

} // namespace promptuary
