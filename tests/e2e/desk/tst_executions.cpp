// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "tests/e2e/desk/desk.h"
#include "tests/support/testqueries.h"
#include "ui/executions/executionlist.h"
#include "ui/prompts/templatetreemodel.h"
#include "ui/shell/promptsworkspace.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Executions where a window shows them: their tab, the tree, the review of a version.
class ExecutionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void tabFollowsTheOpenTemplateAndTheLog();
    void emptyPagesTellNothingYetFromNothingHere();
    void addressOfTracesIsRemembered();
    void treeSaysWhatRanLately();
    void timelineSaysWhatRanLately();
    void reviewShowsWhatServes();
    void reviewsLeaveOtherWindowsAlone();

private:
    /// `count` successful executions of a version, an hour ago.
    void record(const QString &key, int version, int count, const QString &environment = u"production"_s);

    TestServer m_server;
    QString m_conninfo;
    std::unique_ptr<Connection> m_agent;
};

void ExecutionsTest::init()
{
    m_conninfo = m_server.createDeployedDatabase();
    m_agent = std::make_unique<Connection>(connectTo(m_conninfo));
}

void ExecutionsTest::record(const QString &key, int version, int count, const QString &environment)
{
    const QString recorded =
        one(*m_agent,
            u"select count(promptuary.record_execution('%1', %2, true, environment => '%3', model => 'm', "
            "cost_usd => 0.01, latency_ms => 800, trace_id => 'trace', started_at => now() - interval '1 hour')) "
            "from generate_series(1, %4)"_s.arg(key, QString::number(version), environment, QString::number(count)));
    QCOMPARE(recorded, QString::number(count));
}

void ExecutionsTest::tabFollowsTheOpenTemplateAndTheLog()
{
    record(firstTemplate(), 1, 3);
    record(secondTemplate(), 1, 5);
    Desk desk(m_conninfo);
    desk.open();
    QVERIFY(!desk.window().findChild<ExecutionList *>()); // not before somebody wants to see it
    desk.trigger("showMetrics");
    desk.trigger("showExecutions");
    auto *table = desk.find<QTableView>("executionTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, patience);
    record(firstTemplate(), 1, 2);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 5, patience);
    desk.choose(secondTemplate());
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 5, patience);
    const auto *environments = desk.find<QComboBox>("executionEnvironment");
    QVERIFY(environments->findText(u"staging"_s) > 0);
}

void ExecutionsTest::emptyPagesTellNothingYetFromNothingHere()
{
    record(secondTemplate(), 1, 1);
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("showTemplateMetrics");
    const auto *tab = desk.find<QWidget>("metricsTab");
    const auto *text = tab->findChild<QLabel *>(u"emptyText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible() && text->text().contains(u"yet."_s), patience);
    QVERIFY(text->text().contains(u"promptuaryctl record"_s));
    QVERIFY(
        !tab->findChild<QPushButton *>(u"emptyFirstStep"_s)->isVisible()); // no filter to be cleared would bring any
    desk.choose(secondTemplate());
    QTRY_VERIFY_WITH_TIMEOUT(!text->isVisible(), patience);
    one(*m_agent, u"select promptuary.record_execution('%1', 1, true, started_at => now() - interval '60 days')"_s.arg(
                      firstTemplate()));
    desk.choose(firstTemplate());
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible() && text->text().contains(u"The newest one is of"_s), patience);
    QVERIFY(!text->text().contains(u"promptuaryctl"_s));
    QTest::mouseClick(desk.find<QPushButton>("emptyFirstStep"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!text->isVisible(), patience);
}

void ExecutionsTest::addressOfTracesIsRemembered()
{
    record(firstTemplate(), 1, 1);
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("showExecutions");
    auto *list = desk.find<ExecutionList>("executionList");
    Q_EMIT list->traceTemplateChanged(u"https://traces.example.com/{trace_id}"_s);
    desk.close();
    desk.open();
    desk.trigger("showExecutions");
    auto *table = desk.find<QTableView>("executionTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Return);
    const auto *open = desk.find<QPushButton>("executionOpenTrace");
    QTRY_COMPARE_WITH_TIMEOUT(open->toolTip(), u"https://traces.example.com/trace"_s, patience);
}

void ExecutionsTest::treeSaysWhatRanLately()
{
    record(secondTemplate(), 1, 40);
    Desk desk(m_conninfo);
    desk.open();
    auto *model = desk.window().findChild<TemplateTreeModel *>();
    const auto said = [&](const QString &key) {
        return model->indexOf(Elsewhere(m_conninfo).find(key).id).data(Qt::AccessibleTextRole).toString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(said(secondTemplate()).contains(u"Last 7 days: 40 executions, 100.0\u202F% success"_s),
                             patience);
    QVERIFY(!said(firstTemplate()).contains(u"Last 7 days"_s));
    auto *environment = desk.find<QComboBox>("environment");
    environment->setCurrentText(u"staging"_s);
    Q_EMIT environment->activated(environment->currentIndex());
    QTRY_VERIFY_WITH_TIMEOUT(!said(secondTemplate()).contains(u"Last 7 days"_s), patience); // it did not run there
}

void ExecutionsTest::timelineSaysWhatRanLately()
{
    record(firstTemplate(), 1, 40);
    record(secondTemplate(), 1, 5);
    Desk desk(m_conninfo);
    desk.open();
    const auto *timeline = desk.find<QListView>("timeline");
    const auto said = [&] { return timeline->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"Last 30 days in production: 40 executions"), patience);
    QVERIFY2(said().contains(u"at most 40 times a day"), qPrintable(said()));
    QVERIFY2(said().contains(u"Serves in production since"), qPrintable(said()));
    desk.choose(secondTemplate());
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"Last 30 days in production: 5 executions"), patience);
    desk.window().workspace()->setEnvironment(u"staging"_s);
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"No executions in staging in the last 30 days"), patience);
    // What was only saved never served.
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(secondTemplate(), u"Second."_s);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith(u"v2"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"Never active in any environment"), patience);
}

void ExecutionsTest::reviewShowsWhatServes()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Another text"_s);
    record(firstTemplate(), 1, 400);
    record(firstTemplate(), 2, 20, u"staging"_s);
    Desk desk(m_conninfo);
    desk.open();
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
    desk.press("activateVersion");
    const auto cell = [&](const char *name) { return desk.find<QLabel>(name)->text(); };
    QTRY_COMPARE_WITH_TIMEOUT(cell("reviewFigure10"), u"v1 serves production"_s, patience);
    QCOMPARE(cell("reviewFigure11"), u"400"_s);
    QCOMPARE(cell("reviewFigure13"), u"$0.0100"_s);
    QCOMPARE(cell("reviewFigure20"), u"v2 in staging"_s);
    QCOMPARE(cell("reviewFigure21"), u"20"_s);
}

/// A review is an event of the trail; what windows hold of templates it does not change.
void ExecutionsTest::reviewsLeaveOtherWindowsAlone()
{
    record(firstTemplate(), 1, 1);
    Desk desk(m_conninfo);
    desk.open();
    QSet<TemplateId> changed;
    bool others = false;
    const QObject end; // of listening
    connect(&desk.application().session().changes(), &ChangeHub::changed, &end, [&](const ChangeSet &changes) {
        changed += QSet<TemplateId>(changes.templates.begin(), changes.templates.end());
        others = others || changes.taskTypes || changes.everything;
    });
    one(*m_agent, u"select promptuary.review_execution(id::text, 'approved') from promptuary.prompt_executions"_s);
    Elsewhere(m_conninfo).saveText(secondTemplate(), u"Another text"_s); // told of after it
    const TemplateId second = Elsewhere(m_conninfo).find(secondTemplate()).id;
    QTRY_COMPARE_WITH_TIMEOUT(changed, QSet<TemplateId>{second}, patience);
    QVERIFY(!others);
}

QTEST_MAIN(ExecutionsTest)
#include "tst_executions.moc"
