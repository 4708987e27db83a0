// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/conninfo.h"
#include "core/database/migrator.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Runs each file of tests/sql through pg_prove against a database that the migrator deployed.
class TestPgTap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_conninfo = m_server.createDatabase();
        Result<Connection> connection = Connection::open(m_conninfo);
        QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().toString()));
        const auto deployed = Migrator(*connection).deploy();
        QVERIFY2(deployed, qPrintable(deployed ? QString() : deployed.error().toString()));
        QVERIFY(connection->script(u"create extension pgtap with schema public"_s));
    }

    void prove_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(QStringLiteral(SQL_TESTS));
        for (const QString &file : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name))
            QTest::addRow("%s", qPrintable(file)) << folder.filePath(file);
    }
    void prove()
    {
        QFETCH(QString, file);
        QProcess prove;
        prove.setProcessEnvironment(environment());
        prove.setProcessChannelMode(QProcess::MergedChannels);
        prove.start(u"pg_prove"_s, {u"--failures"_s, file});
        QVERIFY2(prove.waitForFinished(120'000), qPrintable(prove.errorString()));
        const QByteArray output = prove.readAll();
        // prove's closing lines say how many tests there were.
        qInfo("%s", output.right(4000).constData());
        QCOMPARE(prove.exitStatus(), QProcess::NormalExit);
        QVERIFY2(prove.exitCode() == 0, "pg_prove found failures; they are above.");
        QVERIFY2(output.contains("Result: PASS"), "pg_prove ran no test.");
    }

private:
    /// pg_prove takes no connection string, so psql gets its parts by itself.
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const auto options = parseConninfo(m_conninfo);
        environment.insert(u"PGHOST"_s, options->value(u"host"_s));
        environment.insert(u"PGUSER"_s, options->value(u"user"_s));
        environment.insert(u"PGDATABASE"_s, options->value(u"dbname"_s));
        return environment;
    }

    TestServer m_server;
    QString m_conninfo;
};

QTEST_GUILESS_MAIN(TestPgTap)
#include "tst_pgtap.moc"
