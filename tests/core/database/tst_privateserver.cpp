// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "core/database/postgresprograms.h"
#include "core/database/privateserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <csignal>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

/// A program that uses the private server, as a window or the command line would.
class User
{
public:
    explicit User(const QString &directory)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral(ATTACH_HELPER), {directory});
    }

    ~User()
    {
        if (m_process.state() != QProcess::NotRunning)
            leave();
    }

    /// The line that begins with `word`, once it was printed; empty where the program ended without it.
    QString line(const QString &word)
    {
        for (;;) {
            const QStringList lines = QString::fromUtf8(m_output += m_process.readAll()).split(u'\n');
            for (const QString &line : lines.first(lines.size() - 1)) {
                if (line.startsWith(word + u' '))
                    return line.sliced(word.size() + 1);
            }
            if (!m_process.waitForReadyRead(60'000))
                return {};
        }
    }

    QString conninfo() { return line(u"ready"_s).section(u' ', 1); }
    int milliseconds() { return line(u"ready"_s).section(u' ', 0, 0).toInt(); }
    [[nodiscard]] QByteArray output() const { return m_output; }

    void leave()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(60'000);
    }

    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void interrupt() { ::kill(static_cast<pid_t>(m_process.processId()), SIGINT); }

private:
    QProcess m_process;
    QByteArray m_output;
};

pid_t serverProcess(const QString &directory)
{
    QFile file(directory + "/cluster/postmaster.pid"_L1);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toInt() : 0;
}

bool runs(pid_t process);

/// kill -9, and the end it brings about.
bool killServer(const QString &directory)
{
    const pid_t process = serverProcess(directory);
    return process > 0 && kill(process, SIGKILL) == 0 && QTest::qWaitFor([process] { return !runs(process); });
}

bool runs(pid_t process)
{
    return process > 0 && QFile::exists(u"/proc/%1/cwd"_s.arg(process)) &&
           !QFileInfo(u"/proc/%1/cwd"_s.arg(process)).symLinkTarget().isEmpty();
}

/// One row, whatever was stored before.
Result<void> storeFirst(const QString &conninfo)
{
    auto connection = Connection::open(conninfo);
    if (!connection)
        return std::unexpected(connection.error());
    return connection->script(u"drop table if exists kept; create table kept (n int); insert into kept values (1)"_s);
}

Result<void> store(const QString &conninfo, int value)
{
    auto connection = Connection::open(conninfo);
    if (!connection)
        return std::unexpected(connection.error());
    return connection->script(u"insert into kept values (%1)"_s.arg(value));
}

int stored(const QString &conninfo)
{
    auto connection = Connection::open(conninfo);
    if (!connection)
        return -1;
    auto row = connection->query(u"select count(*) from kept"_s);
    return row && row->next() ? row->value(0).toInt() : -1;
}

} // namespace

/// Real servers in temporary folders, shared, left, and killed by real processes.
class PrivateServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void makesClusterWithProgress();
    void keepsDurableSettings();
    void startsAgainQuickly();
    void severalShareOneAndTheLastStopsIt();
    void manyStartAtOnce();
    void socketPathIsShortHoweverDeepTheFolder();
    void interruptedUserLeavesServerToOthers();
    void recoversAfterKillOfServer();
    void recoversAfterKillOfUser();
    void recoversAfterKillOfBoth();
    void recoversAfterKillWhileStarting();
    void recoversAfterKillWhileMakingTheCluster();
    void startsServerAgainUnderItsUsers();
    void processNumberOfSomebodyElseIsNoServer();
    void whatAnswersIsNeverClearedAway();
    void halfMadeClusterIsMadeAgain();
    void removedSocketIsMadeAgain();
    void keepsOneOlderLog();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QTemporaryDir m_made; ///< a server that tests leave as they found it, since making one takes a second
    QString m_directory;
};

void PrivateServerTest::initTestCase()
{
    QVERIFY(PostgresPrograms::find());
    User user(m_made.path());
    QVERIFY2(!user.conninfo().isEmpty(), user.output().constData());
}

void PrivateServerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    // Where the tests run as root the server's account must get through.
    QCOMPARE(chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    m_directory = m_made.path();
}

void PrivateServerTest::cleanup()
{
    const pid_t server = serverProcess(m_directory);
    QTRY_VERIFY_WITH_TIMEOUT(!runs(server), 10'000);
}

void PrivateServerTest::makesClusterWithProgress()
{
    m_directory = m_folder->filePath(u"private"_s);
    QStringList steps;
    auto server = PrivateServer::attach(m_directory, [&steps](const QString &step) { steps += step; });
    QVERIFY2(server, qPrintable(server ? QString() : server.error().toString()));
    QCOMPARE(steps.size(), 2);
    QVERIFY(!(QFile::permissions(m_directory) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
    auto connection = Connection::open((*server)->conninfo());
    QVERIFY(connection);
    auto row =
        connection->query(u"select current_database(), current_user, pg_encoding_to_char(encoding), datlocprovider, "
                          "datlocale from pg_database where datname = current_database()"_s);
    QVERIFY(row && row->next());
    QCOMPARE(row->value(0).toString(), u"promptuary"_s);
    QCOMPARE(row->value(2).toString(), u"UTF8"_s);
    QCOMPARE(row->value(3).toString(), u"b"_s);
    QCOMPARE(row->value(4).toString(), u"C.UTF-8"_s);
}

void PrivateServerTest::keepsDurableSettings()
{
    auto server = PrivateServer::attach(m_directory);
    QVERIFY(server);
    auto connection = Connection::open((*server)->conninfo());
    QVERIFY(connection);
    for (const auto &[name, value] :
         {std::pair{u"fsync"_s, u"on"_s}, std::pair{u"full_page_writes"_s, u"on"_s},
          std::pair{u"synchronous_commit"_s, u"on"_s}, std::pair{u"data_checksums"_s, u"on"_s},
          std::pair{u"listen_addresses"_s, u""_s}}) {
        auto row = connection->query(u"select current_setting(?)"_s, {name});
        QVERIFY(row && row->next());
        QCOMPARE(row->value(0).toString(), value);
    }
}

void PrivateServerTest::startsAgainQuickly()
{
    User first(m_directory);
    QVERIFY2(first.milliseconds() < 2000, first.output().constData());
    User second(m_directory);
    QVERIFY2(second.milliseconds() < 500, second.output().constData());
    QVERIFY(!second.output().contains("step"));
}

void PrivateServerTest::severalShareOneAndTheLastStopsIt()
{
    User first(m_directory);
    QVERIFY(storeFirst(first.conninfo()));
    User second(m_directory);
    QCOMPARE(second.conninfo(), first.conninfo());
    const pid_t server = serverProcess(m_directory);
    QVERIFY(runs(server));
    first.leave();
    QVERIFY(runs(server));
    QCOMPARE(stored(second.conninfo()), 1);
    second.leave();
    QVERIFY(!runs(server));
    User third(m_directory);
    QCOMPARE(stored(third.conninfo()), 1);
}

void PrivateServerTest::manyStartAtOnce()
{
    m_directory = m_folder->filePath(u"private"_s);
    std::vector<std::unique_ptr<User>> users;
    for (int i = 0; i < 8; ++i)
        users.push_back(std::make_unique<User>(m_directory));
    for (const auto &user : users)
        QVERIFY2(!user->conninfo().isEmpty(), user->output().constData());
    const pid_t server = serverProcess(m_directory);
    QVERIFY(runs(server));
    users.clear();
    QVERIFY(!runs(server));
}

void PrivateServerTest::socketPathIsShortHoweverDeepTheFolder()
{
    const QString deep = m_folder->path() + u'/' + QString(120, u'd') + u'/' + QString(120, u'e');
    QVERIFY(QDir().mkpath(deep));
    QCOMPARE(QProcess::execute(u"cp"_s, {u"-a"_s, m_directory + "/cluster"_L1, deep}), 0);
    User user(deep);
    QVERIFY2(!user.conninfo().isEmpty(), user.output().constData());
}

void PrivateServerTest::interruptedUserLeavesServerToOthers()
{
    User first(m_directory);
    QVERIFY(!first.conninfo().isEmpty());
    User second(m_directory);
    QVERIFY(storeFirst(second.conninfo()));
    first.interrupt();
    first.leave();
    QCOMPARE(stored(second.conninfo()), 1);
}

void PrivateServerTest::recoversAfterKillOfServer()
{
    User user(m_directory);
    QVERIFY(storeFirst(user.conninfo()));
    QVERIFY(killServer(m_directory));
    User next(m_directory);
    QVERIFY2(next.conninfo() == user.conninfo(), next.output().constData());
    QCOMPARE(stored(next.conninfo()), 1);
}

void PrivateServerTest::recoversAfterKillOfUser()
{
    User user(m_directory);
    QVERIFY(storeFirst(user.conninfo()));
    const pid_t server = serverProcess(m_directory);
    user.kill();
    QVERIFY(runs(server));
    User next(m_directory);
    QCOMPARE(stored(next.conninfo()), 1);
    QCOMPARE(serverProcess(m_directory), server);
    next.leave();
    QVERIFY(!runs(server));
}

void PrivateServerTest::recoversAfterKillOfBoth()
{
    User user(m_directory);
    QVERIFY(storeFirst(user.conninfo()));
    // One of its processes stays busy for a while after its parent was killed.
    auto busy = Connection::open(user.conninfo());
    QVERIFY(busy && busy->begin() && busy->script(u"insert into kept values (2)"_s));
    QVERIFY(killServer(m_directory));
    user.kill();
    User next(m_directory);
    QVERIFY2(!next.conninfo().isEmpty(), next.output().constData());
    QCOMPARE(stored(next.conninfo()), 1);
    QVERIFY(store(next.conninfo(), 3));
}

void PrivateServerTest::recoversAfterKillWhileStarting()
{
    User user(m_directory);
    QVERIFY(user.line(u"step"_s).startsWith(u"Starting"_s));
    user.kill();
    User next(m_directory);
    QVERIFY2(!next.conninfo().isEmpty(), next.output().constData());
}

void PrivateServerTest::recoversAfterKillWhileMakingTheCluster()
{
    m_directory = m_folder->filePath(u"private"_s);
    User user(m_directory);
    QVERIFY(user.line(u"step"_s).startsWith(u"Making"_s));
    QTRY_VERIFY(!QDir(m_directory).entryList({u"cluster.new-*"_s}, QDir::Dirs).isEmpty());
    user.kill();
    QVERIFY(!QFile::exists(m_directory + "/cluster"_L1));
    User next(m_directory);
    QVERIFY2(!next.conninfo().isEmpty(), next.output().constData());
}

void PrivateServerTest::startsServerAgainUnderItsUsers()
{
    auto server = PrivateServer::attach(m_directory);
    QVERIFY(server);
    QVERIFY(storeFirst((*server)->conninfo()));
    QVERIFY(killServer(m_directory));
    QVERIFY((*server)->ensureRunning());
    QCOMPARE(stored((*server)->conninfo()), 1);
    QVERIFY((*server)->ensureRunning());
}

void PrivateServerTest::processNumberOfSomebodyElseIsNoServer()
{
    QFile file(m_directory + "/cluster/postmaster.pid"_L1);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::number(QCoreApplication::applicationPid()) + "\n" + m_directory.toUtf8() +
               "/cluster\n0\n5432\n");
    file.close();
    User user(m_directory);
    QVERIFY2(!user.conninfo().isEmpty(), user.output().constData());
}

/// A server whose process cannot be recognised, as from another sandbox, but which serves.
void PrivateServerTest::whatAnswersIsNeverClearedAway()
{
    User first(m_directory);
    QVERIFY(storeFirst(first.conninfo()));
    auto connection = Connection::open(first.conninfo());
    QVERIFY(connection);
    const pid_t server = serverProcess(m_directory);
    QFile file(m_directory + "/cluster/postmaster.pid"_L1);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray real = file.readAll();
    const auto write = [&file](const QByteArray &text) {
        return file.resize(0) && file.seek(0) && file.write(text) == text.size() && file.flush();
    };
    QVERIFY(write(QByteArray::number(QCoreApplication::applicationPid()) + real.sliced(real.indexOf('\n'))));

    User second(m_directory);
    const QString conninfo = second.conninfo();
    // Put back first, so that the server is stopped in the end whatever was found.
    const QByteArray then = QFile::exists(file.fileName()) ? "there" : "cleared away";
    QVERIFY(write(real));
    QCOMPARE(then, "there");
    QCOMPARE(conninfo, first.conninfo());
    QVERIFY2(!second.output().contains("step "), second.output().constData());
    QVERIFY(runs(server));
    QVERIFY(connection->query(u"select 1"_s));
    QVERIFY(store(conninfo, 2));
    QCOMPARE(stored(first.conninfo()), 2);
}

void PrivateServerTest::halfMadeClusterIsMadeAgain()
{
    m_directory = m_folder->filePath(u"private"_s);
    QVERIFY(QDir().mkpath(m_directory + "/cluster.new-0/base"_L1));
    User user(m_directory);
    QVERIFY2(!user.conninfo().isEmpty(), user.output().constData());
    QVERIFY(!QFile::exists(m_directory + "/cluster.new-0"_L1));
}

void PrivateServerTest::removedSocketIsMadeAgain()
{
    User first(m_directory);
    QVERIFY(storeFirst(first.conninfo()));
    const QString sockets = first.conninfo().section(u'\'', 3, 3);
    QVERIFY2(QDir(sockets).removeRecursively(), qPrintable(sockets));
    User second(m_directory);
    QVERIFY2(!second.conninfo().isEmpty(), second.output().constData());
    QCOMPARE(stored(second.conninfo()), 1);
}

void PrivateServerTest::keepsOneOlderLog()
{
    const QString log = m_directory + "/server.log"_L1;
    for (const char line : {'a', 'b'}) {
        QFile file(log);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        QCOMPARE(file.write(QByteArray(1'100'000, line)), 1'100'000);
        file.close();
        QVERIFY(PrivateServer::attach(m_directory));
        QVERIFY(QFileInfo(log).size() < 1'000'000);
        QFile older(log + ".1"_L1);
        QVERIFY(older.open(QIODevice::ReadOnly));
        QVERIFY(older.readAll().endsWith(QByteArray(1000, line)));
    }
}

QTEST_GUILESS_MAIN(PrivateServerTest)
#include "tst_privateserver.moc"
