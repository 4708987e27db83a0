// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/postgresprograms.h"
#include "core/database/privateserver.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Where a private server cannot be had, the refusal names the reason and the remedy.
class PrivateServerRefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refusesOtherMajorVersion();
    void refusesOpenPermissions();
    void refusesFolderThatOthersMayWriteIn_data();
    void refusesFolderThatOthersMayWriteIn();
    void refusesFolderThatCannotBeWritten();
    void refusesForeignSocketFolder();
    void saysThatPostgresIsNotInstalled();
    void saysThatDiskIsFull();
    void promisesNothingOfDamagedFiles();

private:
    [[nodiscard]] Error refusal() const;
    void makeClusterFolder() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_directory;
};

void PrivateServerRefusalsTest::init()
{
    qunsetenv("PROMPTUARY_POSTGRES_BIN");
    m_folder = std::make_unique<QTemporaryDir>();
    // Where the tests run as root the server's account must get through.
    QCOMPARE(chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    m_directory = m_folder->filePath(u"private"_s);
}

Error PrivateServerRefusalsTest::refusal() const
{
    auto server = PrivateServer::attach(m_directory);
    return server ? Error{} : server.error();
}

void PrivateServerRefusalsTest::makeClusterFolder() const
{
    for (const QString &folder : {m_directory, m_directory + "/cluster"_L1})
        QCOMPARE(mkdir(QFile::encodeName(folder).constData(), 0700), 0);
}

void PrivateServerRefusalsTest::refusesOtherMajorVersion()
{
    makeClusterFolder();
    QVERIFY(PostgresPrograms::find()->handOver(m_directory + "/cluster"_L1));
    QFile version(m_directory + "/cluster/PG_VERSION"_L1);
    QVERIFY(version.open(QIODevice::WriteOnly));
    version.write("15\n");
    version.close();
    const Error error = refusal();
    QVERIFY2(error.message.contains(u"PostgreSQL 15"_s), qPrintable(error.message));
    QVERIFY(error.remedy.contains(u"pg_upgrade"_s));
}

void PrivateServerRefusalsTest::refusesOpenPermissions()
{
    makeClusterFolder();
    QCOMPARE(chmod(QFile::encodeName(m_directory + "/cluster"_L1).constData(), 0755), 0);
    QVERIFY(PostgresPrograms::find()->handOver(m_directory + "/cluster"_L1));
    const Error error = refusal();
    QCOMPARE(error.kind, ErrorKind::NotPermitted);
    QVERIFY(error.remedy.contains(u"chmod"_s));
}

void PrivateServerRefusalsTest::refusesFolderThatOthersMayWriteIn_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("everyone") << 0777;
    QTest::newRow("the group") << 0770;
    QTest::newRow("as in /tmp") << 01777;
}

void PrivateServerRefusalsTest::refusesFolderThatOthersMayWriteIn()
{
    QFETCH(int, mode);
    QVERIFY(QDir().mkpath(m_directory));
    QCOMPARE(chmod(QFile::encodeName(m_directory).constData(), static_cast<mode_t>(mode)), 0);
    const Error error = refusal();
    QCOMPARE(error.kind, ErrorKind::NotPermitted);
    QVERIFY2(error.message.contains(m_directory), qPrintable(error.message));
    QVERIFY2(error.remedy.contains(u"chmod go-w"), qPrintable(error.remedy));
    QVERIFY(QDir(m_directory).isEmpty());
}

void PrivateServerRefusalsTest::refusesFolderThatCannotBeWritten()
{
    // A file stands in the way whoever runs the test; permissions would not stop root.
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_directory = file.fileName();
    QCOMPARE(refusal().kind, ErrorKind::Invalid);
    m_directory = u"/proc/promptuary"_s;
    const Error error = refusal();
    QVERIFY(!error.message.isEmpty());
    QCOMPARE(error.remedy, u"Choose another folder with --private."_s); // and no log that is not there
}

void PrivateServerRefusalsTest::refusesForeignSocketFolder()
{
    QString sockets;
    {
        auto server = PrivateServer::attach(m_directory);
        QVERIFY(server);
        sockets = (*server)->conninfo().section(u'\'', 3, 3);
    }
    QVERIFY2(!QFile::exists(sockets), "the last one out leaves it");
    QCOMPARE(mkdir(QFile::encodeName(sockets).constData(), 0755), 0);
    QCOMPARE(chmod(QFile::encodeName(sockets).constData(), 0755), 0);
    QCOMPARE(refusal().kind, ErrorKind::NotPermitted);
    QVERIFY(QDir(sockets).removeRecursively());
    QVERIFY(QFile::link(m_folder->path(), sockets));
    QCOMPARE(refusal().kind, ErrorKind::NotPermitted);
    QVERIFY(QFile::remove(sockets));
}

void PrivateServerRefusalsTest::saysThatPostgresIsNotInstalled()
{
    qputenv("PROMPTUARY_POSTGRES_BIN", "/nowhere");
    const Error error = refusal();
    QVERIFY(error.message.contains(u"/nowhere"_s));
    QVERIFY(error.remedy.contains(u"PROMPTUARY_POSTGRES_BIN"_s));
}

void PrivateServerRefusalsTest::saysThatDiskIsFull()
{
    // initdb as it fails on a full disk, without filling one.
    const auto script = [this](const QString &name, const QByteArray &text) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + text);
        QVERIFY(file.setPermissions(QFile::ReadOther | QFile::ExeOther | QFile::ReadOwner | QFile::ExeOwner));
    };
    script(u"initdb"_s, "echo 'initdb: error: could not write file \"x\": No space left on device' >&2; exit 1\n");
    script(u"postgres"_s, "exit 1\n");
    qputenv("PROMPTUARY_POSTGRES_BIN", QFile::encodeName(m_folder->path()));
    const Error error = refusal();
    QVERIFY2(error.message.contains(u"full"_s), qPrintable(error.message));
    QVERIFY(error.remedy.contains(u"MB"_s));
}

void PrivateServerRefusalsTest::promisesNothingOfDamagedFiles()
{
    QVERIFY(PrivateServer::attach(m_directory));
    const QString control = m_directory + "/cluster/global/pg_control"_L1;
    QVERIFY(QFile::resize(control, 100));
    Error error = refusal();
    QVERIFY2(error.message.contains(u"missing or damaged"), qPrintable(error.toString()));
    QVERIFY2(error.remedy.contains(u"backup"), qPrintable(error.toString()));
    QVERIFY2(!error.toString().contains(u"safe"), qPrintable(error.toString()));
    QVERIFY(QFile::remove(control));
    error = refusal();
    QVERIFY2(error.message.contains(u"missing or damaged"), qPrintable(error.toString()));
    QVERIFY(QFile::resize(m_directory + "/cluster/PG_VERSION"_L1, 0));
    error = refusal();
    QVERIFY2(error.message.contains(u"missing or damaged"), qPrintable(error.toString()));
    QVERIFY(QFile::remove(m_directory + "/cluster/PG_VERSION"_L1));
    error = refusal();
    QVERIFY2(error.message.contains(u"missing or damaged"), qPrintable(error.toString()));
}

QTEST_GUILESS_MAIN(PrivateServerRefusalsTest)
#include "tst_privateserverrefusals.moc"
