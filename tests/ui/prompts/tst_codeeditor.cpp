// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/codeeditor.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

/// The style of every byte, all of them asked for.
QByteArray stylesOf(CodeEditor &editor)
{
    editor.recolor();
    QByteArray styles;
    const auto length = editor.SendScintilla(QsciScintillaBase::SCI_GETLENGTH);
    for (long i = 0; i < length; ++i)
        styles.append(static_cast<char>(editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, i)));
    return styles;
}

/// As stylesOf, but only what the lexer still finds to do is done, as when painting.
QByteArray stylesAfterEditing(CodeEditor &editor)
{
    const auto length = editor.SendScintilla(QsciScintillaBase::SCI_GETLENGTH);
    const auto styled = editor.SendScintilla(QsciScintillaBase::SCI_GETENDSTYLED);
    const auto line = editor.SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION, styled);
    editor.promptLexer()->styleText(int(editor.SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, line)),
                                    int(length));
    QByteArray styles;
    for (long i = 0; i < length; ++i)
        styles.append(static_cast<char>(editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, i)));
    return styles;
}

QString randomText(QRandomGenerator &random, int pieces)
{
    static const QStringList all{u"\r\n"_s,       u"\n"_s,    u"\r"_s,  u"# head"_s,  u"```json"_s, u"```"_s,
                                 u"{{ name }}"_s, u"{{"_s,    u"}}"_s,  u"{% if x"_s, u"%}"_s,      u"{# "_s,
                                 u"#}"_s,         u"**b**"_s, u"`c`"_s, u"ü"_s,       u"🎈"_s,      u" "_s,
                                 u"\t"_s,         u"<!--"_s,  u"-->"_s, u"word"_s,    u"\ufeff"_s,  u"- "_s};
    QString text;
    for (int i = 0; i < pieces; ++i)
        text += all.at(random.bounded(all.size()));
    return text;
}

QString largeText()
{
    QString text;
    for (int i = 0; text.size() < 1'000'000; ++i)
        text +=
            u"%1. You read **invoices** and return `every` line item of {{ invoice }} as JSON, in order.\n"_s.arg(i);
    return text;
}

/// An editor in a page that scrolls, as it is used.
struct Page {
    QScrollArea area;
    CodeEditor *editor = new CodeEditor(PromptLexer::Language::Prose);
    Page()
    {
        auto *page = new QWidget;
        auto *layout = new QVBoxLayout(page);
        layout->addWidget(editor);
        area.setWidget(page);
        area.setWidgetResizable(true);
        area.resize(500, 400);
        area.show();
    }
};

} // namespace

class TestCodeEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Light and dark are chosen while the window is open.
    void followsThePalette()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.show();
        QList<long> heights{editor.SendScintilla(QsciScintillaBase::SCI_TEXTHEIGHT, 0UL)};
        for (const QPalette &palette : {lightPalette(), darkPalette(), lightPalette()}) {
            editor.setPalette(palette);
            QCOMPARE(editor.lexer()->paper(0), colors(palette).surface);
            QCOMPARE(editor.lexer()->color(0), colors(palette).text);
            heights.append(editor.SendScintilla(QsciScintillaBase::SCI_TEXTHEIGHT, 0UL));
        }
        // The text keeps its place.
        QCOMPARE(heights, QList<long>(4, heights.constFirst()));
    }

    /// A change of colours has enough to do with what is seen.
    void hiddenEditorChangesColoursWhenShown()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setPalette(lightPalette());
        editor.show();
        QCOMPARE(editor.lexer()->paper(0), colors(lightPalette()).surface);
        editor.hide();
        editor.setPalette(darkPalette());
        QCOMPARE(editor.lexer()->paper(0), colors(lightPalette()).surface);
        editor.show();
        QCOMPARE(editor.lexer()->paper(0), colors(darkPalette()).surface);
    }

    /// Whatever valid text goes in comes out, byte for byte.
    void keepsEveryByte()
    {
        QRandomGenerator random(1);
        CodeEditor editor(PromptLexer::Language::Prose);
        for (int round = 0; round < 300; ++round) {
            QString text = randomText(random, random.bounded(30));
            for (int i = 0; i < 20; ++i) {
                const char32_t point =
                    random.bounded(8) ? char32_t(random.bounded(1, 0x500)) : char32_t(random.bounded(0xE000, 0x10FFFF));
                text += QString::fromUcs4(&point, 1);
            }
            const QByteArray bytes = text.toUtf8();
            editor.setContent(text);
            QCOMPARE(editor.utf8(), bytes);
            QCOMPARE(editor.content(), text);
            QVERIFY(editor.holds(bytes));
        }
        QVERIFY(!editor.holds("something else"));
    }

    void keepsLineEndsWhileTyping()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(u"a\r\nb\r\nc"_s);
        editor.show();
        QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&editor, Qt::Key_Return);
        QTest::keyClicks(&editor, u"d"_s);
        QCOMPARE(editor.utf8(), QByteArray("a\r\nb\r\nc\r\nd"));
        QTest::keyClick(&editor, Qt::Key_Z, Qt::ControlModifier);
        while (editor.isUndoAvailable())
            editor.undo();
        QCOMPARE(editor.utf8(), QByteArray("a\r\nb\r\nc"));
    }

    void refusesNul()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(QByteArray("a\0b", 3));
        QCOMPARE(editor.utf8(), QByteArray("ab"));
        QApplication::clipboard()->setText(u"x\0y"_s);
        editor.paste();
        QVERIFY(!editor.utf8().contains('\0'));
    }

    /// After any edits, the styles reached step by step are those of reading the whole text anew.
    void incrementalEqualsFull()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 60; ++round) {
            CodeEditor editor(PromptLexer::Language::Prose);
            editor.setPlaceholderFormat(round % 2 ? u"jinja2"_s : u"mustache"_s);
            editor.setContent(randomText(random, 60));
            (void)stylesOf(editor);
            for (int edit = 0; edit < 25; ++edit) {
                const auto length = int(editor.SendScintilla(QsciScintillaBase::SCI_GETLENGTH));
                const auto snapped = [&](int p) {
                    return editor.SendScintilla(QsciScintillaBase::SCI_POSITIONBEFORE,
                                                editor.SendScintilla(QsciScintillaBase::SCI_POSITIONAFTER, p));
                };
                const auto from = snapped(random.bounded(length + 1));
                const auto to = snapped(std::min(length, int(from) + random.bounded(12)));
                editor.SendScintilla(QsciScintillaBase::SCI_SETTARGETRANGE, static_cast<unsigned long>(from),
                                     std::max(from, to));
                const QByteArray inserted =
                    random.bounded(4) ? randomText(random, random.bounded(4)).toUtf8() : QByteArray();
                editor.SendScintilla(QsciScintillaBase::SCI_REPLACETARGET, static_cast<unsigned long>(inserted.size()),
                                     inserted.constData());
                if (random.bounded(3) == 0)
                    continue; // several edits before the next painting
                const QByteArray stepwise = stylesAfterEditing(editor);
                CodeEditor fresh(PromptLexer::Language::Prose);
                fresh.setPlaceholderFormat(round % 2 ? u"jinja2"_s : u"mustache"_s);
                fresh.setContent(editor.utf8());
                QCOMPARE(stepwise, stylesOf(fresh));
            }
        }
    }

    void smallChangeReadsFewLines()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(u"one line of a prompt\n"_s.repeated(2000));
        (void)stylesAfterEditing(editor);
        const qint64 before = editor.promptLexer()->linesRead();
        QVERIFY(before >= 2000);
        editor.insertAt(u"new "_s, 3, 0);
        (void)stylesAfterEditing(editor);
        QVERIFY(editor.promptLexer()->linesRead() - before <= 4);
    }

    void marksPlaceholders()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(u"**Grüße** {{ name }} `x`"_s);
        editor.setPlaceholderFormat(u"mustache"_s);
        const QByteArray styles = stylesOf(editor);
        const auto at = editor.utf8().indexOf("{{");
        QCOMPARE(int(styles.at(0)), int(PromptLexer::Strong));
        QCOMPARE(int(styles.at(at)), int(PromptLexer::Value));
        QCOMPARE(int(styles.at(at + 9)), int(PromptLexer::Value));
        QCOMPARE(int(styles.at(at + 10)), int(PromptLexer::Text));
        QCOMPARE(int(styles.at(at + 11)), int(PromptLexer::Code));
        editor.setPlaceholderFormat(u"text"_s);
        QCOMPARE(int(stylesOf(editor).at(at)), int(PromptLexer::Text));
    }

    void growsWithItsText()
    {
        Page page;
        CodeEditor *editor = page.editor;
        editor->setContent(u"one\ntwo\nthree\nfour"_s);
        const int four = editor->height();
        editor->setContent(u"line\n"_s.repeated(100));
        QTRY_VERIFY(editor->height() > four * 20);
        const int hundred = editor->height();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClicks(editor, u"wrapped words "_s.repeated(20));
        QTRY_VERIFY(editor->height() > hundred);
        editor->selectAll();
        QTest::keyClick(editor, Qt::Key_Delete);
        QTRY_VERIFY(editor->height() < four + 4);
    }

    void leavesByKeyboard()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *first = new CodeEditor(PromptLexer::Language::Prose);
        auto *second = new CodeEditor(PromptLexer::Language::Prose);
        layout->addWidget(first);
        layout->addWidget(second);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Tab);
        QCOMPARE(first->content(), u"    "_s);
        QTest::keyClick(first, Qt::Key_Tab, Qt::ControlModifier);
        QTRY_VERIFY(second->hasFocus());
        QTest::keyClick(second, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(first->hasFocus());
    }

    void pageKeysStepByWhatIsSeen()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(u"line\n"_s.repeated(200));
        editor.setPageHeight(300);
        editor.show();
        QSignalSpy moved(&editor, &CodeEditor::caretMoved);
        QTest::keyClick(&editor, Qt::Key_PageDown);
        QTRY_VERIFY(!moved.isEmpty());
        QVERIFY2(editor.caretLine() > 4 && editor.caretLine() < 30, qPrintable(QString::number(editor.caretLine())));
    }

    void countsColumnsInCharacters()
    {
        CodeEditor editor(PromptLexer::Language::Prose);
        editor.setContent(u"äöü🎈x"_s);
        editor.show();
        QTest::keyClick(&editor, Qt::Key_End);
        QCOMPARE(editor.caretColumn(), 6);
    }

    void largeTextStaysUsable()
    {
        Page page;
        page.editor->setPlaceholderFormat(u"mustache"_s);
        page.editor->setContent(largeText());
        for (int i = 0; i < 10; ++i) {
            QTest::keyClicks(page.editor, u"x"_s);
            QCoreApplication::processEvents();
        }
        QCOMPARE(page.editor->content(), u"xxxxxxxxxx"_s + largeText());
        page.area.verticalScrollBar()->setValue(page.area.verticalScrollBar()->maximum());
        QCoreApplication::processEvents();
        QCOMPARE(page.area.verticalScrollBar()->value(), page.area.verticalScrollBar()->maximum());
    }
};

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
