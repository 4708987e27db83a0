// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diffresult.h"

#include <QObject>

namespace promptuary
{

/// Compares on a thread of the pool, one comparison at a time: a new one ends the one before, of which nothing is
/// heard.
class DiffWorker : public QObject
{
    Q_OBJECT
public:
    explicit DiffWorker(QObject *parent = nullptr);
    ~DiffWorker() override;

    void start(const VersionContent &left, const VersionContent &right, const DiffRowsOptions &options,
               const DiffResultPtr &earlier = {});
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void finished(const promptuary::DiffResultPtr &result);
    void failed(const promptuary::Error &error); ///< never for a cancelled comparison

private:
    std::stop_source m_stop;
    int m_latest = 0;
    bool m_running = false;
};

} // namespace promptuary
