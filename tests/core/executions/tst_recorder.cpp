// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recorder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>

using namespace promptuary;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A log that dedupes by id, refuses "bad", and can be away.
class FakeLog
{
public:
    Result<RecordResult> record(const QByteArray &batch)
    {
        const std::scoped_lock lock(m_mutex);
        ++batches;
        if (away)
            return failure(ErrorKind::NoDatabase, u"away"_s);
        const auto document = QJsonDocument::fromJson(batch);
        if (batch.contains("poison"))
            return failure(ErrorKind::Invalid, u"poisoned"_s);
        RecordResult result;
        int line = 0;
        for (const QJsonValue &value : document.array()) {
            ++line;
            const QString id = value["id"_L1].toString();
            if (id == "bad"_L1)
                result.refused.append({.line = line, .reason = u"bad"_s});
            else if (m_ids.contains(id))
                ++result.known;
            else {
                ++result.recorded;
                m_ids << id;
            }
        }
        if (failAfter > 0 && --failAfter == 0) { // stored, and nobody told
            away = true;
            return failure(ErrorKind::NoDatabase, u"lost"_s);
        }
        return result;
    }
    [[nodiscard]] QSet<QString> ids()
    {
        const std::scoped_lock lock(m_mutex);
        return m_ids;
    }

    std::atomic<bool> away = false;
    std::atomic<int> failAfter = 0;
    std::atomic<int> batches = 0;

private:
    std::mutex m_mutex;
    QSet<QString> m_ids;
};

QByteArray line(const QByteArray &id)
{
    return R"({"id": ")" + id + R"("})";
}

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_log = std::make_unique<FakeLog>();
    }

    void batchesByCount()
    {
        auto recorder = open({.batch = 4, .wait = 1h});
        for (int i = 0; i < 10; ++i)
            QVERIFY(recorder->add(line(QByteArray::number(i))));
        const auto report = recorder->finish();
        QCOMPARE(report.result.recorded, 10);
        QCOMPARE(m_log->batches.load(), 3);
        QVERIFY(!report.error);
    }

    void batchesByTime()
    {
        auto recorder = open({.batch = 1000, .wait = 5ms});
        QVERIFY(recorder->add(line("one")));
        QTRY_COMPARE(m_log->ids().size(), 1); // without a second one, and without an end
    }

    void refusesLineByLine()
    {
        auto recorder = open({.batch = 10});
        for (const QByteArray &each : {line("a"), QByteArray("{nonsense"), QByteArray(), line("bad"), QByteArray("[]"),
                                       QByteArray(R"({"id": "poison"})"), line("b")})
            recorder->add(each);
        const auto report = recorder->finish();
        QCOMPARE(report.result.recorded, 2);
        QList<int> lines;
        for (const RefusedExecution &refused : report.result.refused)
            lines << refused.line;
        std::ranges::sort(lines);
        QCOMPARE(lines, (QList<int>{2, 4, 5, 6}));
    }

    void aFullQueueHoldsBack()
    {
        std::mutex gate;
        gate.lock();
        auto recorder = *Recorder::open(
            [&](const QByteArray &batch) {
                const std::scoped_lock wait(gate);
                return m_log->record(batch);
            },
            {.batch = 1, .queue = 3});
        std::atomic<int> added = 0;
        std::thread writer([&] {
            for (int i = 0; i < 10; ++i) {
                recorder->add(line(QByteArray::number(i)));
                ++added;
            }
        });
        QTRY_COMPARE(added.load(), 4); // one is being sent, three wait
        gate.unlock();
        writer.join();
        QCOMPARE(recorder->finish().result.recorded, 10);
    }

    void spillsAndReplays()
    {
        m_log->away = true;
        auto recorder = open({.batch = 2, .pause = 1h, .spillFile = spillFile()});
        for (int i = 0; i < 5; ++i)
            QVERIFY(recorder->add(line(QByteArray::number(i))));
        auto report = recorder->finish();
        QCOMPARE(report.spilled, 5);
        QCOMPARE(report.error->kind, ErrorKind::NoDatabase);
        QVERIFY(m_log->ids().isEmpty());
        recorder.reset();

        m_log->away = false;
        recorder = open({.batch = 2, .spillFile = spillFile()});
        recorder->add(line("5"));
        report = recorder->finish();
        QCOMPARE(report.spilled, 0);
        QCOMPARE(report.replayed, 5);
        QCOMPARE(report.result.recorded, 6);
        QVERIFY(!report.error);
        QCOMPARE(QFile(spillFile()).size(), 0);
    }

    void replaysWhenItIsBack()
    {
        m_log->away = true;
        auto recorder = open({.batch = 1, .wait = 1ms, .pause = 2ms, .spillFile = spillFile()});
        recorder->add(line("a"));
        QTRY_COMPARE(QFile(spillFile()).size(), 12);
        m_log->away = false;
        QTRY_COMPARE(m_log->ids().size(), 1); // though nothing more came
        QCOMPARE(recorder->finish().spilled, 0);
    }

    void whatWasStoredUntoldIsNotCountedTwice()
    {
        m_log->failAfter = 2;
        auto recorder = open({.batch = 3, .pause = 1ms, .spillFile = spillFile()});
        for (int i = 0; i < 9; ++i)
            recorder->add(line(QByteArray::number(i)));
        std::ignore = recorder->finish();
        m_log->away = false;
        recorder.reset();
        recorder = open({.spillFile = spillFile()});
        const auto report = recorder->finish();
        QCOMPARE(m_log->ids().size(), 9);
        QCOMPARE(report.result.known + report.result.recorded, report.replayed);
        QVERIFY(report.result.known >= 3);
    }

    void waitsForADatabaseWithoutASpillFile()
    {
        auto recorder = open({.batch = 1, .wait = 1ms, .pause = 2ms, .patience = 1h});
        recorder->add(line("a"));
        QTRY_COMPARE(m_log->ids().size(), 1);
        m_log->away = true;
        recorder->add(line("b"));
        const int before = m_log->batches;
        QTRY_VERIFY(m_log->batches > before + 3);
        m_log->away = false;
        const auto report = recorder->finish();
        QCOMPARE(report.result.recorded, 2);
        QVERIFY(!report.error);
    }

    void givesUpWhereItNeverReachedOne()
    {
        m_log->away = true;
        auto recorder = open({.batch = 1, .wait = 1ms});
        recorder->add(line("a"));
        QTRY_VERIFY(!recorder->add(line("b")));
        QCOMPARE(recorder->finish().error->kind, ErrorKind::NoDatabase);
    }

    void aTornLineIsDropped()
    {
        write(line("a") + "\n{\"id\": \"b");
        auto recorder = open({.spillFile = spillFile()});
        const auto report = recorder->finish();
        QCOMPARE(report.result.recorded, 1);
        QVERIFY(report.result.refused.isEmpty());
    }

    void whatIsRefusedOnReplayIsSetAside()
    {
        write(line("a") + '\n' + line("bad") + '\n');
        auto recorder = open({.spillFile = spillFile()});
        const auto report = recorder->finish();
        QCOMPARE(report.result.refused.size(), 1);
        QCOMPARE(report.result.refused.first().line, 0);
        QCOMPARE(QFile(spillFile()).size(), 0);
        QFile aside(spillFile() + u".refused"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), line("bad") + '\n');
    }

    void whatIsTooLongIsRefusedByItself()
    {
        const QByteArray longest = "{\"id\": \"longest\", \"text\": \"" + QByteArray(longestRecord - 29, 'x') + "\"}";
        QCOMPARE(longest.size(), longestRecord);
        auto recorder = open({});
        QVERIFY(recorder->add(line("a")));
        QVERIFY(recorder->add(longest + ' ')); // a server that gets such lines loses its connection
        QVERIFY(recorder->add(longest));
        const auto report = recorder->finish();
        QCOMPARE(report.result.recorded, 2);
        QCOMPARE(report.result.refused.size(), 1);
        QCOMPARE(report.result.refused.first().line, 2);
        QVERIFY(report.result.refused.first().reason.startsWith(u"this is longer than 64 MiB"_s));
        QVERIFY(!report.error);
    }

    void whatIsTooLongDoesNotBlockASpillFile()
    {
        write("{\"id\": \"long\", \"text\": \"" + QByteArray(longestRecord + (1 << 20), 'x') + "\"}\n" + line("b") +
              '\n');
        auto recorder = open({.spillFile = spillFile()});
        const auto report = recorder->finish();
        QCOMPARE(m_log->ids(), QSet<QString>{u"b"_s});
        QCOMPARE(report.replayed, 2);
        QCOMPARE(report.result.refused.size(), 1);
        QCOMPARE(QFile(spillFile()).size(), 0);
        QFile aside(spillFile() + u".refused"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QVERIFY(aside.size() < 1 << 20); // enough to tell whose it is
        QVERIFY(aside.readLine().startsWith("{\"id\": \"long\", "));
        QVERIFY(aside.atEnd());
    }

    void aSpillFileComesInBatchesOfBytesToo()
    {
        write(line("a") + '\n' + line("b") + '\n' + line("c") + '\n');
        QCOMPARE(open({.batchBytes = 10, .spillFile = spillFile()})->finish().result.recorded, 3);
        QCOMPARE(m_log->batches.load(), 3);
    }

    void oneAtATimeHasASpillFile()
    {
        const auto recorder = open({.spillFile = spillFile()});
        const auto other =
            Recorder::open([](const QByteArray &) { return RecordResult(); }, {.spillFile = spillFile()});
        QVERIFY(!other);
        QCOMPARE(other.error().kind, ErrorKind::Conflict);
    }

    void saysWhatIsKept()
    {
        QList<qint64> kept;
        auto recorder = *Recorder::open([this](const QByteArray &batch) { return m_log->record(batch); },
                                        {.batch = 2, .wait = 1h}, [&](qint64 last) { kept << last; });
        for (int i = 0; i < 5; ++i)
            recorder->add(line(QByteArray::number(i)));
        std::ignore = recorder->finish();
        QCOMPARE(kept, (QList<qint64>{2, 4, 5}));
    }

    void batchesOverlapAndAreToldInTheirOrder()
    {
        std::mutex mutex;
        std::condition_variable changed;
        QByteArrayList arrived;
        QList<qint64> kept;
        auto recorder = *Recorder::open(
            [&](const QByteArray &batch) -> Result<RecordResult> {
                std::unique_lock lock(mutex);
                // The second batch only arrives after the third.
                const bool third = !batch.contains("\"1\"") ||
                                   changed.wait_for(lock, 10s, [&] { return arrived.join().contains("\"2\""); });
                arrived << batch;
                changed.notify_all();
                return third ? m_log->record(batch) : failure(ErrorKind::Failed, u"They do not overlap."_s);
            },
            {.batch = 1, .wait = 1h}, [&](qint64 last) { kept << last; });
        for (int i = 0; i < 6; ++i)
            QVERIFY(recorder->add(line(QByteArray::number(i))));
        const auto report = recorder->finish();
        QVERIFY2(!report.error, qPrintable(report.error ? report.error->message : QString()));
        QCOMPARE(report.result.recorded, 6);
        QCOMPARE(kept, (QList<qint64>{1, 2, 3, 4, 5, 6}));
    }

    void whoCollidesWithOthersTriesAgain()
    {
        std::atomic<int> collisions = 0;
        auto recorder = *Recorder::open(
            [&](const QByteArray &batch) -> Result<RecordResult> {
                if (++collisions % 3 != 0)
                    return std::unexpected(
                        Error{.kind = ErrorKind::Failed, .message = u"deadlock detected"_s, .retriable = true});
                return m_log->record(batch);
            },
            {.batch = 2, .pause = 1ms});
        for (int i = 0; i < 20; ++i)
            QVERIFY(recorder->add(line(QByteArray::number(i))));
        const auto report = recorder->finish();
        QVERIFY(!report.error);
        QCOMPARE(report.result.recorded, 20);
    }

    void nothingIsLostWhereTheDatabaseComesAndGoes_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    /// Batches overlap, arrive or do not, and of some that arrived nobody is told.
    void nothingIsLostWhereTheDatabaseComesAndGoes()
    {
        QFETCH(quint32, seed);
        std::mutex mutex;
        QRandomGenerator random(seed);
        const auto flaky = [&](const QByteArray &batch) -> Result<RecordResult> {
            std::unique_lock lock(mutex);
            const quint32 chance = random.bounded(8U);
            lock.unlock();
            std::this_thread::sleep_for(std::chrono::microseconds(100 * chance));
            if (chance == 0)
                return failure(ErrorKind::NoDatabase, u"away"_s);
            auto result = m_log->record(batch);
            return chance == 1 ? failure(ErrorKind::NoDatabase, u"lost"_s) : result;
        };
        QList<qint64> kept;
        constexpr int lines = 300;
        {
            auto recorder = *Recorder::open(flaky, {.batch = 3, .wait = 1h, .pause = 1ms, .spillFile = spillFile()},
                                            [&](qint64 last) { kept << last; });
            for (int i = 0; i < lines; ++i)
                QVERIFY(recorder->add(line(i % 50 == 7 ? QByteArray("bad") : QByteArray::number(i))));
            const auto report = recorder->finish();
            QCOMPARE(kept.last(), lines);
            QVERIFY(std::ranges::is_sorted(kept));
            QVERIFY(report.spilled > 0 || report.result.refused.size() == lines / 50);
        }
        const auto rest = open({.spillFile = spillFile()})->finish();
        QCOMPARE(rest.spilled, 0);
        QCOMPARE(m_log->ids().size(), lines - lines / 50);
    }

    void tellsOfRefusalsAsTheyBecomeKnown()
    {
        std::mutex mutex;
        QList<qint64> refused;
        auto recorder = *Recorder::open([this](const QByteArray &batch) { return m_log->record(batch); },
                                        {.batch = 10, .wait = 1ms}, {},
                                        [&](const RefusedExecution &one) {
                                            const std::scoped_lock lock(mutex);
                                            refused << one.line;
                                        });
        const auto told = [&] {
            const std::scoped_lock lock(mutex);
            return refused;
        };
        recorder->add(line("a"));
        recorder->add("{nonsense");
        QTRY_COMPARE(told(), QList<qint64>{2}); // while more may come
        recorder->add(line("bad"));
        QTRY_COMPARE(told(), (QList<qint64>{2, 3}));
        QCOMPARE(recorder->finish().result.refused.size(), 2);
        QCOMPARE(told().size(), 2); // none twice
    }

    void whatIsRefusedOnReplayIsToldOnce()
    {
        write(line("bad") + '\n' + line("a") + '\n' + line("b") + '\n');
        m_log->failAfter = 2; // the first group is taken, the second one's answer lost
        std::atomic<int> told = 0;
        auto recorder = *Recorder::open([this](const QByteArray &batch) { return m_log->record(batch); },
                                        {.batch = 1, .pause = 1ms, .spillFile = spillFile()}, {},
                                        [&](const RefusedExecution &) { ++told; });
        QTRY_VERIFY(m_log->batches > 2);
        QCOMPARE(told.load(), 0); // all of it comes again
        m_log->away = false;
        QCOMPARE(recorder->finish().result.refused.size(), 1);
        QCOMPARE(told.load(), 1);
    }

private:
    std::unique_ptr<Recorder> open(const RecorderOptions &options)
    {
        auto recorder = Recorder::open([this](const QByteArray &batch) { return m_log->record(batch); }, options);
        return recorder ? *std::move(recorder) : nullptr;
    }
    [[nodiscard]] QString spillFile() const { return m_folder->filePath(u"spill"_s); }
    void write(const QByteArray &bytes) const
    {
        QFile file(spillFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeLog> m_log;
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
