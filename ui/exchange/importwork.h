// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importstore.h"
#include "ui/exchange/importsource.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>

namespace promptuary
{

/// The slow steps of an import, one at a time and none on the GUI thread: reading the source, comparing it with the
/// database, importing. Starting a step ends the one before. Progress is looked at twenty times a second, so that a
/// fast step does not flood the event loop.
class ImportWork : public QObject
{
    Q_OBJECT
public:
    explicit ImportWork(ImportStore &store, QObject *parent = nullptr);
    ~ImportWork() override; ///< cancels; what is under way in the database is rolled back

    void read(const ImportSource &source);
    void preview(const ImportPlan &plan);
    void import(const ImportPlan &plan, const ImportOptions &options);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void readDone(const promptuary::ImportReading &reading);
    void previewDone(const promptuary::Result<promptuary::ImportReport> &report);
    void importDone(const promptuary::Result<promptuary::ImportReport> &report);
    void progressed(int done, int total); ///< total 0: not known yet

private:
    /// Written by the thread that works, read by the timer.
    struct Progress {
        std::atomic<int> done = 0;
        std::atomic<int> total = 0;
    };

    void begin();
    [[nodiscard]] bool end(int step);
    [[nodiscard]] std::function<void(int, int)> reporter() const;
    void look();

    ImportStore &m_store;
    std::stop_source m_stop;
    std::shared_ptr<Progress> m_progress;
    QTimer m_timer;
    int m_step = 0; ///< answers of an earlier step are not wanted any more
    bool m_busy = false;
};

} // namespace promptuary
