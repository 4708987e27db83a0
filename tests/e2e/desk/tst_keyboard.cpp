// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/templatedocument.h"

#include <QLineEdit>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// From the start of the program to an active version without touching the mouse.
class KeyboardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVersionBecomesActive();
    void tabGoesRound();
    void tabLeadsThroughTheReview();

private:
    /// To whatever has the focus, as the keyboard does.
    static void press(QKeyCombination keys);
    static void type(const QString &text);
    static void goOn(); ///< to the next widget; in a text Tab indents, and Ctrl+Tab leaves it

    TestServer m_server;
};

void KeyboardTest::press(QKeyCombination keys)
{
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget(), patience);
    QTest::keyClick(QApplication::focusWidget(), keys.key(), keys.keyboardModifiers());
}

void KeyboardTest::type(const QString &text)
{
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget(), patience);
    for (const QChar character : text)
        QTest::sendKeyEvent(QTest::Click, QApplication::focusWidget(), Qt::Key(0), QString(character), Qt::NoModifier);
}

void KeyboardTest::goOn()
{
    const bool inText = qobject_cast<CodeEditor *>(QApplication::focusWidget());
    press(inText ? Qt::CTRL | Qt::Key_Tab : QKeyCombination(Qt::Key_Tab));
}

void KeyboardTest::aVersionBecomesActive()
{
    Desk desk(m_server.createDeployedDatabase());
    desk.open();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window(), patience));
    const auto hasFocus = [](const char *name) {
        return QApplication::focusWidget() && QApplication::focusWidget()->objectName() == QLatin1StringView(name);
    };
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    QTRY_VERIFY_WITH_TIMEOUT(hasFocus("templateFilter"), patience);
    type(u"script"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().key, secondTemplate(), patience);
    desk.waitUntilFilled();
    press(Qt::ALT | Qt::Key_1);
    QTRY_VERIFY_WITH_TIMEOUT(hasFocus("messageText1"), patience);
    press(Qt::CTRL | Qt::Key_End);
    type(u"Keys only."_s);
    QVERIFY(desk.text().endsWith(u"Keys only."));
    // The note comes after all that is edited.
    QStringList visited;
    for (int step = 0; step < 60 && !hasFocus("noteText"); ++step) {
        goOn();
        visited.append(QApplication::focusWidget()->objectName());
    }
    QVERIFY2(hasFocus("noteText"), qPrintable(visited.join(u' ')));
    type(u"By keys"_s);
    press(Qt::CTRL | Qt::Key_S);
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().find(2) ? desk.document().find(2)->note : QString(), u"By keys"_s,
                              patience);
    press(Qt::CTRL | Qt::Key_D);
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().findChild<PromptPage *>()->tab(), PromptPage::DiffTab, patience);
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(hasFocus("reviewReason"), patience);
    type(u"Reviewed by keys"_s);
    press(Qt::CTRL | Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(desk.active(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().activations().value(0).reason, u"Reviewed by keys"_s, patience);
    QCOMPARE(desk.findings(), 0);
}

void KeyboardTest::tabGoesRound()
{
    Desk desk(m_server.createDeployedDatabase());
    desk.open();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window(), patience));
    desk.trigger("filterTemplates");
    QStringList order;
    for (int step = 0; step < 120; ++step) {
        const QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        if (step > 0 && at->objectName() == u"templateFilter")
            break;
        order.append(at->objectName());
        goOn();
    }
    QVERIFY2(order.size() < 120, qPrintable(order.join(u' ')));
    // From left to right; the tree, which the arrows reach from its filter, comes last.
    const QStringList expected{u"templateFilter"_s, u"messageText1"_s, u"messageText2"_s,
                               u"noteText"_s,       u"timeline"_s,     u"templateTree"_s};
    QStringList visited;
    for (const QString &name : std::as_const(order)) {
        if (expected.contains(name))
            visited.append(name);
    }
    QVERIFY2(visited == expected, qPrintable(order.join(u' ')));
}

void KeyboardTest::tabLeadsThroughTheReview()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Elsewhere(conninfo).saveText(firstTemplate(), u"Second."_s);
    Desk desk(conninfo);
    desk.open();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window(), patience));
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    const auto at = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); };
    QTRY_COMPARE_WITH_TIMEOUT(at(), u"reviewReason"_s, patience);
    // The reason, what it is for, the ways out, and back to what is reviewed.
    const QStringList expected{u"reviewReason"_s, u"reviewConfirm"_s, u"reviewCancel"_s, u"reviewOtherEnvironment"_s,
                               u"diffView"_s,     u"fieldChanges"_s,  u"reviewReason"_s};
    QStringList forward{at()};
    QStringList back{at()};
    for (qsizetype step = 1; step < expected.size(); ++step) {
        press(Qt::Key_Tab);
        forward.append(at());
    }
    QCOMPARE(forward, expected);
    for (qsizetype step = 1; step < expected.size(); ++step) {
        press(Qt::SHIFT | Qt::Key_Backtab);
        back.prepend(at());
    }
    QCOMPARE(back, expected);
}

QTEST_MAIN(KeyboardTest)
#include "tst_keyboard.moc"
