// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"
#include "ui/diff/diffview.h"
#include "ui/diff/reviewdialog.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/deactivatedialog.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pill.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabBar>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Several people at one database.
class SharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_conninfo = m_server.createDeployedDatabase(); }

    void anActivationShowsInTheOtherWindow();
    void aVersionSavedMeanwhileLosesNothing();
    void whoReadsAnOlderVersionGoesOnReadingIt();
    void aSaveAgainstAStaleNewestIsAFinding();
    void whoReadsTheNewestGoesAlong();
    void theReviewFollowsWhatServes();
    void theReviewFollowsADeactivation();
    void theDeactivationFollowsWhatServes();
    void aDeactivationOfWhatServesNoMoreIsRefused();
    void anActivationNotHeardOfIsRefused();
    void textTypedWhileANewerVersionIsReadStays();

private:
    TestServer m_server;
    QString m_conninfo;
};

void SharingTest::anActivationShowsInTheOtherWindow()
{
    Desk one(m_conninfo);
    Desk other(m_conninfo);
    one.open();
    other.open();
    QCOMPARE(other.document().summary().key, one.document().summary().key);
    const QSignalSpy told(one.window().statusBar(), &QStatusBar::messageChanged);
    one.append(u"And be brief."_s);
    one.type(one.find<QLineEdit>("noteText"), u"Shorter answers"_s);
    one.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(one.newest(), 2, patience);
    one.press("activateVersion");
    one.type(one.find<QPlainTextEdit>("reviewReason"), u"Tried with ten people"_s);
    one.press("reviewConfirm");
    QTRY_COMPARE_WITH_TIMEOUT(one.active(), 2, patience);
    // Read while going on to another template, it still says which one it is about.
    const auto tells = [&told](const QString &sentence) {
        return std::ranges::any_of(told, [&](const QVariantList &message) { return message.first() == sentence; });
    };
    const QString name = one.document().summary().name;
    QVERIFY(tells(u"Saved “%1” as v2. It serves nowhere until it is activated."_s.arg(name)));
    QTRY_VERIFY_WITH_TIMEOUT(tells(u"v2 of “%1” serves in production now. Roll back is in the timeline."_s.arg(name)),
                             patience);

    QTRY_COMPARE_WITH_TIMEOUT(other.active(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(other.find<Pill>("activePill")->text(), u"v2 active in production"_s, patience);
    auto *timeline = other.find<QListView>("timeline");
    QTRY_COMPARE_WITH_TIMEOUT(timeline->model()->rowCount(), 2, patience);
    const auto &templates = other.window().workspace()->catalog().templates();
    const auto row = std::ranges::find(templates, firstTemplate(), &TemplateSummary::key);
    QCOMPARE(row->active.value(u"production"_s), 2);
    // The log of activations too.
    QTRY_COMPARE_WITH_TIMEOUT(other.document().activations().value(0).reason, u"Tried with ten people"_s, patience);
    // Nothing was unsaved there, so the editor follows.
    QTRY_VERIFY_WITH_TIMEOUT(other.text().endsWith(u"And be brief."), patience);
    QCOMPARE(other.findings() + one.findings(), 0);
}

void SharingTest::aVersionSavedMeanwhileLosesNothing()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"Mine."_s);
    const QString mine = desk.text();
    QCOMPARE(elsewhere.saveText(firstTemplate(), u"Theirs."_s), 2);

    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorBanner").contains(u"v2 was saved"), patience);
    QVERIFY(desk.banner("editorBanner").contains(u"postgres"));
    QCOMPARE(desk.text(), mine);
    // A hand on Ctrl+S may not have read that: until they have seen to the strip, nothing is saved over it.
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.findings(), 1, patience);
    QVERIFY(desk.banner("editorBanner").contains(u"v2 was saved"));
    QCOMPARE(elsewhere.find(firstTemplate()).newest, 2);
    QVERIFY(desk.editor().isModified());
    desk.pressInBanner("editorBanner", "bannerClose");
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 3, patience);
    QCOMPARE(elsewhere.version(firstTemplate(), 3).parent, 1);
    QCOMPARE(elsewhere.content(firstTemplate(), 3).content.messages.value(0).content, mine);
    QCOMPARE(elsewhere.content(firstTemplate(), 2).content.messages.value(0).content, u"Theirs."_s);
    QVERIFY(!desk.editor().isModified());
}

void SharingTest::whoReadsAnOlderVersionGoesOnReadingIt()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.find<QListView>("timeline")->setCurrentIndex(desk.find<QListView>("timeline")->model()->index(1, 0));
    QTRY_COMPARE_WITH_TIMEOUT(desk.editor().base(), 1, patience);
    elsewhere.saveText(firstTemplate(), u"Third."_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.editor().newest(), 3, patience);
    QCOMPARE(desk.editor().base(), 1);
    // They saw it come, so what they type now may be saved after it.
    desk.append(u"Mine."_s);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 4, patience);
    QCOMPARE(elsewhere.version(firstTemplate(), 4).parent, 1);
}

void SharingTest::aSaveAgainstAStaleNewestIsAFinding()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"Mine."_s);
    const QString mine = desk.text();
    // The window has not heard of this version when it saves: the notification stays undelivered until then.
    const QSignalBlocker deaf(desk.application().session().changes());
    elsewhere.saveText(firstTemplate(), u"Theirs."_s);
    QCOMPARE(desk.newest(), 1);
    desk.press("saveButton");

    QTRY_COMPARE_WITH_TIMEOUT(desk.findings(), 1, patience);
    QVERIFY2(desk.findingText(0).contains(u"meanwhile") || desk.findingText(0).contains(u"v2") ||
                 desk.findingText(0).contains(u"version 2"),
             qPrintable(desk.findingText(0)));
    QCOMPARE(desk.text(), mine);
    QVERIFY(desk.editor().isModified());
    QVERIFY(desk.banner("editorBanner").contains(u"v2 was saved by postgres"));
    QVERIFY(!QApplication::activeModalWidget());
    // Having compared the two, they may save theirs as a version of its own.
    desk.pressInBanner("editorBanner", "bannerAction");
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().findChild<PromptPage *>()->tab(), PromptPage::DiffTab, patience);
    desk.window().findChild<PromptPage *>()->showTab(PromptPage::EditorTab);
    desk.press("saveButton");
    QTRY_VERIFY_WITH_TIMEOUT(!desk.editor().isModified(), patience);
    QCOMPARE(elsewhere.find(firstTemplate()).newest, 3);
}

void SharingTest::whoReadsTheNewestGoesAlong()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    elsewhere.saveText(firstTemplate(), u"Theirs."_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Theirs."_s, patience);
    // Editor, timeline and button are about the same version.
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().findChild<Timeline *>()->selected(), 2, patience);
    QVERIFY(desk.find<QPushButton>("activateVersion")->text().contains(u"v2"));
}

void SharingTest::theReviewFollowsWhatServes()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    elsewhere.saveText(firstTemplate(), u"Third."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.press("activateVersion");
    auto *dialog = desk.find<ReviewDialog>("reviewDialog");
    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 1, patience);
    desk.type(desk.find<QPlainTextEdit>("reviewReason"), u"Mine is better"_s);
    elsewhere.activate(firstTemplate(), 2);

    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 2, patience);
    const auto *view = dialog->findChild<DiffView *>(u"diffView"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view->result() ? view->result()->left.messages.first().content : QString(), u"Second."_s,
                              patience);
    auto *banner = dialog->findChild<Banner *>(u"banner"_s);
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains(u"postgres activated v2 in production"), qPrintable(banner->text()));
    QVERIFY2(dialog->request().servingSince.contains(u"v2"), qPrintable(dialog->request().servingSince));
    QCOMPARE(dialog->reason(), u"Mine is better"_s);
    // A hand on its way to the button may not have read that.
    QVERIFY(!desk.find<QPushButton>("reviewConfirm")->isEnabled());
    QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    desk.press("reviewConfirm");
    QTRY_COMPARE_WITH_TIMEOUT(desk.active(), 3, patience);
    QCOMPARE(elsewhere.find(firstTemplate()).active.value(u"production"_s), 3);
}

void SharingTest::theReviewFollowsADeactivation()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.press("activateVersion");
    auto *dialog = desk.find<ReviewDialog>("reviewDialog");
    auto *banner = dialog->findChild<Banner *>(u"banner"_s);
    elsewhere.deactivate(firstTemplate());
    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 0, patience);
    QVERIFY2(banner->text().contains(u"deactivated"), qPrintable(banner->text()));
    QVERIFY(desk.find<QLabel>("reviewFirstActivation"));
    // And then the very version that is under review.
    elsewhere.activate(firstTemplate(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 2, patience);
    QVERIFY2(banner->text().contains(u"serves already"), qPrintable(banner->text()));
    QVERIFY(!desk.find<QPushButton>("reviewConfirm")->isEnabled());
}

void SharingTest::theDeactivationFollowsWhatServes()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("deactivateTemplate");
    auto *dialog = desk.find<DeactivateDialog>("deactivateDialog");
    QCOMPARE(dialog->active(), 1);
    desk.type(desk.find<QPlainTextEdit>("deactivateReason"), u"It leaks"_s);
    elsewhere.activate(firstTemplate(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->active(), 2, patience);
    auto *banner = dialog->findChild<Banner *>(u"banner"_s);
    QVERIFY2(banner->text().contains(u"postgres activated v2 in production"), qPrintable(banner->text()));
    QVERIFY(!desk.find<QPushButton>("confirmDeactivate")->isEnabled());
    elsewhere.deactivate(firstTemplate());
    QTRY_COMPARE_WITH_TIMEOUT(dialog->active(), 0, patience);
    QVERIFY2(banner->text().contains(u"Nothing serves there now"), qPrintable(banner->text()));
    QVERIFY(!desk.find<QPushButton>("confirmDeactivate")->isEnabled());
    elsewhere.activate(firstTemplate(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->active(), 1, patience);
    QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    desk.press("confirmDeactivate");
    QTRY_COMPARE_WITH_TIMEOUT(desk.active(), 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().activations().value(0).reason, u"It leaks"_s, patience);
}

void SharingTest::aDeactivationOfWhatServesNoMoreIsRefused()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("deactivateTemplate");
    auto *dialog = desk.find<DeactivateDialog>("deactivateDialog");
    std::optional<QSignalBlocker> deaf(desk.application().session().changes());
    elsewhere.activate(firstTemplate(), 2);
    desk.press("confirmDeactivate");
    auto *banner = dialog->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience);
    QCOMPARE(elsewhere.find(firstTemplate()).active.value(u"production"_s), 2);
    QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->active(), 2, patience);
    QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    deaf.reset();
    desk.press("confirmDeactivate");
    QTRY_VERIFY_WITH_TIMEOUT(!elsewhere.find(firstTemplate()).active.contains(u"production"_s), patience);
}

void SharingTest::anActivationNotHeardOfIsRefused()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    elsewhere.saveText(firstTemplate(), u"Third."_s);
    Desk desk(m_conninfo);
    desk.open();
    QCOMPARE(desk.active(), 1);
    desk.press("activateVersion");
    auto *dialog = desk.find<ReviewDialog>("reviewDialog");
    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 1, patience);
    desk.type(desk.find<QPlainTextEdit>("reviewReason"), u"Mine is better"_s);
    std::optional<QSignalBlocker> deaf(desk.application().session().changes());
    elsewhere.activate(firstTemplate(), 2);
    desk.press("reviewConfirm");

    auto *banner = dialog->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience);
    QVERIFY2(banner->text().contains(u'2'), qPrintable(banner->text()));
    QVERIFY(!desk.find<QPushButton>("reviewConfirm")->isEnabled());
    QCOMPARE(elsewhere.find(firstTemplate()).active.value(u"production"_s), 2);

    QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->request().servingVersion, 2, patience);
    QCOMPARE(dialog->request().version, 3);
    QCOMPARE(dialog->reason(), u"Mine is better"_s);
    deaf.reset();
    desk.press("reviewConfirm");
    QTRY_COMPARE_WITH_TIMEOUT(desk.active(), 3, patience);
    QCOMPARE(elsewhere.find(firstTemplate()).active.value(u"production"_s), 3);
}

void SharingTest::textTypedWhileANewerVersionIsReadStays()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    // Typed at the very moment the window learns of a newer version and goes to read it.
    QObject::connect(
        &desk.document(), &TemplateDocument::historyChanged, &desk.document(),
        [&] {
            if (!desk.editor().isModified())
                desk.append(u"Mine."_s);
        },
        Qt::DirectConnection);
    elsewhere.saveText(firstTemplate(), u"Theirs."_s);
    // Where reading was quicker than the typing, it goes on in the newer version.
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorBanner").contains(u"v2 was saved") || desk.text() == u"Theirs.Mine.",
                             patience);
    QVERIFY(desk.text().endsWith(u"Mine."));
}

QTEST_MAIN(SharingTest)
#include "tst_sharing.moc"
