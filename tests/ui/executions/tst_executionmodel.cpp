// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/executions/samplelog.h"
#include "ui/executions/executionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestExecutionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<SampleLog>(m_server);
        m_model = std::make_unique<ExecutionModel>(m_log->store());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_log.reset();
    }

    void readsPageByPageNewestFirst()
    {
        m_log->record(u"Alpha"_s, 3000, m_now, 0); // all in the same instant: only the ids tell them apart
        m_log->record(u"Beta"_s, 50, m_now);
        const ExecutionFilter filter = of(u"Alpha"_s);
        m_model->setFilter(filter);
        QTRY_COMPARE(m_model->state(), ExecutionModel::State::Ready);
        QVERIFY(m_model->rowCount() < 3000);
        readAll();
        QCOMPARE(ids(), m_log->ids(filter));
        QCOMPARE(m_model->rowCount(), 3000);
    }

    void losesNothingWhileNewOnesComeIn()
    {
        const ExecutionFilter filter = of(u"Alpha"_s);
        m_log->record(u"Alpha"_s, 1000, m_now.addSecs(-100));
        m_model->setFilter(filter);
        QTRY_COMPARE(m_model->state(), ExecutionModel::State::Ready);
        const QSignalSpy refreshed(m_model.get(), &ExecutionModel::refreshed);
        int step = 0;
        while (m_model->canFetchMore({}) || step < 8) {
            // Newer ones, and ones that come late: they began between those that are there.
            m_log->record(u"Alpha"_s, 30, m_now.addSecs(++step));
            m_log->record(u"Alpha"_s, 5, m_now.addSecs(-110), 333);
            const qsizetype before = refreshed.size();
            m_model->refresh();
            m_model->fetchMore({});
            QTRY_VERIFY(refreshed.size() > before);
            m_model->refresh();
            m_model->fetchMore({});
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(ids(), m_log->ids(filter));
        QCOMPARE(QSet<QUuid>(m_shown.begin(), m_shown.end()).size(), m_shown.size());
    }

    void tellsHowManyAreNewer()
    {
        m_log->record(u"Alpha"_s, 20, m_now.addSecs(-60));
        m_model->setFilter(of(u"Alpha"_s));
        QTRY_COMPARE(m_model->rowCount(), 20);
        const QSignalSpy arrived(m_model.get(), &ExecutionModel::arrived);
        const QPersistentModelIndex known = m_model->index(3, 0);
        m_log->record(u"Alpha"_s, 7, m_now);
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), 27);
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(arrived.first().first().toInt(), 7);
        QCOMPARE(known.row(), 10);
    }

    void beginsAnewWhereVeryManyCame()
    {
        m_log->record(u"Alpha"_s, 10, m_now.addDays(-2));
        m_model->setFilter(of(u"Alpha"_s));
        QTRY_COMPARE(m_model->rowCount(), 10);
        m_log->record(u"Alpha"_s, 12'000, m_now, 1);
        m_model->refresh();
        QTRY_VERIFY(m_model->rowCount() > 1000);
        readAll();
        QCOMPARE(m_model->rowCount(), 12'010);
    }

    void followsReviewsAndWhatIsGone()
    {
        m_log->record(u"Alpha"_s, 100, m_now);
        ExecutionFilter filter = of(u"Alpha"_s);
        filter.needsReview = true;
        m_model->setFilter(filter);
        QTRY_COMPARE(m_model->rowCount(), 5);
        const QUuid second = m_model->at(1).id;
        QVERIFY(m_log->store().review(second, {}, u"approved"_s, {}).result());
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), 4); // it waits no more
        QVERIFY(!ids().contains(second));

        m_model->setFilter(of(u"Alpha"_s));
        QTRY_COMPARE(m_model->rowCount(), 100);
        QVERIFY(m_log->store().review(m_model->at(3).id, {}, u"rejected"_s, {}).result());
        m_model->refresh();
        QTRY_COMPARE(m_model->at(3).reviewOutcome, u"rejected"_s);
        m_log->run(u"delete from promptuary.prompt_executions"_s);
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), 0);
    }

    void dropsOutdatedAnswers()
    {
        m_log->record(u"Alpha"_s, 30, m_now);
        m_log->record(u"Beta"_s, 40, m_now);
        m_model->setFilter(of(u"Alpha"_s));
        m_model->setFilter(of(u"Beta"_s));
        m_model->refresh();
        QTRY_COMPARE(m_model->state(), ExecutionModel::State::Ready);
        QCOMPARE(m_model->rowCount(), 40);
    }

    void tellsWhatFailed()
    {
        m_log->record(u"Alpha"_s, 10, m_now);
        const ExecutionFilter filter = of(u"Alpha"_s);
        m_server.stop();
        m_model->setFilter(filter);
        QTRY_COMPARE(m_model->state(), ExecutionModel::State::Failed);
        QCOMPARE(m_model->error().kind, ErrorKind::NoDatabase);
        m_server.start();
        QTRY_VERIFY((m_model->refresh(), m_model->rowCount() == 10));
    }

    void writesRowsForOthersToRead()
    {
        m_log->record(u"Alpha"_s, 3, m_now);
        m_model->setTemplateNames([](TemplateId) { return u"Alpha"_s; });
        m_model->setFilter(of(u"Alpha"_s));
        QTRY_COMPARE(m_model->rowCount(), 3);
        const QStringList lines = m_model->text({0, 2}).split(u'\n');
        QCOMPARE(lines.size(), 4);
        const QStringList heading = lines.first().split(u'\t');
        const QStringList row = lines.at(1).split(u'\t');
        QCOMPARE(heading.size(), row.size());
        QCOMPARE(row.at(heading.indexOf(u"Tokens in"_s)), u"1000"_s);
        QCOMPARE(row.at(heading.indexOf(u"Cost ($)"_s)), u"0.001"_s);
        QCOMPARE(row.last(), m_model->at(0).id.toString(QUuid::WithoutBraces));
    }

    void showsThatNoModelWasNamed()
    {
        m_log->run(u"select promptuary.record_execution('Alpha', 1, true, environment => 'production')"_s);
        m_model->setFilter(of(u"Alpha"_s));
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->index(0, ExecutionModel::Model).data().toString(), u"–"_s);
        const QStringList lines = m_model->text({0}).split(u'\n');
        QCOMPARE(lines.at(1).split(u'\t').at(lines.at(0).split(u'\t').indexOf(u"Model"_s)), QString()); // for programs
    }

private:
    ExecutionFilter of(const QString &name) { return of(m_log->find(name).id); }
    static ExecutionFilter of(TemplateId id)
    {
        ExecutionFilter filter;
        filter.templateId = id;
        return filter;
    }

    void readAll()
    {
        while (m_model->canFetchMore({})) {
            const int before = m_model->rowCount();
            m_model->fetchMore({});
            QTRY_VERIFY(m_model->rowCount() > before || !m_model->canFetchMore({}));
        }
    }

    QList<QUuid> ids()
    {
        m_shown.clear();
        for (int row = 0; row < m_model->rowCount(); ++row)
            m_shown << m_model->at(row).id;
        return m_shown;
    }

    TestServer m_server;
    const QDateTime m_now = QDateTime::currentDateTimeUtc().addSecs(-200);
    std::unique_ptr<SampleLog> m_log;
    std::unique_ptr<ExecutionModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<QUuid> m_shown;
};

QTEST_MAIN(TestExecutionModel)
#include "tst_executionmodel.moc"
