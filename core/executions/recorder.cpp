// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recorder.h"

#include "core/prompts/jsoncheck.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// Kept of a record that is too long, so that whoever looks finds out whose it is.
constexpr qsizetype keptOfTooLong = 1 << 16;

QString tooLong()
{
    return u"this is longer than %1 MiB, as no record may be: shorten its texts, of which only the beginning is kept anyway"_s
        .arg(longestRecord >> 20);
}

QString faultOf(const QByteArray &line)
{
    if (const auto fault = jsonFault(line))
        return u"this is no JSON: column %1: %2"_s.arg(fault->offset + 1).arg(fault->message);
    return line.startsWith('{') ? QString() : u"this is no JSON object"_s;
}

} // namespace

Recorder::Recorder(Send send, RecorderOptions options, std::unique_ptr<SpillFile> spill, Kept kept, Refused refused)
    : m_send(std::move(send))
    , m_options(std::move(options))
    , m_kept(std::move(kept))
    , m_refused(std::move(refused))
    , m_spill(std::move(spill))
    , m_worker([this] { work(); })
{
}

Result<std::unique_ptr<Recorder>> Recorder::open(Send send, const RecorderOptions &options, Kept kept, Refused refused)
{
    std::unique_ptr<SpillFile> spill;
    if (!options.spillFile.isEmpty()) {
        auto opened = SpillFile::open(options.spillFile);
        if (!opened)
            return std::unexpected(opened.error());
        spill = *std::move(opened);
    }
    return std::unique_ptr<Recorder>(
        new Recorder(std::move(send), options, std::move(spill), std::move(kept), std::move(refused)));
}

Recorder::~Recorder()
{
    std::ignore = finish();
}

Recorder::Item Recorder::itemOf(const QByteArray &line, qint64 number)
{
    if (line.size() > longestRecord)
        return {.json = line.first(keptOfTooLong), .line = number, .fault = tooLong(), .added = Clock::now()};
    const QByteArray json = line.trimmed();
    return {.json = json, .line = number, .fault = json.isEmpty() ? QString() : faultOf(json), .added = Clock::now()};
}

bool Recorder::add(const QByteArray &line)
{
    Item item = itemOf(line, 0);
    std::unique_lock lock(m_mutex);
    item.line = ++m_lines;
    m_taken.wait(lock, [this] { return m_broken || qsizetype(m_queue.size()) < m_options.queue; });
    if (m_broken || item.json.isEmpty())
        return !m_broken;
    m_queue.push_back(std::move(item));
    m_added.notify_one();
    return true;
}

RecorderReport Recorder::finish()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_finishing = true;
    }
    m_added.notify_one();
    if (m_worker.joinable())
        m_worker.join();
    tellRefused();
    m_report.spilled = m_spill ? m_spill->lines() : 0;
    return m_report;
}

void Recorder::work()
{
    if (waitsOnDisk())
        replay();
    for (;;) {
        if (!anotherWaits())
            settleAll();
        auto batch = next();
        if (!batch)
            break;
        if (batch->empty())
            replay();
        else
            keep(*std::move(batch));
    }
    settleAll();
    if (waitsOnDisk())
        replay();
}

/// Nothing once all is done; an empty batch where only the spill file waits.
std::optional<Recorder::Batch> Recorder::next()
{
    std::unique_lock lock(m_mutex);
    const auto some = [this] { return m_finishing || !m_queue.empty(); };
    if (!waitsOnDisk())
        m_added.wait(lock, some);
    else if (!m_added.wait_for(lock, m_options.pause, some))
        return Batch();
    if (m_queue.empty() || m_broken)
        return {};
    m_added.wait_until(lock, m_queue.front().added + m_options.wait,
                       [this] { return m_finishing || qsizetype(m_queue.size()) >= m_options.batch; });
    Batch batch;
    qsizetype bytes = 0;
    while (!m_queue.empty() && qsizetype(batch.size()) < m_options.batch && bytes < m_options.batchBytes) {
        bytes += m_queue.front().json.size();
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    lock.unlock();
    m_taken.notify_all();
    return batch;
}

/// Whether a whole batch can be sent without waiting for it.
bool Recorder::anotherWaits()
{
    const std::scoped_lock lock(m_mutex);
    return qsizetype(m_queue.size()) >= m_options.batch;
}

/// The server works on one batch while another one waits for the disk or is on its way. What is not sent in the usual
/// way is sent by itself, so that there is one order in which things are tried again.
bool Recorder::mayOverlap() const
{
    return m_reached && !m_broken && !m_report.error && !waitsOnDisk();
}

void Recorder::keep(Batch batch)
{
    const qint64 last = batch.back().line;
    for (const Item &item : batch) {
        if (!item.fault.isEmpty())
            refuse(item, item.fault);
    }
    std::erase_if(batch, [](const Item &item) { return !item.fault.isEmpty(); });
    tellRefused(); // what is no JSON needs no database to be known
    if (!batch.empty() && mayOverlap()) {
        auto answer = std::async(std::launch::async, m_send, joined(batch));
        m_underway.push_back({.batch = std::move(batch), .answer = std::move(answer), .last = last});
        if (std::ssize(m_underway) >= m_options.underway)
            settle();
        return;
    }
    settleAll();
    if (!batch.empty() && !m_broken)
        deliver(batch);
    tellKept(last);
}

/// Waits for the batch that was sent first, and sends it once more where it did not arrive.
void Recorder::settle()
{
    Underway first = std::move(m_underway.front());
    m_underway.pop_front();
    if (const auto sent = first.answer.get(); sent)
        take(first.batch, *sent);
    else if (!m_broken)
        deliver(first.batch);
    tellKept(first.last);
}

void Recorder::settleAll()
{
    while (!m_underway.empty())
        settle();
}

void Recorder::tellKept(qint64 last)
{
    tellRefused();
    if (!m_broken && m_kept) // nobody but this thread writes m_broken
        m_kept(last);
}

void Recorder::deliver(const Batch &batch)
{
    if (Clock::now() >= m_nextAttempt && attempt(batch)) {
        if (waitsOnDisk())
            replay();
        return;
    }
    if (m_spill)
        spill(batch);
    else
        waitFor(batch);
}

/// Without a spill file the queue fills meanwhile, and who adds to it waits.
void Recorder::waitFor(const Batch &batch)
{
    const auto end = Clock::now() + m_options.patience;
    while (m_reached && m_report.error->kind == ErrorKind::NoDatabase && Clock::now() < end) {
        std::this_thread::sleep_for(m_options.pause);
        if (attempt(batch))
            return;
    }
    giveUp(*m_report.error);
}

bool Recorder::attempt(const Batch &batch)
{
    const RecordResult before = m_report.result;
    auto sent = send(batch);
    // Others record the same; they are done soon.
    for (const auto end = Clock::now() + m_options.patience; !sent && sent.error().retriable && Clock::now() < end;) {
        m_report.result = before; // all of it comes again, parts that were taken or refused too
        std::this_thread::sleep_for(std::min(m_options.pause, std::chrono::milliseconds(20)));
        sent = send(batch);
    }
    if (!sent) {
        m_report.result = before;
        m_report.error = sent.error();
        m_nextAttempt = m_spill ? Clock::now() + m_options.pause : Clock::time_point();
        return false;
    }
    m_reached = true;
    m_report.error.reset();
    m_nextAttempt = {};
    return true;
}

Result<void> Recorder::send(std::span<const Item> items)
{
    const auto sent = m_send(joined(items));
    if (sent) {
        take(items, *sent);
        return {};
    }
    if (sent.error().kind != ErrorKind::Invalid)
        return std::unexpected(sent.error());
    // One of them is not even JSON to the database, which cannot say which.
    if (items.size() == 1) {
        refuse(items.front(), sent.error().message);
        return {};
    }
    const std::size_t half = items.size() / 2;
    return send(items.first(half)).and_then([&] { return send(items.subspan(half)); });
}

void Recorder::take(std::span<const Item> items, const RecordResult &sent)
{
    m_report.result.recorded += sent.recorded;
    m_report.result.known += sent.known;
    for (const RefusedExecution &refused : sent.refused)
        refuse(items[std::size_t(refused.line - 1)], refused.reason);
}

QByteArray Recorder::joined(std::span<const Item> items)
{
    QByteArray batch = "[";
    for (const Item &item : items)
        batch += item.json + ',';
    batch.back() = ']';
    return batch;
}

void Recorder::refuse(const Item &item, const QString &reason)
{
    if (item.line == 0)
        m_setAside << item.json;
    m_report.result.refused.append({.line = int(item.line), .reason = reason});
}

void Recorder::tellRefused()
{
    while (m_told < m_report.result.refused.size()) {
        if (m_refused)
            m_refused(m_report.result.refused.at(m_told));
        ++m_told;
    }
}

void Recorder::spill(const Batch &batch)
{
    QByteArrayList lines;
    for (const Item &item : batch)
        lines << item.json;
    if (auto kept = m_spill->append(lines); !kept)
        giveUp(kept.error());
}

void Recorder::replay()
{
    bool whole = true;
    qint64 lines = 0;
    const auto sendOn = [&](const QByteArrayList &group) {
        Batch batch;
        for (const QByteArray &line : group) {
            Item item = itemOf(line, 0);
            if (item.fault.isEmpty())
                batch.push_back(std::move(item));
            else
                refuse(item, item.fault);
        }
        whole = batch.empty() || attempt(batch);
        lines += group.size();
        return whole;
    };
    const qsizetype refusedBefore = m_report.result.refused.size();
    m_setAside.clear();
    auto done =
        m_spill->read({.lines = m_options.batch, .bytes = m_options.batchBytes, .longest = longestRecord}, sendOn);
    if (done && !whole) { // they will come again, and so will their refusals
        m_report.result.refused.resize(refusedBefore);
        return;
    }
    if (done && !m_setAside.isEmpty())
        done = m_spill->setAside(m_setAside);
    if (done)
        done = m_spill->clear();
    if (!done)
        return giveUp(done.error());
    m_report.replayed += lines;
}

void Recorder::giveUp(const Error &error)
{
    m_report.error = error;
    {
        const std::scoped_lock lock(m_mutex);
        m_broken = true;
    }
    m_taken.notify_all();
}

} // namespace promptuary
