// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importwork.h"

#include <QPromise>
#include <QThreadPool>

namespace promptuary
{

ImportWork::ImportWork(ImportStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    using namespace std::chrono_literals;
    m_timer.setInterval(50ms);
    connect(&m_timer, &QTimer::timeout, this, &ImportWork::look);
}

ImportWork::~ImportWork()
{
    m_stop.request_stop();
}

void ImportWork::begin()
{
    m_stop.request_stop();
    m_stop = {};
    m_progress = std::make_shared<Progress>();
    ++m_step;
    m_busy = true;
    m_timer.start();
    Q_EMIT progressed(0, 0);
}

bool ImportWork::end(int step)
{
    if (step != m_step)
        return false;
    m_timer.stop();
    m_busy = false;
    return true;
}

std::function<void(int, int)> ImportWork::reporter() const
{
    return [progress = m_progress](int done, int total) {
        progress->total = total;
        progress->done = done;
    };
}

void ImportWork::look()
{
    Q_EMIT progressed(m_progress->done, m_progress->total);
}

void ImportWork::read(const ImportSource &source)
{
    begin();
    auto promise = std::make_shared<QPromise<std::shared_ptr<ImportReading>>>();
    promise->start();
    promise->future().then(this, [this, step = m_step](const std::shared_ptr<ImportReading> &reading) {
        if (end(step))
            Q_EMIT readDone(*reading);
    });
    QThreadPool::globalInstance()->start([promise, source, progress = reporter(), stop = m_stop.get_token()] {
        promise->addResult(std::make_shared<ImportReading>(readImportSource(source, progress, stop)));
        promise->finish();
    });
}

void ImportWork::preview(const ImportPlan &plan)
{
    begin();
    m_store.import(plan, {.dryRun = true}, reporter(), m_stop.get_token())
        .then(this, [this, step = m_step](const Result<ImportReport> &report) {
            if (end(step))
                Q_EMIT previewDone(report);
        });
}

void ImportWork::import(const ImportPlan &plan, const ImportOptions &options)
{
    begin();
    m_store.import(plan, options, reporter(), m_stop.get_token())
        .then(this, [this, step = m_step](const Result<ImportReport> &report) {
            if (end(step))
                Q_EMIT importDone(report);
        });
}

void ImportWork::cancel()
{
    m_stop.request_stop();
}

} // namespace promptuary
