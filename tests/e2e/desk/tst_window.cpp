// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "tests/e2e/desk/desk.h"
#include "ui/diff/diffview.h"
#include "ui/prompts/templatetree.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/pill.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The window itself: what it offers to whom, what it remembers, how it fits.
class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_conninfo = m_server.createDeployedDatabase(); }

    void everyWidgetHasItsNames();
    void aViewerReads();
    void templatesAreMadeAndChangedFromTheTree();
    void aNewTemplateIsReadyToBeWritten();
    void theComparisonIsOfTheOpenTemplate();
    void versionsAreOfferedWhereTheyAreCompared();
    void aTakenNameIsToldWhereItWasTyped();
    void aTakenNameMakesNoTaskType();
    void thePaletteSaysWhatItsActionsAreAbout();
    void renamingToATakenNameIsAFinding();
    void theLayoutIsRemembered();
    void aNarrowWindowFoldsTheTimeline();
    void aFoldedTimelineIsRemembered();
    void nothingIsCutOffInASmallWindow();

private:
    static QModelIndex row(const Desk &desk, const QString &name);
    static void rename(const Desk &desk, const QString &from, const QString &to);

    TestServer m_server;
    QString m_conninfo;
};

/// The tree's row of that name; waits for it.
QModelIndex WindowTest::row(const Desk &desk, const QString &name)
{
    const auto *tree = desk.window().findChild<QTreeView *>(u"templateTree"_s);
    QModelIndex found;
    Desk::waitFor(
        [&] {
            found =
                tree->model()
                    ->match(tree->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
                    .value(0);
            return found.isValid();
        },
        qPrintable(name));
    return found;
}

void WindowTest::everyWidgetHasItsNames()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("showDiff");
    desk.trigger("showEditor");
    QStringList nameless;
    for (const QWidget *widget : desk.window().findChildren<QWidget *>()) {
        // Parts that Qt makes of its widgets are reached and named through them.
        const bool part = qobject_cast<const QScrollBar *>(widget) || qobject_cast<const QHeaderView *>(widget) ||
                          widget->objectName().startsWith(u"qt_") || widget->inherits("QComboBoxPrivateContainer") ||
                          widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton") ||
                          widget->inherits("QComboBoxListView") || qobject_cast<const QComboBox *>(widget->parent());
        // A button that is hidden until there is something to do gets its words, and with them its name, then.
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool wordless =
            button && !button->isVisible() && button->text().isEmpty() && !button->objectName().isEmpty();
        if (part || wordless || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const auto *known = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        const bool named = known && !known->text(QAccessible::Name).isEmpty();
        const bool interactive = button || qobject_cast<const QLineEdit *>(widget) ||
                                 qobject_cast<const QComboBox *>(widget) ||
                                 qobject_cast<const QAbstractScrollArea *>(widget);
        if (!named || (interactive && widget->objectName().isEmpty()))
            nameless.append(
                u"%1 “%2” in %3"_s.arg(QLatin1StringView(widget->metaObject()->className()), widget->objectName(),
                                       QLatin1StringView(widget->parentWidget()->metaObject()->className())));
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void WindowTest::aViewerReads()
{
    auto server = Connection::open(m_conninfo);
    QVERIFY(server);
    QVERIFY(
        server->script(u"do $$ begin if not exists (select from pg_roles where rolname = 'vera') then create role vera "
                       "login in role promptuary_viewer; end if; end $$"_s));
    const QString database = m_conninfo.section(u"dbname="_s, 1);
    Desk desk(m_server.conninfo(database, u"vera"_s));
    desk.open();
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("editorReadOnlyBanner").contains(u"promptuary_editor"), patience);
    const QString before = desk.text();
    desk.append(u"Not allowed."_s);
    QCOMPARE(desk.text(), before);
    QVERIFY(!desk.find<QPushButton>("saveButton")->isEnabled());
    QVERIFY(!desk.find<QPushButton>("activateVersion")->isEnabled());
    QVERIFY(!desk.find<QAbstractButton>("newTemplate")->isEnabled());
    for (const char *command : {"saveVersion", "activateVersion", "rollBackVersion", "importPrompts", "editVersion"})
        QVERIFY2(!desk.window().findChild<QAction *>(QString::fromLatin1(command))->isEnabled(), command);
    // A template chosen later is as read-only as the first.
    desk.choose(secondTemplate());
    QVERIFY(!desk.banner("editorReadOnlyBanner").isEmpty());
    QVERIFY(!desk.find<QPushButton>("editFromHere")->isEnabled());
    QVERIFY2(desk.findings() == 0, qPrintable(desk.findings() ? desk.findingText(0) : QString()));
}

void WindowTest::rename(const Desk &desk, const QString &from, const QString &to)
{
    auto *tree = desk.find<QTreeView>("templateTree");
    tree->setCurrentIndex(row(desk, from));
    auto *action = desk.find<TemplateTree>("templateTreePanel")->findChild<QAction *>(u"renameAction"_s);
    QVERIFY(action->isEnabled());
    action->trigger();
    auto *editor = desk.find<QLineEdit>("renameTemplate");
    editor->selectAll();
    desk.type(editor, to);
    QTest::keyClick(editor, Qt::Key_Return);
}

void WindowTest::templatesAreMadeAndChangedFromTheTree()
{
    Elsewhere elsewhere(m_conninfo);
    Desk desk(m_conninfo);
    desk.open();
    auto *panel = desk.find<TemplateTree>("templateTreePanel");
    const auto action = [&](const char *name) { return panel->findChild<QAction *>(QString::fromLatin1(name)); };

    action("newTemplateAction")->trigger();
    desk.type(desk.find<QLineEdit>("newTemplateName"), u"Fresh idea"_s);
    desk.press("createTemplate");
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().name, u"Fresh idea"_s, patience);
    QCOMPARE(desk.editor().content().messages.size(), 2);
    desk.append(u"You help."_s);
    desk.press("saveButton");
    QTRY_COMPARE_WITH_TIMEOUT(desk.newest(), 1, patience);
    // The user message that nobody wrote is not in it, and nothing is left to be saved.
    QCOMPARE(elsewhere.content(u"fresh-idea"_s, 1).content.messages,
             QList<Message>({{.role = u"system"_s, .content = u"You help."_s}}));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.editor().isModified(), patience);

    rename(desk, u"Fresh idea"_s, u"Better idea"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().name, u"Better idea"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().windowTitle().startsWith(u"Better idea"), patience);
    QCOMPARE(elsewhere.find(u"fresh-idea"_s).name, u"Better idea"_s);

    auto *tree = desk.find<QTreeView>("templateTree");
    tree->setCurrentIndex(row(desk, u"Better idea"_s));
    auto *move = panel->findChild<QMenu *>(u"moveMenu"_s);
    Q_EMIT move->aboutToShow();
    auto *target = move->findChild<QAction *>(u"moveTo:validation"_s);
    QVERIFY(target && target->isEnabled());
    target->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().taskType, u"validation"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(row(desk, u"Better idea"_s).parent().data().toString(), u"Validation"_s, patience);

    tree->setCurrentIndex(row(desk, u"Better idea"_s));
    action("archiveAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(desk.document().summary().archived, patience);
    QTRY_COMPARE_WITH_TIMEOUT(row(desk, u"Better idea"_s).parent().data().toString(), u"Archived"_s, patience);
    const auto *activate = desk.find<QPushButton>("activateVersion");
    const auto *byMenu = desk.window().findChild<QAction *>(u"activateVersion"_s);
    QTRY_VERIFY(!activate->isEnabled() && !byMenu->isEnabled());
    desk.trigger("openPalette");
    desk.type(desk.find<QLineEdit>("paletteInput"), u"better idea"_s);
    QCOMPARE(desk.find<QAbstractItemView>("paletteList")->currentIndex().data(Qt::AccessibleTextRole).toString(),
             u"Better idea, Validation · archived"_s);
    QTest::keyClick(desk.find<QLineEdit>("paletteInput"), Qt::Key_Escape);
    tree->expand(row(desk, u"Better idea"_s).parent());
    tree->setCurrentIndex(row(desk, u"Better idea"_s));
    QTRY_VERIFY(action("restoreAction")->isEnabled());
    action("restoreAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.document().summary().archived, patience);
    QTRY_COMPARE_WITH_TIMEOUT(row(desk, u"Better idea"_s).parent().data().toString(), u"Validation"_s, patience);
    QTRY_VERIFY(activate->isEnabled() && byMenu->isEnabled());
    QCOMPARE(desk.findings(), 0);
}

void WindowTest::aNewTemplateIsReadyToBeWritten()
{
    Elsewhere(m_conninfo).saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    auto *page = desk.window().findChild<PromptPage *>();
    // Whatever is shown and filtered at the time.
    desk.trigger("showDiff");
    auto *filter = desk.find<QLineEdit>("templateFilter");
    desk.type(filter, u"clarif"_s);
    desk.trigger("newTemplateAction");
    desk.type(desk.find<QLineEdit>("newTemplateName"), u"Fresh idea"_s);
    desk.press("createTemplate");
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().name, u"Fresh idea"_s, patience);
    QCOMPARE(page->tab(), PromptPage::EditorTab);
    QVERIFY(filter->text().isEmpty());
    const auto *tree = desk.window().findChild<QTreeView *>(u"templateTree"_s);
    QCOMPARE(tree->currentIndex().data().toString(), u"Fresh idea"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.editor().isAncestorOf(QApplication::focusWidget()), patience);
    // Nothing of the template before it is left.
    desk.trigger("showDiff");
    QVERIFY(!desk.window().findChild<DiffView *>(u"diffView"_s)->isVisible());
}

void WindowTest::theComparisonIsOfTheOpenTemplate()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Of the first."_s);
    elsewhere.saveText(secondTemplate(), u"Of the second."_s);
    Desk desk(m_conninfo);
    desk.open();
    desk.trigger("showDiff");
    auto *view = desk.find<DiffView>("diffView");
    const auto right = [&] { return view->result() ? view->result()->right.messages.first().content : QString(); };
    QTRY_COMPARE_WITH_TIMEOUT(right(), u"Of the first."_s, patience);
    desk.window().workspace()->open(elsewhere.find(secondTemplate()).id);
    QCOMPARE(right(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(right(), u"Of the second."_s, patience);
}

void WindowTest::versionsAreOfferedWhereTheyAreCompared()
{
    Elsewhere elsewhere(m_conninfo);
    elsewhere.saveText(firstTemplate(), u"Second."_s);
    Desk desk(m_conninfo);
    desk.open();
    const auto *sides = desk.window().findChild<QComboBox *>(u"leftSide"_s);
    QCOMPARE(sides->count(), 0); // nobody sees it
    desk.trigger("showDiff");
    QTRY_COMPARE_WITH_TIMEOUT(sides->count(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(sides->currentText(), u"v1 · active"_s, patience);
    elsewhere.saveText(firstTemplate(), u"Third."_s);
    QTRY_COMPARE_WITH_TIMEOUT(sides->count(), 3, patience);
    desk.trigger("showEditor");
    desk.choose(secondTemplate());
    desk.trigger("showDiff");
    QTRY_COMPARE_WITH_TIMEOUT(sides->count(), 1, patience);
}

void WindowTest::aTakenNameMakesNoTaskType()
{
    Desk desk(m_conninfo);
    desk.open();
    const auto known = desk.window().workspace()->catalog().taskTypes();
    desk.trigger("newTemplateAction");
    desk.find<QComboBox>("newTemplateTaskType")->setEditText(u"Route requests"_s);
    auto *name = desk.find<QLineEdit>("newTemplateName");
    desk.type(name, u"NLU topic extraction"_s);
    desk.press("createTemplate");
    const auto *hint = desk.find<QLabel>("newTemplateHint");
    QTRY_VERIFY_WITH_TIMEOUT(hint->text().contains(u"exists already"), patience);
    auto server = Connection::open(m_conninfo);
    QVERIFY(server);
    auto count = server->query(u"select count(*) from promptuary.task_types"_s);
    QVERIFY(count && count->next());
    QCOMPARE(count->value(0).toInt(), int(known.size()));
    // With a name of its own both are made.
    name->setText(u"Fresh idea"_s);
    desk.press("createTemplate");
    QTRY_COMPARE_WITH_TIMEOUT(desk.document().summary().taskType, u"route-requests"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(row(desk, u"Fresh idea"_s).parent().data().toString(), u"Route requests"_s, patience);
}

void WindowTest::thePaletteSaysWhatItsActionsAreAbout()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.find<QTreeView>("templateTree")->setCurrentIndex(row(desk, u"NLU topic extraction"_s));
    Q_EMIT desk.find<TemplateTree>("templateTreePanel")->findChild<QMenu *>(u"moveMenu"_s)->aboutToShow();
    desk.trigger("openPalette");
    const auto *list = desk.find<QAbstractItemView>("paletteList");
    QStringList titles;
    for (int at = 0; at < list->model()->rowCount(); ++at)
        titles.append(list->model()->index(at, 0).data().toString());
    for (const QString &title : {u"Appearance: light"_s, u"Appearance: dark"_s, u"Show editor"_s, u"Show timeline"_s,
                                 u"Compare chosen version"_s, u"Roll back what serves…"_s, u"Rename template"_s,
                                 u"Archive template"_s, u"Copy template key"_s, u"Move template to Validation"_s})
        QVERIFY2(titles.contains(title), qPrintable(title + u" is not among "_s + titles.join(u", "_s)));
    QTest::keyClick(desk.find<QLineEdit>("paletteInput"), Qt::Key_Escape);
}

void WindowTest::aTakenNameIsToldWhereItWasTyped()
{
    Desk desk(m_conninfo);
    desk.open();
    const QString taken = u"NLU topic extraction"_s;
    // By the menu and from the tree; names that are taken and names that cannot be.
    const QList<QAction *> ways = desk.window().findChildren<QAction *>(u"newTemplateAction"_s);
    QCOMPARE(ways.size(), 2);
    for (QAction *way : ways) {
        way->trigger();
        auto *name = desk.find<QLineEdit>("newTemplateName");
        desk.type(name, taken);
        desk.press("createTemplate");
        const auto *hint = desk.find<QLabel>("newTemplateHint");
        QTRY_VERIFY_WITH_TIMEOUT(hint->text().contains(taken), patience);
        QCOMPARE(name->text(), taken);
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::focusWidget(), name, patience);
        name->setText(QString(300, u'x'));
        QVERIFY(!hint->text().contains(taken)); // it is not about this name
        desk.press("createTemplate");
        QTRY_VERIFY_WITH_TIMEOUT(hint->text().contains(u"250 characters"), patience);
        QTest::keyClick(name, Qt::Key_Escape);
        QTRY_VERIFY(!desk.window().findChild<QWidget *>(u"newTemplateDialog"_s));
    }
    QCOMPARE(desk.findings(), 0);
}

void WindowTest::renamingToATakenNameIsAFinding()
{
    Desk desk(m_conninfo);
    desk.open();
    const QString taken = u"NLU topic extraction"_s;
    const QString own = desk.document().summary().name;
    rename(desk, own, taken);
    QTRY_COMPARE_WITH_TIMEOUT(desk.findings(), 1, patience);
    QVERIFY2(desk.findingText(0).contains(taken), qPrintable(desk.findingText(0)));
    QVERIFY(!QApplication::activeModalWidget());
    QCOMPARE(row(desk, own).data().toString(), own);
}

void WindowTest::theLayoutIsRemembered()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.choose(secondTemplate());
    desk.window().resize(1350, 820);
    auto *tree = desk.find<QTreeView>("templateTree");
    tree->collapse(row(desk, u"Extraction"_s));
    auto *findings = desk.window().findChild<QDockWidget *>(u"findingsPanel"_s);
    findings->show();
    desk.window().findChild<QDockWidget *>(u"templatesPanel"_s)->setFloating(true);
    auto *environment = desk.find<QComboBox>("environment");
    environment->setCurrentText(u"staging"_s);
    Q_EMIT environment->activated(environment->currentIndex());
    auto *layout = desk.window().findChild<QComboBox *>(u"diffLayout"_s);
    layout->setCurrentIndex(1);
    Q_EMIT layout->activated(1);
    desk.close();

    desk.open();
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().size(), QSize(1350, 820), patience);
    QCOMPARE(desk.document().summary().key, secondTemplate());
    QCOMPARE(desk.window().workspace()->environment(), u"staging"_s);
    QCOMPARE(desk.window().findChild<QComboBox *>(u"diffLayout"_s)->currentIndex(), 1);
    tree = desk.window().findChild<QTreeView *>(u"templateTree"_s);
    QVERIFY(!tree->isExpanded(row(desk, u"Extraction"_s)));
    QVERIFY(tree->isExpanded(row(desk, u"Generation"_s)));
    QVERIFY(!desk.window().findChild<QDockWidget *>(u"findingsPanel"_s)->isHidden());
    QVERIFY(desk.window().findChild<QDockWidget *>(u"templatesPanel"_s)->isFloating());
}

void WindowTest::aNarrowWindowFoldsTheTimeline()
{
    Desk desk(m_conninfo);
    desk.open();
    const auto *timeline = desk.window().findChild<QDockWidget *>(u"timelinePanel"_s);
    const auto *strip = desk.window().findChild<QWidget *>(u"timelineStrip"_s);
    desk.window().resize(1264, 750); // as at a first start on a screen of 1280 × 800
    QTRY_COMPARE(desk.window().width(), 1264);
    QVERIFY(!timeline->isHidden());
    QVERIFY(!strip->isVisible());
    desk.window().resize(1100, 800);
    QTRY_VERIFY(timeline->isHidden());
    QVERIFY(strip->isVisible());
    QCOMPARE(desk.find<Pill>("stripActivePill")->text(), u"v1"_s);
    QTRY_COMPARE(strip->mapTo(&desk.window(), QPoint(strip->width(), 0)).x(), desk.window().width());
    // Opened by the user it stays, until the window was wide again.
    desk.press("openTimeline");
    QTRY_VERIFY(timeline->isVisible());
    QVERIFY(!strip->isVisible());
    desk.window().resize(1120, 800);
    QTRY_COMPARE(desk.window().width(), 1120);
    QVERIFY(timeline->isVisible());
    desk.window().resize(1440, 800);
    QTRY_COMPARE(desk.window().width(), 1440);
    desk.window().resize(1100, 800);
    QTRY_VERIFY(timeline->isHidden());
    desk.window().resize(1440, 800);
    QTRY_VERIFY(timeline->isVisible());
    QVERIFY(!strip->isVisible());
}

void WindowTest::aFoldedTimelineIsRemembered()
{
    Desk desk(m_conninfo);
    desk.open();
    desk.window().resize(1100, 800);
    const auto panel = [&] { return desk.window().findChild<QDockWidget *>(u"timelinePanel"_s); };
    QTRY_VERIFY(panel()->isHidden());
    desk.close();
    desk.open();
    QTRY_VERIFY(panel()->isHidden());
    QVERIFY(desk.find<QWidget>("timelineStrip")->isVisible());
    // It was the width that hid it, so width brings it back.
    desk.window().resize(1440, 800);
    QTRY_VERIFY(panel()->isVisible());
}

void WindowTest::nothingIsCutOffInASmallWindow()
{
    Desk desk(m_conninfo);
    desk.open();
    for (const QSize size : {QSize(1280, 800), QSize(1264, 750), QSize(1024, 700)}) {
        desk.window().resize(size);
        QTRY_COMPARE(desk.window().size(), size);
        QStringList cut;
        for (const QAbstractButton *button : desk.window().findChildren<QAbstractButton *>()) {
            const QRect all(button->mapTo(&desk.window(), QPoint()), button->size());
            const bool shown = button->isVisible() && !button->visibleRegion().isEmpty();
            if (shown &&
                (button->width() < button->minimumSizeHint().width() || all.left() < 0 || all.right() >= size.width()))
                cut.append(u"%1 (%2)"_s.arg(button->objectName(), button->text()));
        }
        QVERIFY2(cut.isEmpty(), qPrintable(u"At %1: "_s.arg(size.width()) + cut.join(u", "_s)));
        QVERIFY(desk.find<QWidget>("messageText1")->width() > 400);
    }
}

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
