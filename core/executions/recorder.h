// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"
#include "core/executions/spillfile.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace promptuary
{

/// The longest record that is taken. A server refuses messages of a gigabyte with the connection, not with a reason,
/// and a batch may be a record longer than `batchBytes`; of a record's texts 64 KiB each are kept.
inline constexpr qsizetype longestRecord = 64 << 20;

struct RecorderOptions {
    qsizetype batch = 2000;                ///< records that are sent at once, at most
    qsizetype batchBytes = 4 << 20;        ///< a batch is closed by the record that reaches this
    int underway = 2;                      ///< batches that are sent at the same time, at most
    std::chrono::milliseconds wait{1000};  ///< for which a record waits for others, at most
    qsizetype queue = 10000;               ///< records that wait, at most: who adds one more waits too
    std::chrono::milliseconds pause{1000}; ///< between attempts at a database that is away
    /// For a database that went away where there is no spill file, and for others who record the same executions.
    std::chrono::milliseconds patience{10000};
    QString spillFile = {}; ///< keeps what comes while the database is away; empty for none
};

struct RecorderReport {
    RecordResult result;        ///< what went in, what came from the spill file included (line 0 where refused)
    qint64 replayed = 0;        ///< lines that came from the spill file
    qint64 spilled = 0;         ///< lines that are in the spill file and nowhere else
    std::optional<Error> error; ///< why not everything is in the log
};

/// Sends executions to the log in batches, on a thread of its own. What it has told to be kept is in the log or, where
/// there is a spill file, on the disk; a later recorder with that file sends it on. Records are sent again where it is
/// not sure that they arrived: their ids are keys, so none is counted twice.
class Recorder
{
public:
    /// ExecutionStore::record(), waited for. Called on several threads, once one batch has arrived.
    using Send = std::function<Result<RecordResult>(const QByteArray &batch)>;
    using Kept = std::function<void(qint64 line)>; ///< all lines up to this one are kept or were refused
    /// A record that was refused for good, as the report says it too; before `Kept` of its line.
    using Refused = std::function<void(const RefusedExecution &refused)>;

    /// What is told is told from the recorder's thread, or from finish().
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> open(Send send, const RecorderOptions &options,
                                                                Kept kept = {}, Refused refused = {});
    ~Recorder();
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    /// Takes a line of NDJSON, blank ones too. Blocks while the queue is full; false where nothing more can be kept.
    bool add(const QByteArray &line);
    /// Waits until everything is sent or spilled.
    [[nodiscard]] RecorderReport finish();

private:
    using Clock = std::chrono::steady_clock;
    struct Item {
        QByteArray json;
        qint64 line = 0;
        QString fault; ///< why it cannot be sent at all
        Clock::time_point added;
    };
    using Batch = std::vector<Item>;
    struct Underway {
        Batch batch;
        std::future<Result<RecordResult>> answer;
        qint64 last = 0; ///< the line that it ends with
    };

    [[nodiscard]] static Item itemOf(const QByteArray &line, qint64 number);
    Recorder(Send send, RecorderOptions options, std::unique_ptr<SpillFile> spill, Kept kept, Refused refused);
    void work();
    [[nodiscard]] std::optional<Batch> next();
    [[nodiscard]] bool anotherWaits();
    void keep(Batch batch);
    [[nodiscard]] bool mayOverlap() const;
    void settle();
    void settleAll();
    void tellKept(qint64 last);
    void deliver(const Batch &batch);
    void waitFor(const Batch &batch);
    [[nodiscard]] bool attempt(const Batch &batch);
    [[nodiscard]] Result<void> send(std::span<const Item> items);
    void take(std::span<const Item> items, const RecordResult &sent);
    [[nodiscard]] static QByteArray joined(std::span<const Item> items);
    void refuse(const Item &item, const QString &reason);
    void tellRefused();
    void spill(const Batch &batch);
    void replay();
    [[nodiscard]] bool waitsOnDisk() const { return m_spill && m_spill->lines() > 0; }
    void giveUp(const Error &error);

    const Send m_send;
    const RecorderOptions m_options;
    const Kept m_kept;
    const Refused m_refused;
    const std::unique_ptr<SpillFile> m_spill;

    std::mutex m_mutex;
    std::condition_variable m_added;
    std::condition_variable m_taken;
    std::deque<Item> m_queue;
    qint64 m_lines = 0;
    bool m_finishing = false;
    bool m_broken = false;

    // The worker's own until it has ended.
    std::deque<Underway> m_underway;
    RecorderReport m_report;
    QByteArrayList m_setAside;
    qsizetype m_told = 0;   ///< of those that were refused
    bool m_reached = false; ///< the database, at least once
    Clock::time_point m_nextAttempt;
    std::thread m_worker;
};

} // namespace promptuary
