// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/activationflow.h"

#include "core/base/relativetime.h"
#include "core/executions/executionstore.h"
#include "core/executions/metricperiod.h"
#include "core/executions/servedtimes.h"
#include "ui/diff/reviewdialog.h"
#include "ui/diff/reviewfigures.h"
#include "ui/shell/deactivatedialog.h"
#include "ui/shell/templatedocument.h"

#include <QPointer>

#include <algorithm>

namespace promptuary
{

namespace
{

/// The version that served before the present one: what "roll back" with no choice means.
int servedBefore(const TemplateDocument &document, const QString &environment)
{
    const int active = document.activeIn(environment);
    const auto found = std::ranges::find_if(document.activations(), [&](const Activation &entry) {
        return entry.environment == environment && entry.active > 0 && entry.active != active;
    });
    return found == document.activations().end() ? 0 : found->active;
}

QList<VersionFigures> reviewFigures(int serving, const QString &environment, const Metrics &present, int version,
                                    const QList<Metrics> &candidate)
{
    QList<VersionFigures> figures;
    if (serving > 0 && serving != version)
        figures.append({.version = serving, .environment = environment, .serves = true, .metrics = present});
    const auto most = std::ranges::max_element(candidate, {}, &Metrics::executions);
    figures.append({.version = version,
                    .environment = most == candidate.end() ? QString() : most->name,
                    .serves = serving == version,
                    .metrics = most == candidate.end() ? Metrics() : *most});
    return figures;
}

/// "ada rolled back to v3 in production meanwhile."
QString whatHappened(const Activation &change)
{
    const QString place = change.environment;
    if (change.active == 0)
        return ActivationFlow::tr("%1 deactivated v%2 in %3 meanwhile. Nothing serves there now.")
            .arg(change.actor, QString::number(change.previous), place);
    const QString happened = change.kind == u"rollback" ? ActivationFlow::tr("%1 rolled back to v%2 in %3 meanwhile.")
                                                        : ActivationFlow::tr("%1 activated v%2 in %3 meanwhile.");
    return happened.arg(change.actor, QString::number(change.active), place);
}

QString whatHappened(const Activation &change, int number)
{
    if (change.active == 0)
        return whatHappened(change);
    if (change.active == number)
        return ActivationFlow::tr("%1 activated v%2 in %3 meanwhile. It serves already.")
            .arg(change.actor, QString::number(number), change.environment);
    return whatHappened(change) + u' ' + ActivationFlow::tr("Above is the difference from that version.");
}

} // namespace

QString ActivationFlow::otherEnvironment(const QString &environment) const
{
    const auto other = std::ranges::find_if(m_environments, [&](const QString &key) { return key != environment; });
    return other == m_environments.end() ? QString() : *other;
}

ActivationFlow::ActivationFlow(PromptStore &store, ExecutionStore &executions, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_executions(executions)
    , m_window(window)
{
}

void ActivationFlow::activate(TemplateDocument *document, int number, const QString &environment)
{
    review(Kind::Activate, document, number, environment);
}

void ActivationFlow::rollBack(TemplateDocument *document, int number, const QString &environment, const QString &reason)
{
    const int target = number > 0 ? number : servedBefore(*document, environment);
    if (target == 0) {
        Q_EMIT failed(
            {.kind = ErrorKind::NotFound,
             .message = tr("No other version of “%1” has served in %2.").arg(document->summary().name, environment),
             .remedy = tr("Choose a version in the timeline to roll back to.")});
        return;
    }
    review(Kind::RollBack, document, target, environment, reason);
}

void ActivationFlow::review(Kind kind, TemplateDocument *document, int number, const QString &environment,
                            const QString &reason)
{
    // The dialog appears with its diff in it: reading two versions takes a few milliseconds.
    const int active = document->activeIn(environment);
    QList<int> needed{number};
    if (active > 0)
        needed.append(active);
    document->withVersions(needed, this, [=, this](const TemplateDocument::Versions &) {
        auto *dialog = new ReviewDialog({}, m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setReason(reason);
        fill(dialog, kind, document, number, environment);
        connect(dialog, &ReviewDialog::environmentRequested, document,
                [=, this](const QString &other) { fill(dialog, kind, document, number, other); });
        connect(dialog, &ReviewDialog::reviewAgainRequested, document,
                [=, this] { reviewAgain(dialog, kind, document, number); });
        connect(dialog, &ReviewDialog::confirmed, document, [=, this](const QString &place, const QString &given) {
            confirm(dialog, kind, document, place, given);
        });
        const auto followAgain = [=, this] { follow(dialog, kind, document, number); };
        connect(document, &TemplateDocument::summaryChanged, dialog, followAgain);
        connect(document, &TemplateDocument::activationsChanged, dialog, followAgain);
        connect(document, &QObject::destroyed, dialog, &ReviewDialog::reject);
        dialog->open();
    });
}

void ActivationFlow::fill(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number,
                          const QString &environment, const QString &notice)
{
    const int active = document->activeIn(environment);
    QList<int> needed{number};
    if (active > 0)
        needed.append(active);
    document->withVersions(needed, dialog, [=, this](const TemplateDocument::Versions &versions) {
        if (!dialog->isUndecided() && !notice.isEmpty())
            return; // confirmed while the text was read: the database's answer is what counts
        ReviewRequest request;
        request.action = kind == Kind::Activate ? ReviewRequest::Action::Activate : ReviewRequest::Action::RollBack;
        request.version = number;
        request.templateName = document->summary().name;
        request.environment = environment;
        request.servingVersion = active;
        if (active > 0) {
            request.serving = DiffSide{tr("v%1 · active").arg(active), PillKind::Active, versions[active].content, {}};
            if (const Activation *since = document->lastActivation(environment); since && since->active == active)
                request.servingSince =
                    tr("v%1 was activated %2").arg(active).arg(relativeTime(since->at, QDateTime::currentDateTime()));
        }
        request.candidate = {tr("v%1").arg(number), PillKind::Accent, versions[number].content, {}};
        const VersionSummary &made = versions[number].summary;
        request.origin = tr("v%1 by %2, %3")
                             .arg(number)
                             .arg(made.author, relativeTime(made.createdAt, QDateTime::currentDateTime()));
        request.note = made.note;
        request.otherEnvironment = otherEnvironment(environment);
        request.notice = notice;
        dialog->setRequest(request);
        readFigures(dialog, *document);
    });
}

/// What serves there and how often, and what the candidate did anywhere: the environment where it ran most stands for
/// it.
void ActivationFlow::readFigures(ReviewDialog *dialog, const TemplateDocument &document)
{
    const ReviewRequest &asked = dialog->request();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const MetricPeriod month = periodOf(TimeRange::Month, now);
    MetricQuery query{.since = month.since,
                      .until = month.until,
                      .by = MetricQuery::By::Environment,
                      .templates = QList{document.id()},
                      .versions = {asked.version}};
    QList<QFuture<Result<QList<Metrics>>>> answers{m_executions.metrics(query)};
    query.versions = {asked.servingVersion};
    query.environment = asked.environment;
    answers.append(m_executions.metrics(query)); // nothing serves: none is version 0
    const QList<MeasuredTime> served = recentlyServed(document.activations(), asked.environment, now);
    query.versions.clear();
    query.percentiles = false;
    for (const MeasuredTime &time : served) {
        query.since = time.since;
        query.until = time.until;
        answers.append(m_executions.metrics(query));
    }
    QtFuture::whenAll(answers.begin(), answers.end())
        .then(dialog, [dialog, served, version = asked.version, serving = asked.servingVersion,
                       environment = asked.environment](const QList<QFuture<Result<QList<Metrics>>>> &read) {
            const bool same =
                dialog->request().servingVersion == serving && dialog->request().environment == environment;
            const auto candidate = read.at(0).result();
            const auto present = read.at(1).result();
            if (!same || !candidate || !present)
                return; // without figures the review says nothing of them
            qint64 executions = 0;
            for (const auto &answer : read.sliced(2)) {
                const auto load = answer.result();
                if (!load)
                    return;
                executions += load->value(0).executions;
            }
            dialog->setFigures(reviewFigures(serving, environment, present->value(0), version, *candidate),
                               executionsADay(executions, served));
        });
}

/// Shows at once that something else serves than what is being reviewed against, before the database has to refuse.
void ActivationFlow::follow(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number)
{
    const QString environment = dialog->request().environment;
    const int active = document->activeIn(environment);
    const Activation *change = document->lastActivation(environment);
    // What serves and who switched it are read apart; the later of the two brings us here again.
    const bool told = change && change->active == active;
    if (told && dialog->isUndecided() && active != dialog->request().servingVersion)
        fill(dialog, kind, document, number, environment, whatHappened(*change, number));
}

void ActivationFlow::reviewAgain(ReviewDialog *dialog, Kind kind, TemplateDocument *document, int number)
{
    readServing(
        dialog, document, [dialog](const Error &error) { dialog->showError(error); },
        [=, this] { fill(dialog, kind, document, number, dialog->request().environment); });
}

/// What serves is asked for: the notification of what happened meanwhile may still be on its way.
void ActivationFlow::readServing(QDialog *dialog, TemplateDocument *document,
                                 const std::function<void(const Error &)> &fail, const std::function<void()> &use)
{
    m_store.templates({document->id()})
        .then(dialog, [fail, use, document = QPointer(document)](const Result<QList<TemplateSummary>> &read) {
            if (!read) {
                fail(read.error());
                return;
            }
            if (!document || read->isEmpty())
                return;
            document->setSummary(read->first());
            use();
        });
}

void ActivationFlow::confirm(ReviewDialog *dialog, Kind kind, TemplateDocument *document, const QString &environment,
                             const QString &reason)
{
    dialog->setBusy(true);
    const int number = dialog->request().version;
    const int expected = dialog->request().servingVersion;
    auto result = kind == Kind::Activate ? m_store.activate(document->id(), number, environment, reason, expected)
                                         : m_store.rollBack(document->id(), number, environment, reason, expected);
    // It stays in the status line while one goes on to other templates, so it says which one it is about.
    const QString name = document->summary().name;
    result.then(dialog, [=, this](const Result<ActivationResult> &done) {
        if (!done) {
            dialog->showError(done.error());
            return;
        }
        dialog->accept();
        const QString sentence = kind == Kind::Activate
                                     ? tr("v%1 of “%2” serves in %3 now. Roll back is in the timeline.")
                                     : tr("Rolled back: v%1 of “%2” serves in %3 now.");
        Q_EMIT this->done(sentence.arg(QString::number(number), name, environment));
    });
}

void ActivationFlow::deactivate(TemplateDocument *document, const QString &environment)
{
    const QString name = document->summary().name;
    auto *dialog = new DeactivateDialog(name, document->activeIn(environment), environment, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeactivateDialog::confirmed, document, [=, this](const QString &reason) {
        m_store.deactivate(document->id(), environment, reason, dialog->active())
            .then(dialog, [=, this](const Result<ActivationResult> &done) {
                if (!done) {
                    dialog->showError(done.error());
                    return;
                }
                dialog->accept();
                Q_EMIT this->done(tr("“%1” serves nothing in %2 now.").arg(name, environment));
            });
    });
    connect(dialog, &DeactivateDialog::lookAgainRequested, document, [=, this] {
        readServing(
            dialog, document, [dialog](const Error &error) { dialog->showError(error); },
            [=] {
                const int active = document->activeIn(environment);
                dialog->setActive(active, active > 0 ? tr("v%1 serves in %2 now.").arg(active).arg(environment)
                                                     : tr("Nothing serves in %1 any more.").arg(environment));
            });
    });
    const auto followAgain = [=] { follow(dialog, document, environment); };
    connect(document, &TemplateDocument::summaryChanged, dialog, followAgain);
    connect(document, &TemplateDocument::activationsChanged, dialog, followAgain);
    connect(document, &QObject::destroyed, dialog, &DeactivateDialog::reject);
    dialog->open();
}

/// As in the review: what would be switched off is what was read.
void ActivationFlow::follow(DeactivateDialog *dialog, const TemplateDocument *document, const QString &environment)
{
    const int active = document->activeIn(environment);
    const Activation *change = document->lastActivation(environment);
    if (change && change->active == active && dialog->isUndecided() && active != dialog->active())
        dialog->setActive(active, whatHappened(*change));
}

} // namespace promptuary
