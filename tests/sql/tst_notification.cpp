// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrator.h"
#include "tests/support/testserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSqlDriver>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Invariant 4: an activation, its event and its notification are one transaction: all three or none.
class TestNotification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allThreeOrNone()
    {
        const QString conninfo = m_server.createDatabase();
        Result<Connection> writer = Connection::open(conninfo);
        Result<Connection> listener = Connection::open(conninfo);
        QVERIFY(writer && listener);
        QVERIFY(Migrator(*writer).deploy());
        QVERIFY(writer->query(u"select promptuary.save_version(1, 1, 1, '[{\"role\": \"user\", \"content\": \"x\"}]', "
                              "'text', '[]', '{}', '')"_s));
        QSqlDriver *driver = listener->handle().driver();
        QVERIFY(driver->subscribeToNotification(u"promptuary"_s));
        QSignalSpy heard(driver, &QSqlDriver::notification);
        const QString activate = u"select promptuary.activate_version(1, 2, 'production', 'go')"_s;
        const int before = number(*writer, u"select max(id) from promptuary.audit_events"_s);

        // Rolled back: none. What refuses at the very end, when the event is written, takes the activation along.
        QVERIFY(writer->begin());
        QVERIFY(writer->query(activate));
        writer->rollback();
        QVERIFY(
            writer->script(u"alter table promptuary.audit_events add constraint full_disk check (id < 0) not valid"_s));
        QVERIFY(!writer->query(activate));
        QVERIFY(writer->script(u"alter table promptuary.audit_events drop constraint full_disk"_s));
        QCOMPARE(number(*writer, u"select number from promptuary.active_versions where template_id = 1"_s), 1);
        QCOMPARE(number(*writer, u"select count(*) from promptuary.activations where template_id = 1"_s), 1);
        QCOMPARE(number(*writer, u"select max(id) from promptuary.audit_events"_s), before);

        // Committed: all three, and nothing else was heard.
        QVERIFY(writer->query(activate));
        QTRY_COMPARE(heard.size(), 1);
        const QJsonObject payload = QJsonDocument::fromJson(heard.first().at(2).toString().toUtf8()).object();
        QCOMPARE(payload, (QJsonObject{{u"kind"_s, u"activation"_s}, {u"template"_s, 1}, {u"revision"_s, before + 1}}));
        QCOMPARE(number(*writer, u"select number from promptuary.active_versions where template_id = 1"_s), 2);
        QCOMPARE(number(*writer,
                        u"select count(*) from promptuary.audit_events where id > %1 and action = 'activated'"_s.arg(
                            before)),
                 1);
    }

private:
    static int number(Connection &connection, const QString &sql)
    {
        auto query = connection.query(sql);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

    TestServer m_server;
};

QTEST_GUILESS_MAIN(TestNotification)
#include "tst_notification.moc"
