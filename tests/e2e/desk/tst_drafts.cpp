// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/banner.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Nothing typed is ever lost.
class DraftsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_conninfo = m_server.createDeployedDatabase(); }

    void closingTheWindowKeepsUnsavedText();
    void switchingTemplatesKeepsUnsavedText();
    void switchingAtOnceMixesNoTexts();
    void aSavedTextDoesNotComeBackAsUnsaved();
    void editFromHerePutsUnsavedTextAside();
    void textPutAsideOutlivesWhatIsTypedNext();
    void aTextThatWaitsIsOfferedWhenTheFirstIsDone();
    void typingWithoutAPauseIsKept();

private:
    TestServer m_server;
    QString m_conninfo;
};

void DraftsTest::closingTheWindowKeepsUnsavedText()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"Not saved yet."_s);
    desk.type(desk.find<QLineEdit>("noteText"), u"Half a note"_s);
    const QString typed = desk.text();
    desk.close(); // at once: no pause in which a draft would have been written anyway
    desk.open();
    QCOMPARE(desk.text(), typed);
    QCOMPARE(desk.editor().note(), u"Half a note"_s);
    QVERIFY(desk.editor().isModified());
    QVERIFY(desk.banner("editorBanner").contains(u"Restored"));
    QCOMPARE(desk.findings(), 0);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
    desk.close();
    desk.open();
    QVERIFY(!desk.editor().isModified());
    QCOMPARE(desk.text(), typed);
}

void DraftsTest::switchingTemplatesKeepsUnsavedText()
{
    Desk desk(m_conninfo);
    desk.open();
    const QString untouched = desk.text();
    desk.append(u"Not saved yet."_s);
    const QString typed = desk.text();
    desk.choose(secondTemplate());
    QVERIFY(!desk.editor().isModified());
    QVERIFY(desk.text() != untouched);
    desk.choose(firstTemplate());
    QCOMPARE(desk.text(), typed);
    QVERIFY(desk.editor().isModified());
    // And of the other one nothing was kept that was never typed.
    desk.choose(secondTemplate());
    QVERIFY(!desk.editor().isModified());
    QCOMPARE(desk.banner("editorBanner"), QString());
}

void DraftsTest::switchingAtOnceMixesNoTexts()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"Not saved yet."_s);
    const QString typed = desk.text();
    // Until the other template's text was read the editor shows this one's: saving and keeping mean nothing then.
    PromptsWorkspace &workspace = *desk.window().workspace();
    workspace.open(elsewhere.find(secondTemplate()).id);
    workspace.save();
    workspace.keepDraft();
    workspace.open(elsewhere.find(firstTemplate()).id);
    workspace.open(elsewhere.find(secondTemplate()).id);
    workspace.keepDraft();
    desk.waitUntilFilled();
    QVERIFY(!desk.editor().isModified());
    QCOMPARE(desk.text(), elsewhere.content(secondTemplate(), 1).content.messages.value(0).content);
    QCOMPARE(elsewhere.find(secondTemplate()).newest, 1);
    desk.choose(firstTemplate());
    QCOMPARE(desk.text(), typed);
    desk.choose(secondTemplate());
    QVERIFY(!desk.editor().isModified());
}

void DraftsTest::aSavedTextDoesNotComeBackAsUnsaved()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"Saved, and gone on at once."_s);
    const QString typed = desk.text();
    desk.window().workspace()->keepDraft();
    desk.trigger("saveVersion");
    desk.choose(secondTemplate()); // before the answer is here
    desk.choose(firstTemplate());
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.editor().isModified(), patience);
    QCOMPARE(desk.text(), typed);
    QTRY_COMPARE_WITH_TIMEOUT(Desk::keptText(desk.draftDirectory()), QString(), patience);
}

void DraftsTest::editFromHerePutsUnsavedTextAside()
{
    Elsewhere elsewhere(m_conninfo);
    const QString first = elsewhere.content(firstTemplate(), 1).content.messages.value(0).content;
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u" Not saved yet."_s);
    auto *timeline = desk.find<QListView>("timeline");
    timeline->setCurrentIndex(timeline->model()->index(1, 0));
    desk.press("editFromHere");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), first, patience);
    QVERIFY(desk.banner("editorBanner").contains(u"put aside"));
    // Back it comes: by the strip…
    auto *banner = desk.find<Banner>("editorBanner");
    QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second. Not saved yet."_s, patience);
    QCOMPARE(desk.editor().base(), 2);
    // …and after the program was closed.
    desk.press("editFromHere");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), first, patience);
    desk.close();
    desk.open();
    QCOMPARE(desk.text(), u"Second. Not saved yet."_s);
}

void DraftsTest::textPutAsideOutlivesWhatIsTypedNext()
{
    Elsewhere(m_conninfo).saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u" Precious."_s);
    desk.press("editFromHere");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second."_s, patience);
    desk.append(u" Another."_s);
    // Back and forth, each stays what it was.
    auto *banner = desk.find<Banner>("editorBanner");
    QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second. Precious."_s, patience);
    desk.press("editFromHere");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second."_s, patience);
    desk.append(u" A third."_s);
    desk.close();
    const QString kept = Desk::keptText(desk.draftDirectory());
    for (const QString &text : {u"Second. Precious."_s, u"Second. Another."_s, u"Second. A third."_s})
        QVERIFY2(kept.contains(text), qPrintable(kept));
    // The last one comes back first, the others after it.
    desk.open();
    QCOMPARE(desk.text(), u"Second. A third."_s);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 3, patience);
    desk.choose(secondTemplate());
    desk.choose(firstTemplate());
    QVERIFY2(desk.text().startsWith(u"Second. ") && desk.editor().isModified(), qPrintable(desk.text()));
}

void DraftsTest::aTextThatWaitsIsOfferedWhenTheFirstIsDone()
{
    Elsewhere(m_conninfo).saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    for (const QString &typed : {u" One."_s, u" Two."_s, u" Three."_s}) {
        desk.append(typed);
        desk.press("editFromHere");
        QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second."_s, patience);
    }
    desk.close();
    desk.open();
    QCOMPARE(desk.text(), u"Second. Three."_s);
    // Thrown away, it makes room for the next, which comes when it is asked for.
    desk.pressInBanner("editorBanner", "bannerAction");
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorBanner").contains(u"another unsaved text"), patience);
    QCOMPARE(desk.text(), u"Second."_s);
    desk.pressInBanner("editorBanner", "bannerAction");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second. Two."_s, patience);
    desk.press("saveButton");
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorBanner").contains(u"another unsaved text"), patience);
    QCOMPARE(desk.text(), u"Second. Two."_s);
    desk.pressInBanner("editorBanner", "bannerAction");
    QTRY_COMPARE_WITH_TIMEOUT(desk.text(), u"Second. One."_s, patience);
    QVERIFY(desk.editor().isModified());
    // Known only once the database's notification of it came.
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorBanner").contains(u"v3 was saved"), patience);
    desk.pressInBanner("editorBanner", "bannerClose");
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 4, patience);
    QTRY_COMPARE_WITH_TIMEOUT(Desk::keptText(desk.draftDirectory()), QString(), patience);
    QCOMPARE(desk.banner("editorBanner"), QString());
}

void DraftsTest::typingWithoutAPauseIsKept()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.append(u"first words"_s);
    // Keys that come faster than any pause that would be waited for, until the first of them are on the disk.
    auto *editor = desk.find<QWidget>("messageText1");
    QTimer keys;
    keys.setInterval(20);
    QObject::connect(&keys, &QTimer::timeout, editor, [&] { desk.type(editor, u"x"_s); });
    keys.start();
    QTRY_VERIFY_WITH_TIMEOUT(Desk::keptText(desk.draftDirectory()).contains(u"first words"), 10'000);
}

QTEST_MAIN(DraftsTest)
#include "tst_drafts.moc"
