// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/promptstore.h"

#include <QObject>

class QWidget;

namespace promptuary {

class ReviewDialog;
class TemplateDocument;

/// Activate, roll back, deactivate: always through the review, which shows what serves now against what would.
/// The version that was shown as serving is expected when it comes to it; if another serves by then, the review says so.
class ActivationFlow : public QObject
{
    Q_OBJECT
public:
    ActivationFlow(PromptStore &store, QWidget *window);

    void activate(TemplateDocument *document, int number, const QString &environment);
    /// To `number`, or with 0 to the version that served before the present one.
    void rollBack(TemplateDocument *document, int number, const QString &environment);
    void deactivate(TemplateDocument *document, const QString &environment);

Q_SIGNALS:
    void done(const QString &sentence);
    void failed(const promptuary::Error &error);

private:
    enum class Kind : std::uint8_t { Activate, RollBack, Deactivate };
    void review(Kind kind, TemplateDocument *document, int number, const QString &environment);

    PromptStore &m_store;
    QWidget *m_window;
};

} // namespace promptuary
