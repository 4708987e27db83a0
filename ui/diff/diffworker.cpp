// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffworker.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <utility>

namespace promptuary
{

DiffWorker::DiffWorker(QObject *parent)
    : QObject(parent)
{
}

DiffWorker::~DiffWorker()
{
    m_stop.request_stop();
}

void DiffWorker::cancel()
{
    m_stop.request_stop();
    m_running = false;
    ++m_latest;
}

void DiffWorker::start(const VersionContent &left, const VersionContent &right, const DiffRowsOptions &options,
                       const DiffResultPtr &earlier)
{
    cancel();
    m_stop = std::stop_source();
    m_running = true;
    QPromise<Result<DiffResultPtr>> promise;
    promise.future().then(this, [this, number = m_latest](const Result<DiffResultPtr> &result) {
        if (number != m_latest)
            return;
        m_running = false;
        if (result)
            Q_EMIT finished(*result);
        else
            Q_EMIT failed(result.error());
    });
    QThreadPool::globalInstance()->start(
        [promise = std::move(promise), left, right, options, earlier, stop = m_stop.get_token()]() mutable {
            promise.start();
            promise.addResult(makeDiffResult(left, right, options, earlier, stop));
            promise.finish();
        });
}

} // namespace promptuary
