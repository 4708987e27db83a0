// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/linereader.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/executions/executionstore.h"
#include "core/executions/recorder.h"
#include "core/executions/recordmembers.h"

#include <unistd.h>

#include <mutex>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct RecordArguments {
    RecorderOptions options;
    int batch = 2000;
    int waitMs = 1000;
    bool acknowledge = false;
};

/// The database is opened by the first batch: where it is away, there may be a spill file.
Result<RecordResult> send(Session &session, const QByteArray &batch)
{
    static std::mutex mutex; // for the session; batches overlap
    std::unique_lock lock(mutex);
    const auto database = session.recordingDatabase();
    lock.unlock();
    if (!database)
        return std::unexpected(database.error());
    auto result = ExecutionStore(**database).record(batch).result();
    if (!result && result.error().kind == ErrorKind::NoDatabase) {
        lock.lock();
        std::ignore = session.ensureRunning(); // for the next attempt; this one's error tells what happened
    }
    return result;
}

ExitStatus statusOf(const RecorderReport &report, bool stopped)
{
    if (report.error)
        return exitStatus(report.error->kind);
    if (stopped)
        return ExitStatus::Failed;
    return report.result.refused.isEmpty() ? ExitStatus::Done : ExitStatus::Invalid;
}

QByteArray toText(const RecorderReport &report)
{
    QString text = u"Recorded %1; %2 there already, %3 refused."_s.arg(counted(report.result.recorded, u"execution"_s))
                       .arg(report.result.known)
                       .arg(report.result.refused.size());
    if (report.replayed > 0)
        text += u" %1 of them came from the spill file."_s.arg(report.replayed);
    if (report.spilled > 0)
        text += u" In the spill file: %1."_s.arg(report.spilled);
    return text.toUtf8() + '\n';
}

QByteArray toJson(const RecorderReport &report)
{
    QJsonArray refused;
    for (const RefusedExecution &one : report.result.refused)
        refused.append(QJsonObject{{u"line"_s, one.line}, {u"reason"_s, one.reason}});
    return jsonOutput(QJsonObject{{u"recorded"_s, report.result.recorded},
                                  {u"known"_s, report.result.known},
                                  {u"refused"_s, refused},
                                  {u"replayed"_s, report.replayed},
                                  {u"spilled"_s, report.spilled}})
        .text;
}

void tell(qint64 line, const QString &sentence)
{
    writeMessage(u"standard input:%1:1: %2"_s.arg(line).arg(sentence));
}

/// Lines go in as they come; who watches is told of each that is refused as soon as that is known.
void feed(Recorder &recorder, const std::stop_token &stop)
{
    LineReader reader(STDIN_FILENO, stop, longestRecord);
    RecordMembers members;
    qint64 number = 0;
    while (auto line = reader.next()) {
        ++number;
        if (line->size() <= longestRecord) { // else it has no end
            for (const QString &sentence : members.unknownIn(line->trimmed()))
                tell(number, u"warning: "_s + sentence);
        }
        if (!recorder.add(*line))
            break;
    }
}

Result<Output> record(Session &session, const RecordArguments &arguments)
{
    RecorderOptions options = arguments.options;
    options.batch = arguments.batch;
    options.queue = 5 * options.batch;
    options.wait = std::chrono::milliseconds(arguments.waitMs);
    Recorder::Kept kept;
    if (arguments.acknowledge)
        kept = [](qint64 line) { writeMessage(u"kept %1"_s.arg(line)); };
    const auto refused = [spillFile = options.spillFile](const RefusedExecution &one) {
        if (one.line > 0)
            tell(one.line, one.reason);
        else
            writeMessage(u"%1.refused: %2"_s.arg(spillFile, one.reason));
    };
    auto recorder = Recorder::open([&session](const QByteArray &batch) { return send(session, batch); }, options,
                                   std::move(kept), refused);
    if (!recorder)
        return std::unexpected(recorder.error());
    const std::stop_token stop = session.stopToken();
    feed(**recorder, stop);
    const RecorderReport report = (*recorder)->finish();
    if (report.error)
        writeError(*report.error);
    return Output{session.json() ? toJson(report) : toText(report), statusOf(report, stop.stop_requested())};
}

} // namespace

void addRecordVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<RecordArguments>();
    CLI::App *verb = app.add_subcommand(
        "record",
        "Record what agents did: a JSON object a line on standard input, as sql/README.md describes for\n"
        "record_executions(). What was recorded with the same id and started_at is not recorded again, so sending\n"
        "twice is safe while the single executions of that day are kept: 30 days, unless set otherwise. What is sent\n"
        "again after that counts again.\n"
        "A line that is refused (one longer than 64 MiB is) is told on standard error as soon as that is known, and a\n"
        "member that no record has when it comes first. Status 3 where some lines were refused; all others went in.");
    addText(*verb, "--spill", arguments->options.spillFile,
            "keep what comes while the database is away in this file; the next call with it sends that on")
        ->type_name("FILE");
    addNumber(*verb, "--batch", arguments->batch, 1, "send so many at once, at most (default: 2000)");
    addNumber(*verb, "--wait", arguments->waitMs, 1, "keep none waiting longer than N milliseconds (default: 1000)");
    verb->add_flag("--acknowledge", arguments->acknowledge,
                   "say \"kept LINE\" on standard error when all lines up to it are in the database or the spill file");
    verb->callback(
        [&chosen, arguments] { chosen = [arguments](Session &session) { return record(session, *arguments); }; });
}

} // namespace promptuary
