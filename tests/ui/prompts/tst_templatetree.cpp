// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompts/templatedrawing.h"
#include "ui/prompts/newtemplatedialog.h"
#include "ui/prompts/templatetree.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TemplateTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void clickOpens();
    void arrowsMoveAndEnterOpens();
    void typeAhead();
    void filterByTyping();
    void filterBeginsAtTheTop();
    void namesStayApartByTheirEnds();
    void filterAsksForTexts();
    void staleTextMatchesAreDropped();
    void hintIsNotCut();
    void escapeClears();
    void renameInPlace();
    void deleteArchivesTheSelection();
    void moveMenu();
    void copyKey();
    void asksForANewTemplate();
    void newTemplateDialog();
    void newTaskTypeByName();
    void viewerOnlyLooks();
    void emptyState();
    void closedGroupsAreKept();
    void updateKeepsTheSelection();
    void renamingWhileFilteringKeepsTheSelection();

private:
    QModelIndex find(const QString &name) const;
    void clickRow(const QString &name, Qt::KeyboardModifiers modifiers = {});
    QAction *action(const QString &name) const { return m_tree->findChild<QAction *>(name); }

    std::unique_ptr<TemplateTree> m_tree;
    QTreeView *m_view = nullptr;
    QLineEdit *m_filter = nullptr;
    QList<TemplateSummary> m_templates;
};

void TemplateTreeTest::init()
{
    m_tree = std::make_unique<TemplateTree>();
    m_tree->resize(260, 600);
    m_templates = drawing::templates(uR"(
1 extraction Invoice line items v12/14
2 extraction Contract parties and dates v9/9
3 classification NLU topic extraction v7/7
4 validation Totals add up v0/2
5 extraction Receipt totals v0/0
6 extraction Old extraction v3/3 archived
)"_s);
    m_tree->setContents(drawing::taskTypes({u"classification"_s, u"extraction"_s, u"validation"_s}), m_templates);
    m_tree->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_tree.get()));
    m_view = m_tree->findChild<QTreeView *>(u"templateTree"_s);
    m_filter = m_tree->findChild<QLineEdit *>(u"templateFilter"_s);
}

void TemplateTreeTest::cleanup()
{
    m_tree.reset();
}

QModelIndex TemplateTreeTest::find(const QString &name) const
{
    const auto found = m_view->model()->match(m_view->model()->index(0, 0), Qt::DisplayRole, name, 1,
                                              Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

void TemplateTreeTest::clickRow(const QString &name, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, m_view->visualRect(find(name)).center());
}

void TemplateTreeTest::clickOpens()
{
    QSignalSpy chosen(m_tree.get(), &TemplateTree::templateChosen);
    clickRow(u"Invoice line items"_s);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<TemplateId>(), TemplateId{1});
    QCOMPARE(m_tree->current(), TemplateId{1});
    const QModelIndex group = find(u"Extraction"_s);
    QVERIFY(m_view->isExpanded(group));
    clickRow(u"Extraction"_s);
    QVERIFY(!m_view->isExpanded(group));
    QCOMPARE(chosen.size(), 1);
}

void TemplateTreeTest::arrowsMoveAndEnterOpens()
{
    QSignalSpy chosen(m_tree.get(), &TemplateTree::templateChosen);
    m_tree->setCurrent(TemplateId{2});
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(m_view, Qt::Key_Down);
    QCOMPARE(m_view->currentIndex().data().toString(), u"Invoice line items"_s);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<TemplateId>(), TemplateId{1});
}

void TemplateTreeTest::typeAhead()
{
    QTest::keyClicks(m_view, u"rec"_s);
    QCOMPARE(m_view->currentIndex().data().toString(), u"Receipt totals"_s);
}

void TemplateTreeTest::filterByTyping()
{
    QSignalSpy chosen(m_tree.get(), &TemplateTree::templateChosen);
    QTest::keyClicks(m_filter, u"tot"_s);
    QCOMPARE(drawing::tree(*m_view->model()), u"Extraction 1\n  Receipt totals\nValidation 1\n  Totals add up\n"_s);
    QVERIFY(m_view->isExpanded(find(u"Validation"_s)));
    QTest::keyClick(m_filter, Qt::Key_Return);
    QCOMPARE(chosen.takeFirst().first().value<TemplateId>(), TemplateId{4});
    QTest::keyClicks(m_filter, u"zzz"_s);
    QVERIFY(m_tree->findChild<QLabel *>(u"emptyText"_s)->isVisible());
    QCOMPARE(m_tree->findChild<QLabel *>(u"emptyText"_s)->text(), u"Nothing matches “totzzz”."_s);
    QTest::mouseClick(m_tree->findChild<QPushButton *>(u"emptyFirstStep"_s), Qt::LeftButton);
    QVERIFY(m_filter->text().isEmpty());
    QCOMPARE(m_view->currentIndex().data().toString(), u"Totals add up"_s);
}

void TemplateTreeTest::filterBeginsAtTheTop()
{
    QStringList lines;
    for (int i = 1; i <= 90; ++i)
        lines.append(u"%1 extraction %2 %1 v1/1"_s.arg(i).arg(i % 2 ? u"Invoice"_s : u"Receipt"_s));
    m_tree->setContents(drawing::taskTypes({u"extraction"_s}), drawing::templates(lines.join(u'\n')));
    m_view->scrollToBottom();
    QTRY_VERIFY(m_view->verticalScrollBar()->value() > 0);
    QTest::keyClicks(m_filter, u"receipt"_s);
    QCOMPARE(m_view->model()->rowCount(m_view->model()->index(0, 0)), 45);
    QVERIFY(m_view->verticalScrollBar()->maximum() > 0);
    QCOMPARE(m_view->visualRect(m_view->model()->index(0, 0)).top(), 0);
    QVERIFY(m_view->currentIndex().data().toString().startsWith(u"Receipt"));
}

void TemplateTreeTest::namesStayApartByTheirEnds()
{
    m_tree->resize(200, 600);
    m_tree->setContents(drawing::taskTypes({u"extraction"_s}), drawing::templates(uR"(
1 extraction write_nuclei_template_rule/system v1/1
2 extraction write_nuclei_template_rule/user v1/1
)"_s));
    m_view->setCurrentIndex({});
    const auto picture = [this](const QString &name) {
        return m_view->viewport()->grab(m_view->visualRect(find(name))).toImage();
    };
    const QImage system = picture(u"write_nuclei_template_rule/system"_s);
    QVERIFY(!system.isNull());
    QVERIFY(system != picture(u"write_nuclei_template_rule/user"_s));
}

void TemplateTreeTest::filterAsksForTexts()
{
    QSignalSpy asked(m_tree.get(), &TemplateTree::textSearchRequested);
    QTest::keyClicks(m_filter, u"json"_s);
    QTRY_COMPARE(asked.size(), 1); // once, after the last key
    QCOMPARE(asked.first().first().toString(), u"json"_s);
    m_tree->setTextMatches({TemplateId{1}}, u"json"_s);
    QCOMPARE(drawing::tree(*m_view->model()), u"Extraction 1\n  Invoice line items v12 newer\n"_s);
    QVERIFY(m_view->isVisible());
}

void TemplateTreeTest::staleTextMatchesAreDropped()
{
    QTest::keyClicks(m_filter, u"json"_s);
    m_tree->setTextMatches({TemplateId{1}}, u"js"_s);
    QCOMPARE(m_view->model()->rowCount(), 0);
}

void TemplateTreeTest::hintIsNotCut()
{
    m_tree->setFilterShortcut(QKeySequence(u"Ctrl+Shift+F"_s));
    m_tree->resize(500, 600);
    QTRY_COMPARE(m_filter->placeholderText(), u"Filter names and text   Ctrl+Shift+F"_s);
    m_tree->resize(200, 600);
    QTRY_COMPARE(m_filter->placeholderText(), u"Filter names and text"_s);
    QCOMPARE(m_filter->toolTip(), u"Ctrl+Shift+F"_s);
}

void TemplateTreeTest::escapeClears()
{
    m_tree->setCurrent(TemplateId{2});
    QTest::keyClicks(m_filter, u"tot"_s);
    QTest::keyClick(m_filter, Qt::Key_Escape);
    QVERIFY(m_filter->text().isEmpty());
    QCOMPARE(m_view->currentIndex().data().toString(), u"Contract parties and dates"_s);
}

void TemplateTreeTest::renameInPlace()
{
    QSignalSpy renamed(m_tree.get(), &TemplateTree::renameRequested);
    m_tree->setCurrent(TemplateId{1});
    m_tree->activateWindow();
    m_view->setFocus();
    QTRY_VERIFY(m_view->hasFocus());
    QTest::keyClick(m_view, Qt::Key_F2);
    auto *editor = m_view->findChild<QLineEdit *>(u"renameTemplate"_s);
    QVERIFY(editor);
    editor->setText(u"  Invoice   lines "_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(renamed.size(), 1);
    QCOMPARE(renamed.first().at(0).value<TemplateId>(), TemplateId{1});
    QCOMPARE(renamed.first().at(1).toString(), u"Invoice lines"_s);
    // The tree itself changes only when it is told.
    QVERIFY(find(u"Invoice line items"_s).isValid());
}

void TemplateTreeTest::deleteArchivesTheSelection()
{
    QSignalSpy archived(m_tree.get(), &TemplateTree::archiveRequested);
    QSignalSpy restored(m_tree.get(), &TemplateTree::restoreRequested);
    clickRow(u"Invoice line items"_s);
    clickRow(u"Receipt totals"_s, Qt::ControlModifier);
    m_tree->activateWindow();
    QTRY_VERIFY(m_view->hasFocus());
    QTest::keyClick(m_view, Qt::Key_Delete);
    QCOMPARE(archived.size(), 1);
    QCOMPARE(archived.first().first().value<QList<TemplateId>>().size(), 2);
    m_view->expand(find(u"Archived"_s));
    clickRow(u"Old extraction"_s);
    QVERIFY(!action(u"archiveAction"_s)->isEnabled());
    action(u"restoreAction"_s)->trigger();
    QCOMPARE(restored.first().first().value<QList<TemplateId>>(), QList<TemplateId>{TemplateId{6}});
}

void TemplateTreeTest::moveMenu()
{
    QSignalSpy moved(m_tree.get(), &TemplateTree::moveRequested);
    clickRow(u"Invoice line items"_s);
    auto *menu = m_tree->findChild<QMenu *>(u"moveMenu"_s);
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 3);
    auto *target = menu->findChild<QAction *>(u"moveTo:validation"_s);
    QVERIFY(!menu->findChild<QAction *>(u"moveTo:extraction"_s)->isEnabled());
    target->trigger();
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved.first().at(0).value<TemplateId>(), TemplateId{1});
    QCOMPARE(moved.first().at(1).toString(), u"validation"_s);
}

void TemplateTreeTest::copyKey()
{
    clickRow(u"Invoice line items"_s);
    action(u"copyKeyAction"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"invoice-line-items"_s);
}

void TemplateTreeTest::asksForANewTemplate()
{
    QSignalSpy asked(m_tree.get(), &TemplateTree::createRequested);
    clickRow(u"Totals add up"_s);
    QTest::mouseClick(m_tree->findChild<QToolButton *>(u"newTemplate"_s), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), u"validation"_s); // that of the template one stood on
}

void TemplateTreeTest::newTemplateDialog()
{
    NewTemplateDialog dialog(drawing::taskTypes({u"extraction"_s, u"validation"_s}), u"validation"_s);
    dialog.show();
    QSignalSpy requested(&dialog, &NewTemplateDialog::createRequested);
    auto *create = dialog.findChild<QPushButton *>(u"createTemplate"_s);
    auto *name = dialog.findChild<QLineEdit *>(u"newTemplateName"_s);
    const auto *hint = dialog.findChild<QLabel *>(u"newTemplateHint"_s);
    const QString usual = hint->text();
    QVERIFY(!create->isEnabled());
    QTest::keyClicks(name, u"Sums"_s);
    QCOMPARE(dialog.name(), u"Sums"_s);
    QCOMPARE(dialog.taskType(), u"validation"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTest::keyClick(name, Qt::Key_Return); // once is enough
    QCOMPARE(requested.size(), 1);
    QVERIFY(dialog.isVisible()); // its owner closes it when the template is there
    dialog.showError({.message = u"A template named “Sums” exists already."_s, .remedy = u"Choose another name."_s});
    QCOMPARE(hint->text(), u"A template named “Sums” exists already. Choose another name."_s);
    QCOMPARE(name->text(), u"Sums"_s);
    QTest::keyClicks(name, u"!"_s);
    QCOMPARE(hint->text(), usual);
    QTest::mouseClick(create, Qt::LeftButton);
    QCOMPARE(requested.size(), 2);
}

void TemplateTreeTest::newTaskTypeByName()
{
    NewTemplateDialog dialog(drawing::taskTypes({u"extraction"_s}));
    auto *type = dialog.findChild<QComboBox *>(u"newTemplateTaskType"_s);
    QCOMPARE(dialog.taskType(), u"extraction"_s);
    type->setEditText(u"  Route   requests "_s);
    QCOMPARE(dialog.taskType(), u"Route requests"_s);
    type->setEditText(u"EXTRACTION"_s);
    QCOMPARE(dialog.taskType(), u"extraction"_s);
}

void TemplateTreeTest::viewerOnlyLooks()
{
    clickRow(u"Invoice line items"_s);
    m_tree->setRights({.view = true, .edit = false, .publish = false, .administer = false, .role = u"bob"_s});
    for (const QString &name : {u"renameAction"_s, u"archiveAction"_s, u"newTemplateAction"_s})
        QVERIFY2(!action(name)->isEnabled(), qPrintable(name));
    QVERIFY(action(u"copyKeyAction"_s)->isEnabled());
    QVERIFY(!m_tree->findChild<QToolButton *>(u"newTemplate"_s)->isEnabled());
}

void TemplateTreeTest::emptyState()
{
    QSignalSpy imported(m_tree.get(), &TemplateTree::importRequested);
    m_tree->setContents({}, {});
    QVERIFY(!m_view->isVisible());
    QTest::mouseClick(m_tree->findChild<QPushButton *>(u"emptySecondStep"_s), Qt::LeftButton);
    QCOMPARE(imported.size(), 1);
    m_tree->update(drawing::templates(u"1 extraction First v0/0"_s));
    QVERIFY(m_view->isVisible());
    QVERIFY(m_view->isExpanded(find(u"extraction"_s)));
}

void TemplateTreeTest::closedGroupsAreKept()
{
    QCOMPARE(m_tree->closedGroups(), QStringList{QString()}); // the archive
    clickRow(u"Extraction"_s);
    QTest::keyClicks(m_filter, u"totals"_s);
    QVERIFY(m_view->isExpanded(find(u"Extraction"_s)));
    m_filter->clear();
    QVERIFY(!m_view->isExpanded(find(u"Extraction"_s)));
    QVERIFY(m_view->isExpanded(find(u"Validation"_s)));
    QStringList closed = m_tree->closedGroups();
    closed.sort();
    QCOMPARE(closed, (QStringList{QString(), u"extraction"_s}));
    m_tree->setClosedGroups({u"validation"_s});
    QVERIFY(m_view->isExpanded(find(u"Extraction"_s)));
    QVERIFY(m_view->isExpanded(find(u"Archived"_s)));
    QVERIFY(!m_view->isExpanded(find(u"Validation"_s)));
}

void TemplateTreeTest::updateKeepsTheSelection()
{
    m_tree->setCurrent(TemplateId{1});
    TemplateSummary &changed = *std::ranges::find(m_templates, TemplateId{1}, &TemplateSummary::id);
    changed.name = u"A new name"_s;
    changed.taskType = u"validation"_s;
    m_tree->update({changed, drawing::templates(u"9 extraction Another v0/0"_s).constFirst()});
    QCOMPARE(m_view->currentIndex().data().toString(), u"A new name"_s);
    QCOMPARE(m_tree->selected(), QList<TemplateId>{TemplateId{1}});
    NameOrder().sort(m_templates);
    m_tree->setContents(drawing::taskTypes({u"extraction"_s, u"validation"_s}), m_templates);
    QCOMPARE(m_view->currentIndex().data().toString(), u"A new name"_s);
}

void TemplateTreeTest::renamingWhileFilteringKeepsTheSelection()
{
    QTest::keyClicks(m_filter, u"to"_s);
    const QModelIndex totals = find(u"Receipt totals"_s);
    QVERIFY(totals.isValid());
    QVERIFY(m_view->currentIndex() != totals);
    m_view->setCurrentIndex(totals);
    TemplateSummary changed = *std::ranges::find(m_templates, TemplateId{5}, &TemplateSummary::id);
    changed.name = u"A total of receipts"_s;
    m_tree->update({changed});
    QCOMPARE(m_view->currentIndex().data().toString(), changed.name);
    // Another text has another best match.
    QTest::keyClicks(m_filter, u"p"_s);
    QCOMPARE(m_view->currentIndex().data().toString(), u"NLU topic extraction"_s);
}

QTEST_MAIN(TemplateTreeTest)
#include "tst_templatetree.moc"
