// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"
#include "tests/support/testqueries.h"
#include "ui/health/healthpage.h"
#include "ui/widgets/metrictile.h"

#include <QLabel>
#include <QTableView>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The page of health over a real database that agents report to.
class HealthDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatAgentsReport();
    void staysUsableWithoutTheDatabase();
};

namespace
{

QString figure(const HealthPage *page, const QString &name)
{
    for (const MetricTile *tile : page->findChildren<MetricTile *>()) {
        if (tile->figure().name == name)
            return tile->figure().figure;
    }
    return {};
}

} // namespace

void HealthDeskTest::showsWhatAgentsReport()
{
    TestServer server;
    const QString conninfo = server.createDeployedDatabase();
    Connection agent = connectTo(conninfo);
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showHealth");
    const auto *page = desk.find<HealthPage>("healthPage");
    const auto *table = desk.find<QTableView>("storageTable");
    QVERIFY(table->model()->rowCount() > 15);
    QVERIFY(desk.find<QLabel>("healthHint")->text().contains(u"record_prompt_loads()"));
    QTRY_VERIFY_WITH_TIMEOUT(figure(page, u"Notification lag"_s).endsWith(u"ms"), patience);
    QCOMPARE(figure(page, u"This program's connection"_s), u"100.0\u202F%"_s);
    // While it is looked at.
    one(agent, u"select promptuary.record_prompt_loads('[{\"source\": \"database\", \"loads\": 30, "
               "\"connection_attempts\": 10, \"failed_attempts\": 5}, {\"source\": \"file\", \"loads\": 10}]')"_s);
    QTRY_COMPARE_WITH_TIMEOUT(figure(page, u"Fallback rate"_s), u"25.0\u202F%"_s, patience);
    QCOMPARE(figure(page, u"Connection success"_s), u"50.0\u202F%"_s);
    const auto *concern = desk.find<QLabel>("concern");
    QVERIFY2(concern->text().contains(u"last 24 hours"), qPrintable(concern->text()));
    // And where it was left meanwhile.
    desk.trigger("showPrompts");
    one(agent, u"select promptuary.record_prompt_loads('[{\"source\": \"database\", \"loads\": 60}]')"_s);
    desk.trigger("showHealth");
    QTRY_COMPARE_WITH_TIMEOUT(figure(page, u"Loads"_s), u"100"_s, patience);
}

void HealthDeskTest::staysUsableWithoutTheDatabase()
{
    TestServer server;
    const QString conninfo = server.createDeployedDatabase();
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showHealth");
    const auto *page = desk.find<HealthPage>("healthPage");
    const auto *table = desk.find<QTableView>("storageTable");
    const int tables = table->model()->rowCount();
    server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("connectionBanner").contains(u"Not connected"), patience);
    QCOMPARE(table->model()->rowCount(), tables);
    QTRY_COMPARE_WITH_TIMEOUT(figure(page, u"Notification lag"_s), u"–"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("healthBanner"), QString(), patience); // once is enough
    server.start();
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("connectionBanner"), QString(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(figure(page, u"Notification lag"_s).endsWith(u"ms"), patience);
}

QTEST_MAIN(HealthDeskTest)
#include "tst_health.moc"
