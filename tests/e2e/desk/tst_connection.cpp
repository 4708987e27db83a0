// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "core/database/filelock.h"
#include "core/database/migrator.h"
#include "tests/e2e/desk/desk.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/banner.h"

#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

#include <csignal>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The server goes away and comes back; or it is not there to begin with.
class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theServerGoesAndComesBack();
    void aTemplateChosenWithoutServerIsReadLater();
    void aKilledPrivateServerIsStartedAgain();
    void aStartSaysWhatItWaitsFor();
    void noServerAtStart();
    void noSchemaAtStart();

private:
    static QPushButton *bannerButton(const Desk &desk);
    TestServer m_server;
};

QPushButton *ConnectionTest::bannerButton(const Desk &desk)
{
    return desk.find<Banner>("connectionBanner")->findChild<QPushButton *>();
}

void ConnectionTest::theServerGoesAndComesBack()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Desk desk(conninfo);
    desk.open();
    desk.append(u"Typed before."_s);
    m_server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("connectionBanner").contains(u"Not connected"), patience);
    // Reading goes on, and typing.
    desk.append(u" Typed meanwhile."_s);
    const QString typed = desk.text();
    desk.trigger("compareVersion");
    QVERIFY(desk.find<QListView>("timeline")->model()->rowCount() == 1);
    desk.trigger("showEditor");
    // A save that cannot be is a finding; the text stays.
    desk.press("saveButton");
    QTRY_VERIFY_WITH_TIMEOUT(desk.findings() > 0, patience);
    QCOMPARE(desk.text(), typed);
    QVERIFY(desk.editor().isModified());
    QVERIFY(!QApplication::activeModalWidget());

    m_server.start();
    // What happens while the window is not yet connected again is not lost on it either.
    Elsewhere elsewhere(conninfo);
    elsewhere.saveText(secondTemplate(), u"Changed meanwhile."_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("connectionBanner"), QString(), patience);
    const auto newest = [&] {
        const auto &all = desk.window().workspace()->catalog().templates();
        return std::ranges::find(all, secondTemplate(), &TemplateSummary::key)->newest;
    };
    QTRY_COMPARE_WITH_TIMEOUT(newest(), 2, patience);
    QCOMPARE(desk.text(), typed);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
    QCOMPARE(elsewhere.content(firstTemplate(), 2).content.messages.value(0).content, typed);
}

void ConnectionTest::aTemplateChosenWithoutServerIsReadLater()
{
    Desk desk(m_server.createDeployedDatabase());
    desk.open();
    desk.append(u"Not saved yet."_s);
    const QString typed = desk.text();
    const auto &all = desk.window().workspace()->catalog().templates();
    const auto other = std::ranges::find(all, secondTemplate(), &TemplateSummary::key);
    m_server.stop();
    desk.window().workspace()->open(other->id);
    // The one text must not stand under the other's name.
    QTRY_VERIFY_WITH_TIMEOUT(desk.find<QLabel>("pageMessage")->text().contains(u"could not be read"), patience);
    QVERIFY2(desk.window().windowTitle().startsWith(other->name), qPrintable(desk.window().windowTitle()));
    desk.trigger("saveVersion");
    desk.window().workspace()->keepDraft();
    m_server.start();
    desk.waitUntilFilled();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.text().contains(u"Not saved yet."), patience);
    QVERIFY(!desk.editor().isModified());
    QCOMPARE(desk.newest(), 1);
    QVERIFY(desk.editor().isVisible());
    desk.choose(firstTemplate());
    QCOMPARE(desk.text(), typed);
}

void ConnectionTest::aKilledPrivateServerIsStartedAgain()
{
    const QTemporaryDir folder(QDir::tempPath() + u"/promptuary-desk-XXXXXX"_s);
    const QString directory = folder.filePath(u"private"_s);
    Desk desk(ServerChoice{.conninfo = {}, .privateDirectory = directory});
    desk.open();
    desk.append(u"Typed before."_s);
    const QString typed = desk.text();
    QFile pidFile(directory + u"/cluster/postmaster.pid"_s);
    QVERIFY(pidFile.open(QIODevice::ReadOnly));
    const pid_t postmaster = pidFile.readLine().trimmed().toInt();
    QVERIFY(postmaster > 1);
    QCOMPARE(::kill(postmaster, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.banner("connectionBanner").isEmpty(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("connectionBanner"), QString(), patience);
    QCOMPARE(desk.text(), typed);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
}

/// Also what was said before there was a window.
void ConnectionTest::aStartSaysWhatItWaitsFor()
{
    const QTemporaryDir folder(QDir::tempPath() + u"/promptuary-desk-XXXXXX"_s);
    const QString directory = folder.filePath(u"private"_s);
    QVERIFY(QDir().mkdir(directory));
    FileLock starting(directory + u"/start.lock"_s);
    QVERIFY(starting.tryLockExclusive());
    Desk desk(ServerChoice{.conninfo = {}, .privateDirectory = directory});
    desk.start();
    const auto *message = desk.find<QLabel>("pageMessage");
    QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(u"Waiting for another program"), patience);
    starting.unlock();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().workspace(), patience);
    desk.waitUntilFilled();
}

void ConnectionTest::noServerAtStart()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Desk desk(conninfo);
    m_server.stop();
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.banner("connectionBanner").isEmpty(), patience);
    const QString message = desk.find<QLabel>("pageMessage")->text();
    QVERIFY2(message.size() > desk.banner("connectionBanner").size(), qPrintable(message)); // and what to do
    QCOMPARE(bannerButton(desk)->text(), u"Try again"_s);
    // In vain: it says so again, as often as one likes.
    const QSignalSpy failures(&desk.application().session(), &Session::failed);
    QTest::mouseClick(bannerButton(desk), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, patience);
    QVERIFY(!desk.banner("connectionBanner").isEmpty());
    m_server.start();
    QTest::mouseClick(bannerButton(desk), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().workspace(), patience);
    desk.waitUntilFilled();
    QCOMPARE(desk.banner("connectionBanner"), QString());
}

void ConnectionTest::noSchemaAtStart()
{
    const QString conninfo = m_server.createDatabase();
    Desk desk(conninfo);
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("connectionBanner").contains(u"no Promptuary schema"), patience);
    QVERIFY(desk.find<QLabel>("pageMessage")->text().contains(u"promptuaryctl migrate deploy"));
    QVERIFY(!desk.window().workspace());
    auto connection = Connection::open(conninfo);
    QVERIFY(connection);
    QVERIFY(Migrator(*connection).deploy());
    QTest::mouseClick(bannerButton(desk), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().workspace(), patience);
    desk.waitUntilFilled();
    QCOMPARE(desk.banner("connectionBanner"), QString());
}

QTEST_MAIN(ConnectionTest)
#include "tst_connection.moc"
