// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/messagesection.h"
#include "ui/prompts/versioneditor.h"
#include "ui/widgets/banner.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

Version sample()
{
    return {.templateId = {3},
            .summary = {.number = 12, .parent = 11, .author = u"ada"_s, .createdAt = {}, .note = {}, .sha256 = {}},
            .content = {.messages = {{.role = u"system"_s, .content = u"You read invoices.\r\nReturn JSON."_s},
                                     {.role = u"user"_s, .content = u"Invoice:\n{{ invoice_text }}\n"_s}},
                        .format = u"jinja2"_s,
                        .variables = {{.name = u"invoice_text"_s}},
                        .modelConfig = "{ \"temperature\": 0.10 }\n"}};
}

/// Whose signals can be counted.
struct CountedEditor : CodeEditor {
    static int caretListeners(const CodeEditor *editor)
    {
        constexpr auto count = &CountedEditor::receivers; // a member of QObject, which only heirs may name
        return (editor->*count)(SIGNAL(caretMoved(int, int)));
    }
};

} // namespace

class TestVersionEditor : public QObject
{
    Q_OBJECT

private:
    template<typename T = QWidget>
    T *child(VersionEditor &editor, const QString &name)
    {
        T *found = editor.findChild<T *>(name);
        if (!found)
            qFatal("no widget %s", qPrintable(name));
        return found;
    }
    CodeEditor *text(VersionEditor &editor, int number)
    {
        const QString name = u"messageText%1"_s.arg(number);
        for (CodeEditor *found : editor.findChildren<CodeEditor *>(name)) {
            if (found->isVisibleTo(&editor))
                return found;
        }
        qFatal("no text %d", number);
    }
    void show(VersionEditor &editor)
    {
        editor.resize(900, 700);
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
    }
    bool saveEnabled(VersionEditor &editor) { return child<QPushButton>(editor, u"saveButton"_s)->isEnabled(); }

private Q_SLOTS:
    void nothingListensTwiceAfterManyTexts()
    {
        VersionEditor editor;
        editor.edit(sample(), 12);
        show(editor);
        const int listeners = CountedEditor::caretListeners(text(editor, 1));
        QVERIFY(listeners > 0);
        for (int i = 0; i < 5; ++i)
            editor.edit(sample(), 12);
        QCOMPARE(CountedEditor::caretListeners(text(editor, 1)), listeners);
    }

    /// What was loaded comes out the same, and looks unmodified.
    void roundTrip()
    {
        QRandomGenerator random(5);
        VersionEditor editor;
        for (int round = 0; round < 60; ++round) {
            Version version = sample();
            version.content.messages.clear();
            for (int m = 0; m <= round % 4; ++m) {
                QString content;
                for (int i = 0; i < 30; ++i) {
                    static const QStringList pieces{u"\r\n"_s, u"\n"_s, u"\r"_s,      u"\ufeff"_s, u"🎈"_s,
                                                    u"é"_s,    u" "_s,  u"{{ a }}"_s, u"\t"_s};
                    content += pieces.at(random.bounded(pieces.size()));
                }
                version.content.messages.append({.role = u"role%1"_s.arg(m), .content = content});
            }
            version.content.modelConfig = "{\r\n\"a\" :1e0,\"b\":[ ]}" + QByteArray(round, ' ');
            editor.edit(version, 14);
            QVERIFY(editor.content() == version.content);
            QVERIFY(!editor.isModified());
            QVERIFY(!saveEnabled(editor));
        }
    }

    void blankMessagesAreRemovedButOne()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.messages = {{.role = u"system"_s, .content = u" \n"_s},
                                    {.role = u"user"_s, .content = u"Read this."_s},
                                    {.role = u"assistant"_s, .content = {}}};
        editor.edit(version, 12);
        show(editor);
        text(editor, 3)->setFocus();
        editor.removeBlankMessages();
        QCOMPARE(editor.content().messages, QList<Message>({{.role = u"user"_s, .content = u"Read this."_s}}));
        QVERIFY(editor.isModified());
        QVERIFY(text(editor, 1)->hasFocus());
        version.content.messages = {{.role = u"system"_s, .content = {}}, {.role = u"user"_s, .content = {}}};
        editor.edit(version, 12);
        editor.removeBlankMessages();
        QCOMPARE(editor.content().messages.size(), 1);
    }

    void linesAreCountedInWords()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.messages = {{.role = u"system"_s, .content = {}}};
        editor.edit(version, 12);
        const auto says = [&editor](const QString &words) {
            const QList<QLabel *> labels = editor.findChildren<QLabel *>();
            return std::ranges::contains(labels, words, &QLabel::text);
        };
        QVERIFY(says(u"1 line"_s));
        version.content.messages.first().content = u"You read invoices.\nReturn JSON."_s;
        editor.edit(version, 12);
        QVERIFY(says(u"2 lines"_s));
        QVERIFY(!says(u"1 line"_s));
    }

    void typingAndUndoing()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        QSignalSpy modified(&editor, &VersionEditor::modifiedChanged);
        QSignalSpy edited(&editor, &VersionEditor::contentEdited);
        QSignalSpy save(&editor, &VersionEditor::saveRequested);
        QSignalSpy cursor(&editor, &VersionEditor::cursorMoved);
        CodeEditor *system = text(editor, 1);
        system->setFocus();
        QTest::keyClick(system, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(system, u" Only."_s);
        QCOMPARE(modified.size(), 1);
        QVERIFY(editor.isModified());
        QCOMPARE(child<QPushButton>(editor, u"saveButton"_s)->text(), u"Save as v15"_s);
        QVERIFY(child(editor, u"unsavedPill"_s)->isVisible());
        QTRY_COMPARE(edited.size(), 1);
        QTRY_VERIFY(!cursor.isEmpty());
        QCOMPARE(editor.content().messages.at(0).content, u"You read invoices.\r\nReturn JSON. Only."_s);
        QTest::mouseClick(child(editor, u"saveButton"_s), Qt::LeftButton);
        QCOMPARE(save.size(), 1);
        // Typed back to what it was: nothing to save.
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(system, Qt::Key_Backspace);
        QVERIFY(!editor.isModified());
        QVERIFY(!saveEnabled(editor));
        QCOMPARE(modified.size(), 2);
    }

    /// Who saves goes on writing.
    void focusComesBackFromSave()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        CodeEditor *user = text(editor, 2);
        user->setFocus();
        QTest::keyClicks(user, u"a"_s);
        auto *save = child<QPushButton>(editor, u"saveButton"_s);
        save->setFocus();
        editor.markSaved(15, editor.content());
        QVERIFY(!save->isEnabled());
        QCOMPARE(editor.focusWidget(), user);
    }

    /// A line and a column are those of the text that is seen.
    void anotherTextHasNoCaretOfTheLast()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        const QSignalSpy cursor(&editor, &VersionEditor::cursorMoved);
        CodeEditor *system = text(editor, 1);
        system->setFocus();
        QTest::keyClick(system, Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(!cursor.isEmpty() && cursor.constLast().at(0).toInt() > 1);
        child(editor, u"noteText"_s)->setFocus();
        Version other = sample();
        other.summary.number = 2;
        editor.edit(other, 14);
        QCOMPARE(cursor.constLast().at(0).toInt(), 0);
        system->setFocus();
        QTRY_VERIFY(cursor.constLast().at(0).toInt() > 0);
    }

    /// The window's own shortcuts reach it although QScintilla has commands for their keys.
    void windowShortcutsPass()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        for (const QKeySequence &keys :
             {QKeySequence(u"Ctrl+S"_s), QKeySequence(u"Ctrl+K"_s), QKeySequence(u"Ctrl+D"_s),
              QKeySequence(u"Ctrl+L"_s), QKeySequence(u"Ctrl+/"_s), QKeySequence(u"Ctrl+E"_s)}) {
            QShortcut shortcut(keys, &editor);
            QSignalSpy activated(&shortcut, &QShortcut::activated);
            text(editor, 1)->setFocus();
            QTest::keyClick(text(editor, 1), keys[0].key(), keys[0].keyboardModifiers());
            QVERIFY2(activated.size() == 1, qPrintable(keys.toString()));
        }
        QVERIFY(!editor.isModified());
    }

    void savingKeepsKeysTypedMeanwhile()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        CodeEditor *user = text(editor, 2);
        user->setFocus();
        QTest::keyClicks(user, u"a"_s);
        const auto valid = editor.validated();
        QVERIFY(valid);
        QTest::keyClicks(user, u"b"_s);
        editor.markSaved(15, *valid);
        QCOMPARE(editor.base(), 15);
        QVERIFY(editor.isModified());
        QTest::keyClick(user, Qt::Key_Backspace);
        QVERIFY(!editor.isModified());
        QVERIFY(editor.content() == *valid);
        QCOMPARE(child<QPushButton>(editor, u"saveButton"_s)->text(), u"Save as v16"_s);
    }

    void savedMeanwhile()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        QTest::keyClicks(text(editor, 1), u"mine "_s);
        const VersionContent mine = editor.content();
        QSignalSpy compare(&editor, &VersionEditor::compareRequested);
        editor.newestChanged(16, u"ada"_s);
        auto *banner = child<Banner>(editor, u"editorBanner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"v16 was saved by ada"));
        QVERIFY(editor.content() == mine);
        QCOMPARE(editor.newest(), 16);
        QSignalSpy seen(&editor, &VersionEditor::newestSeen);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(compare.size(), 1);
        QCOMPARE(compare.at(0).at(0).toInt(), 16);
        QCOMPARE(seen.size(), 1);
        QVERIFY(!banner->isVisible());
        QCOMPARE(child<QPushButton>(editor, u"saveButton"_s)->text(), u"Save as v17"_s);
    }

    void restoring()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        VersionContent draft = sample().content;
        draft.messages[0].content = u"typed before the crash"_s;
        draft.modelConfig = "{ half";
        editor.restore(draft, u"half"_s, QDateTime::currentDateTimeUtc());
        QVERIFY(editor.isModified());
        QVERIFY(editor.content() == draft);
        QCOMPARE(editor.note(), u"half"_s);
        auto *banner = child<Banner>(editor, u"editorBanner"_s);
        QVERIFY(banner->text().contains(u"Restored your unsaved text"));
        QSignalSpy edited(&editor, &VersionEditor::contentEdited);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(edited.size(), 1);
        QVERIFY(!editor.isModified());
        QVERIFY(editor.content() == sample().content);
    }

    void messages()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        QTest::mouseClick(child(editor, u"addMessageButton"_s), Qt::LeftButton);
        QCOMPARE(editor.content().messages.size(), 3);
        QCOMPARE(editor.content().messages.at(2).role, u"assistant"_s);
        QTest::keyClicks(text(editor, 3), u"third"_s);
        QTest::mouseClick(child(editor, u"messageUp3"_s), Qt::LeftButton);
        QCOMPARE(editor.content().messages.at(1).content, u"third"_s);
        QTest::mouseClick(child(editor, u"messageRemove2"_s), Qt::LeftButton);
        QVERIFY(editor.content() == sample().content);
        QVERIFY(!editor.isModified());
        // Removing can be taken back.
        auto *banner = child<Banner>(editor, u"editorBanner"_s);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(editor.content().messages.at(1).content, u"third"_s);
    }

    void variables()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        auto *declare = child<QPushButton>(editor, u"variablesDeclareButton"_s);
        QVERIFY(!declare->isVisible());
        CodeEditor *user = text(editor, 2);
        user->setFocus();
        QTest::keyClicks(user, u"{{ currency }} {{ tax }}"_s);
        QTRY_VERIFY(declare->isVisible());
        QTest::mouseClick(declare, Qt::LeftButton);
        QCOMPARE(editor.content().variables.size(), 3);
        QCOMPARE(editor.content().variables.at(1).name, u"currency"_s);
        QVERIFY(!declare->isVisible());
        user->selectAll();
        QTest::keyClick(user, Qt::Key_Delete);
        auto *unused = child<QPushButton>(editor, u"variablesRemoveUnusedButton"_s);
        QTRY_VERIFY(unused->isVisible());
        QTest::mouseClick(unused, Qt::LeftButton);
        QVERIFY(editor.content().variables.isEmpty());
        QTest::mouseClick(child(editor, u"variablesAddButton"_s), Qt::LeftButton);
        QCOMPARE(editor.content().variables.size(), 1);
    }

    void bracesInPlainTextAreNoted()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.format = u"text"_s;
        version.content.variables.clear();
        editor.edit(version, 14);
        const auto noted = [&editor](const QString &words) {
            const QList<QLabel *> labels = editor.findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->text().contains(words); });
        };
        QVERIFY(noted(u"{{invoice_text}} is plain text in this format. Choose mustache or jinja2"_s));
        version.content.format = u"jinja2"_s;
        editor.edit(version, 14);
        QVERIFY(!noted(u"plain text"_s));
        QVERIFY(noted(u"Used and not declared: invoice_text."_s));
    }

    void invalidConfiguration()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        auto *config = child<CodeEditor>(editor, u"modelConfigText"_s);
        config->setContent(QByteArray("{\n  \"a\": 1,\n  oops\n}"));
        const auto result = editor.validated();
        QVERIFY(!result);
        QVERIFY2(result.error().place.startsWith(u"model_config:3:"), qPrintable(result.error().place));
        QVERIFY(child<QLabel>(editor, u"modelConfigState"_s)->text().startsWith(u"Line 3"));
        QVERIFY(config->hasFocus());
        QCOMPARE(config->caretLine(), 3);
        config->setContent(QByteArray("{\"a\": 1}"));
        QVERIFY(editor.validated());
    }

    void readOnly()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        editor.setReadOnly(true, u"You may look, not edit."_s);
        QTest::keyClicks(text(editor, 1), u"x"_s);
        QVERIFY(!editor.isModified());
        QVERIFY(child<Banner>(editor, u"editorReadOnlyBanner"_s)->isVisible());
        QVERIFY(!child(editor, u"addMessageButton"_s)->isEnabled());
        editor.setReadOnly(false, {});
        QTest::keyClicks(text(editor, 1), u"x"_s);
        QVERIFY(editor.isModified());
    }

    void findAndReplace()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.messages[0].content = u"one Invoice, two invoices\r\ninvoice"_s;
        version.content.messages[1].content = u"ü invoice"_s;
        editor.edit(version, 14);
        show(editor);
        CodeEditor *system = text(editor, 1);
        system->setFocus();
        QTest::keyClick(system, Qt::Key_H, Qt::ControlModifier);
        auto *find = child<QLineEdit>(editor, u"findText"_s);
        auto *count = child<QLabel>(editor, u"findCount"_s);
        QTRY_VERIFY(find->hasFocus());
        QTest::keyClicks(find, u"invoice"_s);
        QCOMPARE(count->text(), u"1 of 4"_s);
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(count->text(), u"2 of 4"_s);
        QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count->text(), u"4 of 4"_s);
        QCOMPARE(text(editor, 2)->selectedText(), u"invoice"_s);
        QTest::mouseClick(child(editor, u"findWordButton"_s), Qt::LeftButton);
        QVERIFY(count->text().endsWith(u"of 3"));
        QTest::mouseClick(child(editor, u"findCaseButton"_s), Qt::LeftButton);
        QVERIFY(count->text().endsWith(u"of 2"));
        QTest::keyClicks(child(editor, u"replaceText"_s), u"bill"_s);
        QTest::mouseClick(child(editor, u"replaceAllButton"_s), Qt::LeftButton);
        QCOMPARE(editor.content().messages.at(0).content, u"one Invoice, two invoices\r\nbill"_s);
        QCOMPARE(editor.content().messages.at(1).content, u"ü bill"_s);
        system->undo();
        QCOMPARE(editor.content().messages.at(0).content, version.content.messages.at(0).content);
        // Expressions, with groups; a wrong one is said and does nothing.
        QTest::mouseClick(child(editor, u"findRegexButton"_s), Qt::LeftButton);
        find->setText(u"(one|two"_s);
        QCOMPARE(count->text(), u"Not valid"_s);
        find->setText(u"(one|two)"_s);
        child<QLineEdit>(editor, u"replaceText"_s)->setText(u"<\\1>"_s);
        QTest::mouseClick(child(editor, u"replaceAllButton"_s), Qt::LeftButton);
        QCOMPARE(editor.content().messages.at(0).content, u"<one> Invoice, <two> invoices\r\ninvoice"_s);
        system->undo();
        QVERIFY(editor.content().messages.at(0).content.startsWith(u"one "));
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(!find->isVisible());
    }

    void replacingBeginsInTheFindFieldToo()
    {
        VersionEditor editor;
        editor.edit(sample(), 12);
        show(editor);
        text(editor, 1)->setFocus();
        QTest::keyClick(text(editor, 1), Qt::Key_F, Qt::ControlModifier);
        auto *find = child<QLineEdit>(editor, u"findText"_s);
        auto *replacement = child<QLineEdit>(editor, u"replaceText"_s);
        QTRY_VERIFY(find->hasFocus());
        QVERIFY(!replacement->isVisible());
        QTest::keyClicks(find, u"invoice"_s);
        QTest::keyClick(find, Qt::Key_H, Qt::ControlModifier);
        QVERIFY(replacement->isVisible());
        QCOMPARE(find->text(), u"invoice"_s);
        replacement->setFocus();
        QTest::keyClick(replacement, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(find->hasFocus());
        QVERIFY(replacement->isVisible());
    }

    void replaceOneByOne()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.messages[0].content = u"äa äa äa"_s;
        editor.edit(version, 14);
        show(editor);
        text(editor, 1)->setFocus();
        QTest::keyClick(text(editor, 1), Qt::Key_H, Qt::ControlModifier);
        child<QLineEdit>(editor, u"findText"_s)->setText(u"äa"_s);
        auto *replacement = child<QLineEdit>(editor, u"replaceText"_s);
        replacement->setFocus();
        replacement->setText(u"ö"_s);
        QTest::keyClick(replacement, Qt::Key_Return);
        QTest::keyClick(replacement, Qt::Key_Return);
        QCOMPARE(editor.content().messages.at(0).content, u"ö ö äa"_s);
        QCOMPARE(child<QLabel>(editor, u"findCount"_s)->text(), u"1 of 1"_s);
    }

    /// The page follows the caret through a text longer than the window, and on into the next message.
    void pageFollowsTheCaret()
    {
        VersionEditor editor;
        Version version = sample();
        version.content.messages[0].content = u"line\n"_s.repeated(120);
        editor.edit(version, 14);
        show(editor);
        auto *bar = child<QScrollArea>(editor, u"editorScroll"_s)->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 1000);
        CodeEditor *system = text(editor, 1);
        system->setFocus();
        QTest::keyClick(system, Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(bar->value() > 1000);
        const QPoint caret = system->mapTo(&editor, system->caretRect().center());
        QVERIFY(editor.rect().contains(caret));
        QTest::keyClick(system, Qt::Key_Down);
        QTRY_VERIFY(text(editor, 2)->hasFocus());
        QTest::keyClick(text(editor, 2), Qt::Key_Up);
        QTRY_VERIFY(system->hasFocus());
    }

    void zoomsAllTexts()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        const int before = text(editor, 2)->height();
        text(editor, 1)->setFocus();
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(text(editor, 1), Qt::Key_Plus, Qt::ControlModifier);
        QTRY_VERIFY(text(editor, 2)->height() > before);
        QTest::keyClick(text(editor, 1), Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(text(editor, 2)->height(), before);
    }

    void everythingHasItsNames()
    {
        VersionEditor editor;
        editor.edit(sample(), 14);
        show(editor);
        for (QWidget *widget : editor.findChildren<QWidget *>()) {
            const bool interactive = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) ||
                                     qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractItemView *>(widget) ||
                                     qobject_cast<CodeEditor *>(widget);
            if (!interactive || !widget->isVisible() || qobject_cast<QComboBox *>(widget->parentWidget()) ||
                qobject_cast<QTableView *>(widget->parentWidget()) || widget->inherits("QHeaderView"))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestVersionEditor)
#include "tst_versioneditor.moc"
