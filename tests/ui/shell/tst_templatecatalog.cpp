// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "tests/support/testserver.h"
#include "ui/shell/templatecatalog.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

constexpr int patience = 30'000;

/// An answer that comes when the test wants it.
template<typename T>
struct Answer {
    QPromise<Result<T>> promise;

    Answer() { promise.start(); }
    void come(const Result<T> &result)
    {
        promise.addResult(result);
        promise.finish();
    }
};

} // namespace

class TemplateCatalogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void fillsAndFinds();
    void anOlderAnswerTakesNothingBack();
    void changesThatComeTogetherAreReadTogether();
    void goesOnAfterAFailure();

private:
    TestServer m_server;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<PromptStore> m_store;
};

void TemplateCatalogTest::init()
{
    m_store.reset();
    m_database = std::make_unique<Database>(m_server.createDeployedDatabase());
    m_store = std::make_unique<PromptStore>(*m_database);
}

void TemplateCatalogTest::fillsAndFinds()
{
    const TemplateSummary made = *m_store->create(u"Made"_s, u"Extraction"_s).result();
    TemplateCatalog catalog(*m_store);
    QVERIFY(catalog.isEmpty());
    QSignalSpy filled(&catalog, &TemplateCatalog::filled);
    catalog.readAll();
    QTRY_COMPARE_WITH_TIMEOUT(filled.size(), 1, patience);
    QVERIFY(catalog.find(made.id));
    QCOMPARE(*catalog.find(made.id), made);
    QCOMPARE(catalog.find(TemplateId{987654}), nullptr);
    QCOMPARE(catalog.taskTypeName(made.taskType), u"Extraction"_s);
    QCOMPARE(catalog.taskTypeName(u"nowhere"_s), u"nowhere"_s);
}

void TemplateCatalogTest::anOlderAnswerTakesNothingBack()
{
    const TemplateSummary made = *m_store->create(u"Before"_s, u"Extraction"_s).result();
    const auto types = m_store->taskTypes().result();
    const auto before = m_store->templates().result();
    TemplateCatalog catalog(*m_store);
    Answer<QList<TaskType>> someTypes;
    Answer<QList<TemplateSummary>> templates;
    catalog.take(someTypes.promise.future(), templates.promise.future());
    someTypes.come(types);

    QVERIFY(m_store->rename(made.id, u"After"_s).result().has_value());
    QSignalSpy changed(&catalog, &TemplateCatalog::changed);
    catalog.read({made.id});
    // Time enough for an answer to that, which must not overtake the first one.
    m_store->templates({made.id}).waitForFinished();
    QCoreApplication::processEvents();
    templates.come(before);
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patience);
    QCOMPARE(catalog.find(made.id)->name, u"After"_s);
}

void TemplateCatalogTest::changesThatComeTogetherAreReadTogether()
{
    const TemplateSummary one = *m_store->create(u"One"_s, u"Extraction"_s).result();
    const TemplateSummary two = *m_store->create(u"Two"_s, u"Extraction"_s).result();
    TemplateCatalog catalog(*m_store);
    Answer<QList<TaskType>> types;
    Answer<QList<TemplateSummary>> templates;
    catalog.take(types.promise.future(), templates.promise.future());
    QSignalSpy changed(&catalog, &TemplateCatalog::changed);
    catalog.read({one.id});
    catalog.read({two.id, one.id});
    types.come(m_store->taskTypes().result());
    templates.come(QList<TemplateSummary>{});
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patience);
    QCOMPARE(changed.first().first().value<QList<TemplateSummary>>(), QList({one, two}));
    QCOMPARE(catalog.templates(), QList({one, two}));
}

void TemplateCatalogTest::goesOnAfterAFailure()
{
    TemplateCatalog catalog(*m_store);
    Answer<QList<TaskType>> types;
    Answer<QList<TemplateSummary>> templates;
    catalog.take(types.promise.future(), templates.promise.future());
    QSignalSpy failed(&catalog, &TemplateCatalog::failed);
    QSignalSpy filled(&catalog, &TemplateCatalog::filled);
    catalog.readAll();
    types.come(failure(ErrorKind::NoDatabase, u"Gone."_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(filled.size(), 1, patience);
    QVERIFY(!catalog.taskTypes().isEmpty());
}

QTEST_GUILESS_MAIN(TemplateCatalogTest)
#include "tst_templatecatalog.moc"
