// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/gitimport.h"
#include "tests/core/exchange/testrepository.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray body = "line one\nline two\nline three\nline four\nline five\nline six\n";

/// The texts of a file's versions, one line each, oldest first; how the body was changed is what tells them apart.
QStringList notesOf(const Result<ImportPlan> &plan, const QString &place)
{
    if (!plan)
        return {plan.error().toString()};
    QStringList notes;
    for (const auto &planned : plan->templates) {
        if (planned.place == place) {
            for (const auto &version : planned.versions)
                notes.append(version.note);
        }
    }
    return notes;
}

QByteArray newestText(const Result<ImportPlan> &plan, const QString &place)
{
    for (const auto &planned : plan->templates) {
        if (planned.place == place)
            return planned.versions.last().content.messages.first().content.toUtf8();
    }
    return {};
}

QStringList problemsOf(const ImportPlan &plan)
{
    QStringList places;
    for (const auto &problem : plan.problems)
        places.append(problem.place.section(u'@', 0, 0) + u": "_s + problem.reason);
    return places;
}

} // namespace

class TestGitImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhoWhenAndWhy()
    {
        TestRepository repository;
        repository.write(u"prompts/greet.md"_s, "Hello\r\n{{name}} ä");
        const QString first = repository.commit(u"Say hello\n\nBecause it is polite.\n"_s, u"Zoë Ünal"_s);
        repository.write(u"prompts/greet.md"_s, "Hi");
        repository.commit(u"Shorter"_s);
        const auto plan = planGitImport(repository.path());
        QVERIFY(plan);
        QCOMPARE(plan->templates.size(), 1);
        const auto &planned = plan->templates.first();
        QCOMPARE(planned.name, u"greet"_s);
        QCOMPARE(planned.taskType, u"prompts"_s);
        QCOMPARE(planned.place, u"prompts/greet.md"_s);
        QCOMPARE(planned.source, u"git:%1:prompts/greet.md"_s.arg(first));
        QCOMPARE(planned.versions.size(), 2);
        const auto &version = planned.versions.first();
        QCOMPARE(version.author, u"Zoë Ünal"_s);
        QCOMPARE(version.note, u"Say hello\n\nBecause it is polite."_s);
        QCOMPARE(version.createdAt, QDateTime(QDate(2025, 3, 1), QTime(6, 3), QTimeZone::UTC)); // committed at +02:00
        QCOMPARE(version.source, planned.source);
        QCOMPARE(version.content.messages, (QList<Message>{{u"user"_s, u"Hello\r\n{{name}} ä"_s}}));
        QCOMPARE(version.content.format, u"text"_s);
        QCOMPARE(planGitImport(repository.path(), {.taskType = u"Chosen"_s})->templates.first().taskType, u"Chosen"_s);
    }

    void followsRenames()
    {
        TestRepository repository;
        repository.write(u"a/old.md"_s, body);
        repository.commit(u"one"_s);
        QDir(repository.path()).mkdir(u"b"_s);
        repository.git({u"mv"_s, u"a/old.md"_s, u"b/new.md"_s});
        repository.commit(u"only renamed"_s);
        QByteArray changed = body;
        changed.replace("two", "2");
        repository.git({u"mv"_s, u"b/new.md"_s, u"b/newer.md"_s});
        repository.write(u"b/newer.md"_s, changed);
        repository.commit(u"renamed and edited"_s);
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"b/newer.md"_s), (QStringList{u"one"_s, u"renamed and edited"_s}));
        QCOMPARE(plan->templates.size(), 1);
        QVERIFY(plan->templates.first().source.endsWith(":a/old.md"_L1));
        QVERIFY(plan->templates.first().versions.last().source.endsWith(":b/newer.md"_L1));
    }

    void aNewFileAtAnOldNameIsAnother()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"one"_s);
        repository.git({u"mv"_s, u"a.md"_s, u"b.md"_s});
        repository.commit(u"moved"_s);
        repository.write(u"a.md"_s, "something else\nentirely\n");
        repository.commit(u"another"_s);
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), QStringList{u"another"_s});
        QCOMPARE(notesOf(plan, u"b.md"_s), QStringList{u"one"_s});
        QVERIFY(plan->templates[0].source != plan->templates[1].source);
    }

    void keepsTheStepsOfAMergedBranch()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"base"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"side"_s});
        QByteArray text = body;
        repository.write(u"a.md"_s, text.replace("five", "5"));
        repository.commit(u"side 1"_s);
        repository.write(u"a.md"_s, text.replace("six", "6"));
        repository.commit(u"side 2"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"main"_s});
        repository.git({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"merge"_s, u"side"_s});
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"base"_s, u"side 1"_s, u"side 2"_s}));
        QCOMPARE(newestText(plan, u"a.md"_s), text);
    }

    void aMergeOfTwoEditsIsAVersion()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"base"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"side"_s});
        repository.write(u"a.md"_s, QByteArray(body).replace("six", "6"));
        repository.commit(u"side"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"main"_s});
        repository.write(u"a.md"_s, QByteArray(body).replace("one", "1"));
        repository.commit(u"main"_s);
        repository.git({u"merge"_s, u"-q"_s, u"-m"_s, u"merge"_s, u"side"_s});
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"base"_s, u"side"_s, u"main"_s, u"merge"_s}));
        QCOMPARE(newestText(plan, u"a.md"_s), QByteArray(body).replace("six", "6").replace("one", "1"));
    }

    void followsBothSidesOfARename()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"base"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"side"_s});
        repository.git({u"mv"_s, u"a.md"_s, u"b.md"_s});
        repository.commit(u"side renames"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"main"_s});
        repository.write(u"a.md"_s, QByteArray(body).replace("one", "1"));
        repository.commit(u"main edits"_s);
        repository.git({u"merge"_s, u"-q"_s, u"-m"_s, u"merge"_s, u"side"_s});
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"b.md"_s), (QStringList{u"base"_s, u"main edits"_s}));
    }

    void endsWithTheTextThatStands()
    {
        // The side's edit is younger, but the merge keeps main's text.
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"base"_s);
        repository.git({u"branch"_s, u"side"_s});
        repository.write(u"a.md"_s, "main\n" + body);
        repository.commit(u"main"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"side"_s});
        repository.write(u"a.md"_s, body + "side\n");
        repository.commit(u"side"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"main"_s});
        repository.git({u"merge"_s, u"-q"_s, u"-s"_s, u"ours"_s, u"-m"_s, u"ours"_s, u"side"_s});
        auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"base"_s, u"side"_s, u"main"_s}));
        QCOMPARE(newestText(plan, u"a.md"_s), "main\n" + body);

        // A branch that grew out of the text that stands: here the merge itself is the step back.
        repository.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"later"_s});
        repository.write(u"a.md"_s, "later\n" + body);
        repository.commit(u"later"_s);
        repository.git({u"checkout"_s, u"-q"_s, u"main"_s});
        repository.git({u"merge"_s, u"-q"_s, u"-s"_s, u"ours"_s, u"--no-ff"_s, u"-m"_s, u"not that"_s, u"later"_s});
        plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"base"_s, u"main"_s, u"side"_s, u"later"_s, u"not that"_s}));
        QCOMPARE(newestText(plan, u"a.md"_s), "main\n" + body);
    }

    void countsEqualNeighboursOnce()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.commit(u"one"_s);
        repository.write(u"a.md"_s, "\xEF\xBB\xBF" + body);
        repository.commit(u"a mark is no text"_s);
        QFile::setPermissions(repository.path() + u"/a.md"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        repository.commit(u"only the mode"_s);
        repository.write(u"a.md"_s, "two\n");
        repository.commit(u"two"_s);
        repository.write(u"a.md"_s, body);
        repository.commit(u"back to one"_s);
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"one"_s, u"two"_s, u"back to one"_s}));
        const auto &first = plan->templates.first().versions.first();
        QCOMPARE(first.otherSources.size(), 1);
    }

    void goesOnAfterADeletion()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, body);
        repository.write(u"gone.md"_s, "gone");
        repository.commit(u"one"_s);
        QFile::remove(repository.path() + u"/a.md"_s);
        QFile::remove(repository.path() + u"/gone.md"_s);
        repository.commit(u"removed"_s);
        repository.write(u"a.md"_s, "two\n");
        repository.commit(u"again"_s);
        const auto plan = planGitImport(repository.path());
        QCOMPARE(notesOf(plan, u"a.md"_s), (QStringList{u"one"_s, u"again"_s}));
        QCOMPARE(plan->templates.size(), 1);
    }

    void reportsWhatIsNoText()
    {
        TestRepository repository;
        repository.write(u"latin.md"_s, "caf\xE9");
        repository.write(u"was-latin.md"_s, "caf\xE9");
        repository.write(u"nul.md"_s, QByteArray("a\0b", 3));
        repository.write(u"huge.md"_s, QByteArray(2000, 'x'));
        repository.write(u"wide.md"_s, QByteArray("\xFF\xFE\x61\0", 4));
        repository.write(u"lfs.md"_s, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        repository.write(u"good.md"_s, "good");
        QFile::link(u"good.md"_s, repository.path() + u"/link.md"_s);
        repository.commit(u"one"_s);
        repository.write(u"was-latin.md"_s, "café");
        repository.commit(u"two"_s);
        const auto plan = planGitImport(repository.path(), {.maxTextBytes = 1000});
        QVERIFY(plan);
        QCOMPARE(problemsOf(*plan),
                 (QStringList{u"link.md: This is a symbolic link, not a file."_s,
                              u"huge.md: The text has 2,000 bytes; at most 1,000 are taken."_s,
                              u"latin.md: The text is not UTF-8 (byte 4)."_s,
                              u"lfs.md: This is a pointer to Git LFS; the text itself is not in the repository."_s,
                              u"nul.md: The text holds a NUL byte, so it is no text."_s,
                              u"was-latin.md: The text is not UTF-8 (byte 4)."_s,
                              u"wide.md: The text is UTF-16; save it as UTF-8."_s}));
        QCOMPARE(plan->problems.first().place.section(u'@', 1).size(), 12);
        QCOMPARE(notesOf(plan, u"good.md"_s), QStringList{u"one"_s});
        QCOMPARE(notesOf(plan, u"was-latin.md"_s), QStringList{u"two"_s});
        QCOMPARE(plan->templates.size(), 2);
    }

    void choosesFiles()
    {
        TestRepository repository;
        for (const QString &file : {u"README.md"_s, u"a.md"_s, u"code.py"_s, u"p/system.md"_s, u".github/x.md"_s})
            repository.write(file, "text of " + file.toUtf8());
        repository.commit(u"one"_s);
        const auto places = [&repository](const GitOptions &options) {
            QStringList result;
            const auto plan = planGitImport(repository.path(), options);
            for (const auto &planned : plan->templates)
                result.append(planned.place);
            return result;
        };
        QCOMPARE(places({}), (QStringList{u"a.md"_s, u"p/system.md"_s}));
        QCOMPARE(places({.glob = u"*.md"_s}).size(), 4); // a glob that someone chose is taken at its word
        QCOMPARE(places({.glob = u"p/*.md"_s}), QStringList{u"p/system.md"_s});
        QVERIFY(!planGitImport(repository.path(), {.glob = u"{"_s}));
        QCOMPARE(planGitImport(repository.path(), {.glob = u"zzz*"_s})->files, 5); // those that it could have been
    }

    void readsAnyKindOfSource()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, "one");
        repository.commit(u"one"_s);
        repository.git({u"tag"_s, u"-a"_s, u"-m"_s, u"first"_s, u"v1"_s});
        repository.write(u"a.md"_s, "two");
        const QString second = repository.commit(u"two"_s);
        repository.git({u"branch"_s, u"feature/x"_s});
        QTemporaryDir folder;
        repository.git({u"clone"_s, u"-q"_s, u"--bare"_s, u"."_s, folder.filePath(u"bare"_s)});
        const auto expected = planGitImport(repository.path());
        QVERIFY(expected);
        QCOMPARE(*planGitImport(folder.filePath(u"bare"_s)), *expected);
        QCOMPARE(*planGitImport(repository.bundle()), *expected);
        QCOMPARE(*planGitImport(repository.bundle({u"main"_s})), *expected); // a bundle without HEAD
        QCOMPARE(notesOf(planGitImport(repository.path(), {.ref = u"v1"_s}), u"a.md"_s), QStringList{u"one"_s});
        QCOMPARE(notesOf(planGitImport(repository.bundle(), {.ref = u"v1"_s}), u"a.md"_s), QStringList{u"one"_s});
        QCOMPARE(*planGitImport(repository.path(), {.ref = u"feature/x"_s}), *expected);
        QCOMPARE(*planGitImport(repository.path(), {.ref = second.first(10)}), *expected);
    }

    void refusesWhatItCannotRead()
    {
        TestRepository repository;
        repository.write(u"a.md"_s, "one");
        repository.commit(u"one"_s);
        repository.write(u"a.md"_s, "two");
        repository.commit(u"two"_s);
        const auto kindOf = [](const QString &path, const GitOptions &options = {}) {
            const auto plan = planGitImport(path, options);
            return plan ? ErrorKind::Unchanged : plan.error().kind;
        };
        QTemporaryDir folder;
        QCOMPARE(kindOf(folder.path()), ErrorKind::Invalid);
        QCOMPARE(kindOf(folder.filePath(u"nothing"_s)), ErrorKind::NotFound);
        QCOMPARE(kindOf(repository.path() + u"/a.md"_s), ErrorKind::Invalid);
        QCOMPARE(kindOf(repository.path(), {.ref = u"nobody"_s}), ErrorKind::NotFound);
        const auto partial = planGitImport(repository.bundle({u"HEAD~1..main"_s}));
        QVERIFY(!partial);
        QCOMPARE(partial.error().message, u"The bundle builds on commits that it does not hold."_s);
        const QString whole = repository.bundle();
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() - 30));
        QCOMPARE(kindOf(whole), ErrorKind::Invalid);
        TestRepository empty;
        QCOMPARE(kindOf(empty.path()), ErrorKind::Invalid);
    }

    void saysHowFarItIsAndStops()
    {
        TestRepository repository;
        for (int i = 0; i < 5; ++i) {
            repository.write(u"a.md"_s, QByteArray::number(i));
            repository.commit(u"%1"_s.arg(i));
        }
        QList<std::pair<int, int>> seen;
        std::stop_source source;
        const auto plan = planGitImport(
            repository.path(), {},
            [&](int done, int total) {
                seen.append({done, total});
                if (done == 3)
                    source.request_stop();
            },
            source.get_token());
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::Cancelled);
        QCOMPARE(seen, (QList<std::pair<int, int>>{{1, 5}, {2, 5}, {3, 5}}));
    }
};

QTEST_GUILESS_MAIN(TestGitImport)
#include "tst_gitimport.moc"
