// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/database/migrator.h"
#include "core/exchange/csvimport.h"
#include "core/exchange/gitimport.h"
#include "core/exchange/importstore.h"
#include "core/prompts/promptstore.h"
#include "tests/core/exchange/testrepository.h"
#include "tests/support/testserver.h"

#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

PlannedVersion version(const QString &text, const QString &source)
{
    return {.content = {.messages = {{u"user"_s, text}}}, .source = source};
}

PlannedTemplate planned(const QString &name, const QString &source, const QList<PlannedVersion> &versions)
{
    return {.name = name, .taskType = u"Imported"_s, .place = name + u".md"_s, .source = source, .versions = versions};
}

} // namespace

class TestImportStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const QString conninfo = m_server.createDatabase();
        auto connection = Connection::open(conninfo);
        QVERIFY(connection);
        QVERIFY(Migrator(*connection).deploy());
        m_database = std::make_unique<Database>(conninfo);
        m_seeded = static_cast<int>(summaries().size());
    }

    void keepsEverything()
    {
        PlannedVersion first = version(u"one\r\n“two”"_s, u"git:1:a.md"_s);
        first.note = u"Why\n\nbecause"_s;
        first.author = u"Ada"_s;
        first.createdAt = QDateTime(QDate(2024, 2, 29), QTime(23, 59, 59), QTimeZone::UTC);
        first.content.format = u"mustache"_s;
        first.content.variables = {{.name = u"x"_s, .required = false, .defaultValue = R"("y")"_ba}};
        first.content.modelConfig = "{ \"b\": 1.50,  \"a\": null }";
        PlannedTemplate one = planned(u"a/“one”"_s, u"git:1:a.md"_s, {first, version(u"two\n"_s, u"git:2:a.md"_s)});
        one.taskType = u"Fresh Type"_s;
        one.description = u"line\nline"_s;
        one.tags = {u"x, y"_s, u"\"z\" \\ {}"_s};
        const auto report = import({{one}, {}});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().toString()));
        QCOMPARE(report->rows, (QList<ImportReport::Row>{{one.place, one.name, one.taskType, true, 2, 0}}));
        const auto summary = find(one.name);
        QCOMPARE(summary.description, one.description);
        QCOMPARE(summary.tags, one.tags);
        QCOMPARE(summary.taskType, u"fresh-type"_s);
        QVERIFY(summary.active.isEmpty()); // nothing is activated unless asked
        const auto stored = PromptStore(*m_database).version(summary.id, 1).result();
        QVERIFY(stored);
        QCOMPARE(stored->content, first.content);
        QCOMPARE(stored->summary.author, first.author);
        QCOMPARE(stored->summary.note, first.note);
        QCOMPARE(stored->summary.createdAt, first.createdAt);
        QCOMPARE(stored->summary.importedBy, u"postgres"_s);
        QCOMPARE(textOf(one.name, 2), u"two\n"_s);
    }

    void addsOnlyWhatIsNew()
    {
        TestRepository repository;
        repository.write(u"p/a.md"_s, "one\ntwo\nthree\n");
        repository.write(u"p/b.md"_s, "b");
        repository.commit(u"first"_s);
        auto report = importGit(repository);
        QCOMPARE(sums(report), (QList<int>{2, 2, 0, 0}));
        QCOMPARE(sums(importGit(repository)), (QList<int>{0, 0, 2, 0}));

        repository.git({u"mv"_s, u"p/a.md"_s, u"p/renamed.md"_s});
        repository.commit(u"moved"_s);
        repository.write(u"p/renamed.md"_s, "one\ntwo\n3\n");
        repository.commit(u"third line"_s);
        const auto dry = importGit(repository, {.dryRun = true});
        report = importGit(repository);
        QCOMPARE(*dry, *report);
        QCOMPARE(sums(report), (QList<int>{0, 1, 2, 0}));
        QCOMPARE(textOf(u"a"_s, 2), u"one\ntwo\n3\n"_s);
        QCOMPARE(find(u"a"_s).newest, 2);
        QCOMPARE(sums(importGit(repository)), (QList<int>{0, 0, 3, 0}));
    }

    void knowsAVersionByItsNeighbours()
    {
        // Imported from main; later a merged branch shows the same edit with an earlier commit.
        QVERIFY(import({{planned(u"a"_s, u"s"_s, {version(u"1"_s, u"c1"_s), version(u"2"_s, u"c2"_s)})}, {}}));
        PlannedVersion twice = version(u"2"_s, u"c0"_s);
        twice.otherSources = {u"c2"_s};
        const auto report = import({{planned(u"a"_s, u"s"_s, {version(u"1"_s, u"c1"_s), twice})}, {}});
        QCOMPARE(sums(report), (QList<int>{0, 0, 2, 0}));
    }

    void aDryRunChangesNothing()
    {
        const ImportPlan plan{{planned(u"a"_s, u"s"_s, {version(u"1"_s, u"c1"_s)})}, {{u"x:1:1"_s, u"Bad."_s}}};
        const auto dry = import(plan, {.dryRun = true, .activateNewest = true});
        QVERIFY(dry);
        QCOMPARE(summaries().size(), m_seeded);
        QCOMPARE(*import(plan, {.activateNewest = true}), *dry);
        QCOMPARE(summaries().size(), m_seeded + 1);
    }

    void recognisesRowsByNameAndText()
    {
        const auto csv = [this](const QByteArray &rows) {
            return import(*planCsvImport("act,prompt\n" + rows, u"f"_s));
        };
        QCOMPARE(sums(csv("A,one\nA,two\nA,one\nB,b\n")), (QList<int>{3, 3, 1, 0}));
        QCOMPARE(sums(csv("A,one\nA,two\nA,one\nB,b\n")), (QList<int>{0, 0, 4, 0}));
        QCOMPARE(sums(csv("A,one\nA,two\nA,one\nB,edited\n")), (QList<int>{0, 1, 3, 0}));
        QCOMPARE(textOf(u"B"_s, 2), u"edited"_s);
        QCOMPARE(textOf(u"A (2)"_s, 1), u"two"_s);
        // Names are told apart as the database does it: in any case.
        QCOMPARE(sums(csv("a,one\nC,c\nc,other\n")), (QList<int>{2, 2, 1, 0}));
        QCOMPARE(textOf(u"c (2)"_s, 1), u"other"_s);
    }

    void doesNotMixWithAnotherTemplateOfThatName()
    {
        QVERIFY(import({{planned(u"a"_s, {}, {version(u"by hand"_s, {})})}, {}}));
        const ImportPlan plan{{planned(u"a"_s, u"s"_s, {version(u"1"_s, u"c1"_s)})}, {}};
        const auto report = import(plan);
        QCOMPARE(report->rows.first().name, u"a (2)"_s);
        QCOMPARE(find(u"a"_s).newest, 1);
        QCOMPARE(sums(import(plan)), (QList<int>{0, 0, 1, 0}));
        QCOMPARE(import({{planned(u"A"_s, u"t"_s, {version(u"1"_s, u"c1"_s)})}, {}})->rows.first().name, u"A (3)"_s);
    }

    void activatesWhereAsked()
    {
        const ImportPlan plan{{planned(u"a"_s, u"s"_s, {version(u"1"_s, u"c1"_s), version(u"2"_s, u"c2"_s)})}, {}};
        QVERIFY(import(plan));
        QVERIFY(import(plan, {.activateNewest = true}));
        QCOMPARE(find(u"a"_s).active.value(u"production"_s), 2);
        QVERIFY(import(plan, {.activateNewest = true})); // serves already
        QCOMPARE(PromptStore(*m_database).activations(find(u"a"_s).id).result()->size(), 1);
    }

    void leavesOutWhatTheDatabaseRefuses()
    {
        const QString tooLong(300, u'n');
        const ImportPlan plan{{planned(u"a"_s, u"s1"_s, {version(u"1"_s, u"c1"_s)}),
                               planned(tooLong, u"s2"_s, {version(u"1"_s, u"c1"_s)}),
                               planned(u"b"_s, u"s3"_s, {version(u"1"_s, u"c1"_s)})},
                              {{u"x@1"_s, u"Bad."_s}}};
        const auto report = import(plan);
        QCOMPARE(sums(report), (QList<int>{2, 2, 0, 2}));
        QCOMPARE(report->problems[0].place, u"x@1"_s);
        QCOMPARE(report->problems[1].place, tooLong + u".md"_s);

        const auto id = find(u"a"_s).id;
        QVERIFY(PromptStore(*m_database).archive(id).result());
        ImportPlan more = plan;
        QCOMPARE(import(more)->problems.size(), 2); // no news for what is archived: no problem either
        QCOMPARE(import(more, {.activateNewest = true})->problems.size(), 3);
        QCOMPARE(find(u"b"_s).active.value(u"production"_s), 1); // the others go on
        more.templates[0].versions.append(version(u"2"_s, u"c2"_s));
        QCOMPARE(import(more)->problems.size(), 3);
    }

    void leavesOutWhatHasAnUnknownRole()
    {
        PlannedVersion robot = version(u"1"_s, u"c1"_s);
        robot.content.messages.first().role = u"robot"_s;
        const auto report = import(
            {{planned(u"robot"_s, u"s2"_s, {robot}), planned(u"good"_s, u"s3"_s, {version(u"1"_s, u"c1"_s)})}, {}});
        QCOMPARE(sums(report), (QList<int>{1, 1, 0, 1}));
        QCOMPARE(report->problems[0].place, u"robot.md"_s);
        QVERIFY2(report->problems[0].reason.contains(u"robot"_s), qPrintable(report->problems[0].reason));
    }

    void blankStepsOfAHistoryAreKept()
    {
        TestRepository repository;
        repository.write(u"p/a.md"_s, "");
        repository.write(u"p/never.md"_s, "  \n");
        repository.commit(u"touched"_s);
        repository.write(u"p/a.md"_s, "one");
        repository.commit(u"written"_s);
        const auto report = importGit(repository);
        QCOMPARE(sums(report), (QList<int>{2, 3, 0, 0}));
        QCOMPARE(textOf(u"a"_s, 1), QString());
        QCOMPARE(textOf(u"a"_s, 2), u"one"_s);
        QCOMPARE(textOf(u"never"_s, 1), u"  \n"_s);
    }

    void refusesAllWhereAsked()
    {
        const auto good = planned(u"a"_s, u"s1"_s, {version(u"1"_s, u"c1"_s)});
        auto report = import({{good}, {{u"f.csv:7:3"_s, u"Bad."_s}}}, {.refuseProblems = true});
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Invalid);
        QCOMPARE(report.error().place, u"f.csv:7:3"_s);
        const auto bad = planned(QString(300, u'n'), u"s2"_s, {version(u"1"_s, u"c1"_s)});
        report = import({{bad, good, bad}, {{u"f.csv:7:3"_s, u"Bad."_s}}}, {.refuseProblems = true});
        QVERIFY(!report);
        QStringList places;
        for (const auto &problem : report.error().detail.value("errors"_L1).toArray())
            places << problem["place"_L1].toString();
        QCOMPARE(places, (QStringList{u"f.csv:7:3"_s, bad.place, bad.place}));
        QCOMPARE(summaries().size(), m_seeded);
    }

    void takesOnlyWhatWasTicked()
    {
        const ImportPlan plan{{planned(u"a"_s, u"s1"_s, {version(u"1"_s, u"c1"_s)}),
                               planned(u"b"_s, u"s2"_s, {version(u"1"_s, u"c1"_s)})},
                              {}};
        QCOMPARE(sums(import(plan, {.onlyPlaces = {u"b.md"_s}})), (QList<int>{1, 1, 0, 0}));
        QCOMPARE(find(u"b"_s).newest, 1);
    }

    void cancellingRollsBack()
    {
        ImportPlan plan;
        for (int i = 0; i < 10; ++i)
            plan.templates.append(planned(u"t%1"_s.arg(i), u"s%1"_s.arg(i), {version(u"1"_s, u"c1"_s)}));
        std::stop_source source;
        int last = 0;
        const auto report = ImportStore(*m_database)
                                .import(
                                    plan, {},
                                    [&](int done, int total) {
                                        QCOMPARE(total, 10);
                                        last = done;
                                        if (done == 5)
                                            source.request_stop();
                                    },
                                    source.get_token())
                                .result();
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Cancelled);
        QCOMPARE(last, 5);
        QCOMPARE(summaries().size(), m_seeded);
    }

    void severalAtOnceAreAsOne()
    {
        ImportPlan plan;
        for (int i = 0; i < 20; ++i) {
            const QString n = QString::number(i);
            plan.templates.append(planned(u"t"_s + n, u"s"_s + n, {version(n, u"c1"_s), version(u"x"_s + n, u"c2"_s)}));
        }
        Database other(m_database->conninfo(), 3);
        QList<QFuture<Result<ImportReport>>> running;
        for (int i = 0; i < 6; ++i)
            running.append(ImportStore(i % 2 ? other : *m_database).import(plan));
        int versions = 0;
        for (auto &future : running) {
            QVERIFY(future.result());
            QVERIFY(future.result()->problems.isEmpty());
            versions += future.result()->versions();
        }
        QCOMPARE(versions, 40);
        QCOMPARE(summaries().size(), m_seeded + 20);
    }

private:
    Result<ImportReport> import(const ImportPlan &plan, const ImportOptions &options = {})
    {
        return ImportStore(*m_database).import(plan, options).result();
    }

    Result<ImportReport> importGit(const TestRepository &repository, const ImportOptions &options = {})
    {
        const auto plan = planGitImport(repository.path());
        if (!plan)
            return std::unexpected(plan.error());
        return import(*plan, options);
    }

    /// New templates, new versions, unchanged ones, problems.
    static QList<int> sums(const Result<ImportReport> &report)
    {
        if (!report)
            return {};
        return {report->templates(), report->versions(), report->unchanged(),
                static_cast<int>(report->problems.size())};
    }

    QList<TemplateSummary> summaries()
    {
        return PromptStore(*m_database).templates().result().value_or(QList<TemplateSummary>());
    }
    TemplateSummary find(const QString &name)
    {
        return PromptStore(*m_database).find(name).result().value_or(TemplateSummary());
    }
    QString textOf(const QString &name, int number)
    {
        const auto stored = PromptStore(*m_database).version(find(name).id, number).result();
        return stored ? stored->content.messages.first().content : stored.error().toString();
    }

    TestServer m_server;
    std::unique_ptr<Database> m_database;
    int m_seeded = 0;
};

QTEST_GUILESS_MAIN(TestImportStore)
#include "tst_importstore.moc"
