// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"
#include "ui/prompts/versioneditor.h"

#include <QProcess>
#include <QProcessEnvironment>

#include <csignal>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The program itself, with keys from the X server, killed without a warning and ended by a signal.
class KilledTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unsavedTextComesBack();
    void signalClosesInOrder_data();
    void signalClosesInOrder();

private:
    static QString xdotool(const QStringList &arguments);
    static QString windowOf(const QString &name);
    static void prepare(QProcess &program, const QString &home);

    TestServer m_server;
};

QString KilledTest::xdotool(const QStringList &arguments)
{
    QProcess process;
    process.start(u"xdotool"_s, arguments);
    if (!process.waitForFinished(patience))
        qFatal("xdotool does not end.");
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString KilledTest::windowOf(const QString &name)
{
    QString window;
    // The title names the template as soon as its text is in the editor.
    const auto look = [&] {
        window = xdotool({u"search"_s, u"--onlyvisible"_s, u"--name"_s, name + u" — Promptuary"_s});
        return !window.isEmpty();
    };
    return QTest::qWaitFor(look, patience) ? window : QString();
}

void KilledTest::prepare(QProcess &program, const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, home);
    environment.insert(u"XDG_CONFIG_HOME"_s, home);
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedChannels);
}

void KilledTest::unsavedTextComesBack()
{
    const QString conninfo = m_server.createDeployedDatabase();
    const QTemporaryDir home;
    const QString drafts = home.filePath(u"promptuary/drafts"_s);
    QProcess program;
    prepare(program, home.path());
    program.start(qEnvironmentVariable("PROMPTUARY"), {u"--database"_s, conninfo});
    QVERIFY(program.waitForStarted(patience));

    const QString window = windowOf(u"Clarification question generation"_s);
    QVERIFY(!window.isEmpty());
    xdotool({u"windowactivate"_s, u"--sync"_s, window});
    xdotool({u"key"_s, u"ctrl+shift+f"_s});
    xdotool({u"type"_s, u"nlu"_s});
    xdotool({u"key"_s, u"Return"_s});
    QVERIFY(!windowOf(u"NLU topic extraction"_s).isEmpty());
    xdotool({u"key"_s, u"alt+1"_s});
    xdotool({u"key"_s, u"ctrl+Home"_s});
    xdotool({u"type"_s, u"nothing typed is lost "_s});
    QTRY_VERIFY_WITH_TIMEOUT(Desk::keptText(drafts).startsWith(u"nothing typed is lost "), patience);
    program.kill();
    QVERIFY(program.waitForFinished(patience));

    // It opens again where it was.
    program.start();
    QVERIFY(program.waitForStarted(patience));
    QVERIFY(!windowOf(u"NLU topic extraction"_s).isEmpty());
    program.kill();
    QVERIFY(program.waitForFinished(patience));

    Desk desk(conninfo);
    desk.setDraftDirectory(drafts);
    desk.open();
    desk.choose(u"nlu-topic-extraction"_s);
    QVERIFY2(desk.text().startsWith(u"nothing typed is lost "), qPrintable(desk.text().left(60)));
    QVERIFY(desk.editor().isModified());
    QVERIFY(desk.banner("editorBanner").contains(u"Restored"));
}

void KilledTest::signalClosesInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("log-out") << SIGTERM;
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("closed terminal") << SIGHUP;
}

void KilledTest::signalClosesInOrder()
{
    QFETCH(int, signal);
    const QTemporaryDir home;
    // Where the test runs as root the server's account must get through.
    QVERIFY(QFile::setPermissions(home.path(), QFile::permissions(home.path()) | QFile::ExeGroup | QFile::ExeOther));
    const QString folder = home.filePath(u"private"_s);
    QProcess program;
    prepare(program, home.path());
    program.start(qEnvironmentVariable("PROMPTUARY"), {u"--private"_s, folder});
    const QString window = windowOf(u"Clarification question generation"_s);
    QVERIFY(!window.isEmpty());
    QVERIFY(QFile::exists(folder + "/cluster/postmaster.pid"_L1));
    xdotool({u"windowactivate"_s, u"--sync"_s, window});
    xdotool({u"key"_s, u"alt+1"_s});
    xdotool({u"key"_s, u"ctrl+Home"_s});
    xdotool({u"type"_s, u"kept "_s});
    const QString drafts = home.filePath(u"promptuary/drafts"_s);
    QTRY_VERIFY_WITH_TIMEOUT(Desk::keptText(drafts).startsWith(u"kept "), patience);
    kill(static_cast<pid_t>(program.processId()), signal);
    QVERIFY(program.waitForFinished(patience));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(!QFile::exists(folder + "/cluster/postmaster.pid"_L1), "the last one out stops the server");
    QVERIFY(Desk::keptText(drafts).startsWith(u"kept "));
}

QTEST_MAIN(KilledTest)
#include "tst_killed.moc"
