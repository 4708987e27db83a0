// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/templatedocument.h"

#include "core/diff/versiondiff.h"

#include <QPointer>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// The timeline shows sizes of the newest versions; older ones are measured when there are fewer than this many.
constexpr qsizetype measuredVersions = 200;

using Sizes = QHash<int, std::pair<int, int>>;

Sizes sizesOf(const QList<VersionSummary> &history, const TemplateDocument::Versions &versions,
              const std::stop_token &stop)
{
    Sizes sizes;
    for (const VersionSummary &summary : history) {
        if (stop.stop_requested() || !versions.contains(summary.number))
            continue;
        const VersionContent parent = versions.value(summary.parent).content;
        if (const auto diff = diffVersions(parent, versions[summary.number].content, stop))
            sizes.insert(summary.number, {diff->added(), diff->removed()});
    }
    return sizes;
}

} // namespace

TemplateDocument::TemplateDocument(PromptStore &store, TemplateSummary summary, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_summary(std::move(summary))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &TemplateDocument::measureSizes);
}

TemplateDocument::~TemplateDocument()
{
    m_measuring.request_stop();
}

const VersionSummary *TemplateDocument::find(int number) const
{
    const auto found = std::ranges::find(m_history, number, &VersionSummary::number);
    return found == m_history.end() ? nullptr : &*found;
}

const Activation *TemplateDocument::lastActivation(const QString &environment) const
{
    const auto found = std::ranges::find(m_activations, environment, &Activation::environment);
    return found == m_activations.end() ? nullptr : &*found;
}

void TemplateDocument::setSummary(const TemplateSummary &summary)
{
    if (m_summary == summary)
        return;
    m_summary = summary;
    Q_EMIT summaryChanged();
}

void TemplateDocument::reload()
{
    // Of two readings at once, the older may answer last and has nothing to add.
    const int reading = ++m_reading;
    m_store.history(id()).then(this, [this, reading](const Result<QList<VersionSummary>> &history) {
        if (reading != m_reading)
            return;
        if (history)
            setHistory(*history);
        else
            Q_EMIT failed(history.error());
    });
    m_store.activations(id()).then(this, [this, reading](const Result<QList<Activation>> &activations) {
        if (reading != m_reading)
            return;
        if (!activations) {
            Q_EMIT failed(activations.error());
        } else if (!std::exchange(m_activationsRead, true) || m_activations != *activations) {
            m_activations = *activations;
            Q_EMIT activationsChanged();
        }
    });
}

void TemplateDocument::setHistory(const QList<VersionSummary> &history)
{
    m_history = history;
    Q_EMIT historyChanged();
    m_pause.start();
}

void TemplateDocument::withVersions(const QList<int> &numbers, QObject *context,
                                    std::function<void(const Versions &)> use)
{
    QList<int> missing;
    std::ranges::copy_if(numbers, std::back_inserter(missing), [this](int n) { return !m_versions.contains(n); });
    if (missing.isEmpty()) {
        use(m_versions);
        return;
    }
    m_store.versions(id(), missing)
        .then(this, [this, alive = QPointer(context), use = std::move(use)](const Result<QList<Version>> &versions) {
            if (!versions) {
                Q_EMIT failed(versions.error());
                return;
            }
            for (const Version &version : *versions)
                m_versions.insert(version.summary.number, version);
            if (alive)
                use(m_versions);
        });
}

void TemplateDocument::measureSizes()
{
    m_measuring.request_stop();
    m_measuring = {};
    const qsizetype first = std::max<qsizetype>(0, m_history.size() - measuredVersions);
    QList<VersionSummary> unmeasured;
    QList<int> needed;
    for (const VersionSummary &version : m_history.mid(first)) {
        if (m_sizes.contains(version.number))
            continue;
        unmeasured.append(version);
        needed.append(version.number);
        if (version.parent > 0 && !needed.contains(version.parent))
            needed.append(version.parent);
    }
    if (unmeasured.isEmpty()) {
        Q_EMIT sizesChanged(m_sizes);
        return;
    }
    // Read apart from withVersions: two hundred texts are for this figure only and need not be kept.
    m_store.versions(id(), needed)
        .then(QtFuture::Launch::Async,
              [unmeasured, stop = m_measuring.get_token()](const Result<QList<Version>> &read) {
                  Versions versions;
                  for (const Version &version : read.value_or(QList<Version>()))
                      versions.insert(version.summary.number, version);
                  return sizesOf(unmeasured, versions, stop);
              })
        .then(this, [this, stop = m_measuring.get_token()](const Sizes &sizes) {
            if (stop.stop_requested())
                return;
            m_sizes.insert(sizes);
            Q_EMIT sizesChanged(m_sizes);
        });
}

} // namespace promptuary
