// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/draftjournal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QString database = u"private:/home/ada/.local/share"_s;

Draft draftOf(const QString &text, qint64 id = 7)
{
    return {
        .database = database,
        .templateId = {id},
        .parent = 12,
        .newest = 14,
        .content = {.messages = {{.role = u"system"_s, .content = text}, {.role = u"user"_s, .content = u"\r\n\r"_s}},
                    .format = u"jinja2"_s,
                    .variables = {{.name = u"n"_s,
                                   .type = u"number"_s,
                                   .required = false,
                                   .defaultValue = "12345678901234567890"_ba,
                                   .description = u"how many"_s},
                                  {.name = u"n"_s}},
                    .modelConfig = "{ \"temperature\": 0.10, half typed"},
        .note = u"why"_s,
        .at = {}};
}

QString textOf(const std::optional<Draft> &draft)
{
    return draft ? draft->content.messages.value(0).content : u"(none)"_s;
}

/// The other process: writes one draft, says so when it is on the disk, and then hangs until it is killed.
int writeAndHang(const QString &directory, const QString &text)
{
    DraftJournal journal(directory);
    const DraftJournal::Opened opened = journal.open(database, {7});
    QObject::connect(&journal, &DraftJournal::written, &journal, [] {
        std::puts("written");
        std::fflush(stdout);
    });
    journal.write(opened.place, draftOf(text));
    return QCoreApplication::exec();
}

} // namespace

class TestDraftJournal : public QObject
{
    Q_OBJECT

private:
    /// Runs the other process until its draft is on the disk.
    void startWriter(QProcess &process, const QString &directory, const QString &text)
    {
        process.start(QCoreApplication::applicationFilePath(), {u"--write"_s, directory, text});
        while (!process.canReadLine())
            QVERIFY(process.waitForReadyRead(10000));
        QCOMPARE(process.readLine().trimmed(), "written");
    }

private Q_SLOTS:
    void bytesAndBack()
    {
        Draft draft = draftOf(u"\ufeffGrüße 🎈 {{ x }}"_s);
        draft.at = QDateTime::fromString(u"2026-11-21T14:03:05.250Z"_s, Qt::ISODateWithMs);
        const Result<Draft> back = draftFromBytes(draftToBytes(draft));
        QVERIFY(back);
        QCOMPARE(back->content.messages, draft.content.messages);
        QCOMPARE(back->content.variables, draft.content.variables);
        QCOMPARE(back->content.modelConfig, draft.content.modelConfig);
        QVERIFY(*back == draft);
    }

    /// Any changed byte is noticed.
    void damageIsNoticed()
    {
        const QByteArray bytes = draftToBytes(draftOf(u"text"_s));
        for (qsizetype i = 0; i < bytes.size(); i += 3) {
            QByteArray damaged = bytes;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            QVERIFY(!draftFromBytes(damaged));
            QVERIFY(!draftFromBytes(bytes.first(i)));
        }
    }

    void writtenWhileOneTypesOn()
    {
        QTemporaryDir folder;
        DraftJournal journal(folder.filePath(u"drafts"_s));
        QSignalSpy written(&journal, &DraftJournal::written);
        const auto opened = journal.open(database, {7});
        QVERIFY(!opened.kept);
        int keys = 0;
        const auto typeOn = [&] {
            journal.write(opened.place, draftOf(u"key %1"_s.arg(++keys)));
            return !written.isEmpty();
        };
        QVERIFY(QTest::qWaitFor(typeOn, 30'000));
        QCOMPARE(written.at(0).at(0).toInt(), opened.place);
        QCOMPARE(journal.templatesWithDrafts(database), QList<TemplateId>{TemplateId{7}});
        QVERIFY(journal.templatesWithDrafts(u"another"_s).isEmpty());
    }

    void closingKeepsAndDiscardingRemoves()
    {
        QTemporaryDir folder;
        {
            DraftJournal journal(folder.path());
            const auto opened = journal.open(database, {7});
            journal.write(opened.place, draftOf(u"last key"_s));
            journal.close(opened.place); // at once, before the delay has passed
        }
        DraftJournal journal(folder.path());
        const auto again = journal.open(database, {7});
        QCOMPARE(textOf(again.kept), u"last key"_s);
        QVERIFY(again.kept->at.isValid());
        QVERIFY(!journal.open(u"another database"_s, {7}).kept);
        QVERIFY(!journal.open(database, {8}).kept);
        journal.discard(again.place);
        journal.flush();
        journal.close(again.place);
        journal.flush();
        QVERIFY(!journal.open(database, {7}).kept);
        QVERIFY(journal.templatesWithDrafts(database).isEmpty());
    }

    void survivesKill()
    {
        QTemporaryDir folder;
        QProcess process;
        startWriter(process, folder.path(), u"typed before the crash"_s);
        DraftJournal journal(folder.path());
        // While it lives, its text is its own.
        const auto beside = journal.open(database, {7});
        QVERIFY(!beside.kept);
        journal.write(beside.place, draftOf(u"mine"_s));
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
        const auto after = journal.open(database, {7});
        QCOMPARE(textOf(after.kept), u"typed before the crash"_s);
        QCOMPARE(after.others, 0);
    }

    void twoEditorsDoNotOverwriteEachOther()
    {
        QTemporaryDir folder;
        {
            DraftJournal journal(folder.path());
            const auto first = journal.open(database, {7});
            const auto second = journal.open(database, {7});
            journal.write(first.place, draftOf(u"first"_s));
            journal.flush();
            journal.write(second.place, draftOf(u"second"_s));
            journal.flush();
        }
        DraftJournal journal(folder.path());
        const auto newest = journal.open(database, {7});
        QCOMPARE(textOf(newest.kept), u"second"_s);
        QCOMPARE(newest.others, 1);
        const auto other = journal.open(database, {7});
        QCOMPARE(textOf(other.kept), u"first"_s);
        QVERIFY(!journal.open(database, {7}).kept);
    }

    void damagedFileIsPutAsideAndSaid()
    {
        QTemporaryDir folder;
        {
            DraftJournal journal(folder.path());
            const auto opened = journal.open(database, {7});
            journal.write(opened.place, draftOf(u"text"_s));
        }
        const QString name = QDir(folder.path()).entryList({u"*.draft"_s}).value(0);
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() / 2));
        file.close();
        DraftJournal journal(folder.path());
        const auto opened = journal.open(database, {7});
        QVERIFY(!opened.kept);
        QCOMPARE(opened.problems.size(), 1);
        QVERIFY(QFile::exists(opened.problems.at(0).place));
        journal.write(opened.place, draftOf(u"next"_s));
        journal.flush();
        journal.close(opened.place);
        journal.flush();
        QCOMPARE(textOf(journal.open(database, {7}).kept), u"next"_s);
    }

    void refusingDiskIsSaid()
    {
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath(u"drafts"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        DraftJournal journal(inTheWay.fileName());
        const auto opened = journal.open(database, {7});
        QCOMPARE(opened.problems.size(), 1);
        QVERIFY(!opened.problems.at(0).remedy.isEmpty());
        journal.write(opened.place, draftOf(u"x"_s)); // does no harm
        journal.flush();

        DraftJournal vanished(folder.filePath(u"gone"_s));
        QSignalSpy failed(&vanished, &DraftJournal::failed);
        const auto place = vanished.open(database, {7}).place;
        QVERIFY(QDir(folder.filePath(u"gone"_s)).removeRecursively());
        vanished.write(place, draftOf(u"x"_s));
        QTRY_COMPARE(failed.size(), 1);
    }

    void othersCannotRead()
    {
        QTemporaryDir folder;
        DraftJournal journal(folder.filePath(u"drafts"_s));
        journal.write(journal.open(database, {7}).place, draftOf(u"confidential"_s));
        journal.flush();
        const QFileInfoList files = QDir(folder.filePath(u"drafts"_s)).entryInfoList({u"*.draft"_s}, QDir::Files);
        QCOMPARE(files.size(), 1);
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(files.at(0).permissions() & others));
        QVERIFY(!(QFile::permissions(folder.filePath(u"drafts"_s)) & others));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write")
        return writeAndHang(arguments.value(2), arguments.value(3));
    TestDraftJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_draftjournal.moc"
