// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/database/migrator.h"
#include "core/exchange/csvimport.h"
#include "core/exchange/gitimport.h"
#include "core/exchange/importstore.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QString bundle = QStringLiteral(SHARED_DATA "/prompts/fabric/fabric-patterns.bundle");
const QString csvFile = QStringLiteral(SHARED_DATA "/prompts/awesome-chatgpt-prompts/prompts.csv");

ImportPlan readCsvFile()
{
    QFile file(csvFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return planCsvImport(file.readAll(), u"prompts.csv"_s).value_or(ImportPlan());
}

} // namespace

class TestSharedData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheCsvFile()
    {
        const ImportPlan plan = readCsvFile();
        QCOMPARE(plan.templates.size(), 1529);
        QCOMPARE(plan.problems.size(), 0);
        qsizetype longest = 0;
        QSet<QString> names;
        for (const auto &planned : plan.templates) {
            names.insert(planned.name);
            longest = std::max(longest, planned.versions.first().content.messages.first().content.size());
        }
        QVERIFY(longest > 144'000);
        QCOMPARE(names.size(), 1513); // 16 rows are there twice
    }

    void readsTheWholeHistory()
    {
        const auto plan = planGitImport(bundle, {.glob = u"**/{system,user}.md"_s});
        QVERIFY(plan);
        QCOMPARE(plan->problems.size(), 0);
        QCOMPARE(plan->templates.size(), 272); // 39 of them blank from first to last
        // Every step that `git log --follow` finds, without what only moved the file (275), removed it or brought the
        // same text back (234 each), and without the history of files that others were copied from.
        qsizetype versions = 0;
        for (const auto &planned : plan->templates) {
            versions += planned.versions.size();
            QCOMPARE(planned.taskType, u"patterns"_s);
            for (qsizetype i = 1; i < planned.versions.size(); ++i)
                QVERIFY(planned.versions[i].content != planned.versions[i - 1].content);
        }
        QCOMPARE(versions, 903);
    }

    void importsBothInSeconds()
    {
        TestServer server;
        const QString conninfo = server.createDatabase();
        auto connection = Connection::open(conninfo);
        QVERIFY(connection);
        QVERIFY(Migrator(*connection).deploy());
        Database database(conninfo);
        ImportStore store(database);
        const auto git = store.import(*planGitImport(bundle, {.glob = u"**/{system,user}.md"_s})).result();
        QVERIFY(git);
        QCOMPARE(git->versions(), 903);
        const auto csv = store.import(readCsvFile()).result();
        QVERIFY(csv);
        QCOMPARE(csv->templates(), 1513);
        QCOMPARE(csv->unchanged(), 16);
        QCOMPARE(csv->problems.size(), 0);
        QCOMPARE(store.import(readCsvFile()).result()->unchanged(), 1529);
    }
};

QTEST_GUILESS_MAIN(TestSharedData)
#include "tst_shareddata.moc"
