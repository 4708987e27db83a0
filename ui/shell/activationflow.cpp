// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/activationflow.h"

#include "ui/diff/reviewdialog.h"
#include "ui/shell/templatedocument.h"

#include <QPointer>

#include <algorithm>

namespace promptuary {

namespace {

/// The version that served before the present one: what "roll back" with no choice means.
int servedBefore(const TemplateDocument &document, const QString &environment)
{
    const int active = document.activeIn(environment);
    const auto found = std::ranges::find_if(document.activations(), [&](const Activation &entry) {
        return entry.environment == environment && entry.active > 0 && entry.active != active;
    });
    return found == document.activations().end() ? 0 : found->active;
}

} // namespace

ActivationFlow::ActivationFlow(PromptStore &store, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_window(window)
{
}

void ActivationFlow::activate(TemplateDocument *document, int number, const QString &environment)
{
    review(Kind::Activate, document, number, environment);
}

void ActivationFlow::rollBack(TemplateDocument *document, int number, const QString &environment)
{
    const int target = number > 0 ? number : servedBefore(*document, environment);
    if (target == 0) {
        Q_EMIT failed({.kind = ErrorKind::NotFound,
                       .message = tr("No other version of “%1” has served in %2.").arg(document->summary().name, environment),
                       .remedy = tr("Choose a version in the timeline to roll back to.")});
        return;
    }
    review(Kind::RollBack, document, target, environment);
}

void ActivationFlow::deactivate(TemplateDocument *document, const QString &environment)
{
    review(Kind::Deactivate, document, document->activeIn(environment), environment);
}

} // namespace promptuary
