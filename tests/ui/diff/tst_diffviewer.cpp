// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/diff/sampleversions.h"
#include "ui/diff/diffoverview.h"
#include "ui/diff/diffview.h"
#include "ui/diff/diffviewer.h"
#include "ui/diff/fieldchangesmodel.h"
#include "ui/diff/fieldchangestable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

const SampleVersions sample;

struct Shown {
    DiffViewer viewer;
    DiffView *view = viewer.findChild<DiffView *>(u"diffView"_s);
    QLabel *message = viewer.findChild<QLabel *>(u"diffMessage"_s);

    Shown()
    {
        viewer.resize(1000, 700);
        viewer.show();
    }

    template<typename T>
    T *find(const char *name) const
    {
        return viewer.findChild<T *>(QLatin1StringView(name));
    }

    // True once the sides are compared.
    bool compare(const VersionContent &left, const VersionContent &right)
    {
        QSignalSpy done(&viewer, &DiffViewer::compared);
        viewer.setSides({.label = u"v12 · active"_s, .kind = PillKind::Active, .content = left, .id = u"12"_s},
                        {.label = u"v14 · newest"_s, .kind = PillKind::Warning, .content = right, .id = u"14"_s});
        return !done.isEmpty() || done.wait(20'000);
    }

    [[nodiscard]] int rowOf(DiffRow::Kind kind, int from = 0) const
    {
        for (int i = from; i < view->result()->rows.rows.size(); ++i) {
            if (view->result()->rows.rows[i].kind == kind)
                return i;
        }
        return -1;
    }

    [[nodiscard]] qsizetype rows() const { return view->result() ? view->result()->rows.rows.size() : 0; }
    [[nodiscard]] const DiffRow &row(int index) const { return view->result()->rows.rows[index]; }
};

VersionContent text(const QString &content)
{
    return {.messages = {{u"system"_s, content}}};
}

QString numbered(int count, const QString &changed = {})
{
    QString all;
    for (int i = 1; i <= count; ++i)
        all += i % 20 == 0 && !changed.isEmpty()
                   ? changed + QString::number(i) + u" of a prompt that goes on and on\n"_s
                   : u"This is line %1 of a prompt that goes on and on\n"_s.arg(i);
    return all;
}

} // namespace

class TestDiffViewer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatBelongsHere();
    void comparesVersions();
    void sameVersions();
    void onlyTheLastComparisonIsShown();
    void goesFromChangeToChange();
    void opensFoldsByMouseAndKey();
    void showsAllLines();
    void unified();
    void copiesText();
    void copiesFoldedLines();
    void selectsWords();
    void choosesSides();
    void stopsAndComparesAgain();
    void overviewScrolls();
    void overviewTellsWhatCameFromWhatWent();
    void fieldsModel();
    void fieldsTable();
    void everythingInteractiveHasNames();
    void largeTextsKeepTheWindowAlive();
    void longLineIsPaintedInPart();
    void wrapsLongLines();
    void scrollsAcrossThousandsOfLongLines();
    void followsThePalette();
};

void TestDiffViewer::saysWhatBelongsHere()
{
    Shown shown;
    QVERIFY(shown.message->isVisible());
    QCOMPARE(shown.message->text(), u"Choose two versions to compare."_s);
    QVERIFY(!shown.find<QToolButton>("nextChange")->isEnabled());
}

void TestDiffViewer::comparesVersions()
{
    Shown shown;
    QVERIFY(shown.compare(sample.before, sample.after));
    QVERIFY(shown.view->isVisible());
    QVERIFY(!shown.message->isVisible());
    QStringList pills;
    for (const Pill *pill : shown.viewer.findChildren<Pill *>()) {
        if (pill->isVisible())
            pills.append(pill->text());
    }
    QCOMPARE(pills, (QStringList{u"v12 · active"_s, u"v14 · newest"_s, u"+5"_s, u"−4"_s}));
    QCOMPARE(shown.row(0).kind, DiffRow::Kind::Header);
    QCOMPARE(shown.view->rowDescription(0), u"System message"_s);
    const int changed = shown.rowOf(DiffRow::Kind::Changed);
    QCOMPARE(shown.view->rowDescription(changed),
             u"Line 3 was “Fields: description, quantity, unit, price.”. "
             "Line 3 is “Fields: description, quantity, unit, price, currency.”."_s);
    QVERIFY(shown.find<FieldChangesTable>("fieldChanges")->isVisible());
}

void TestDiffViewer::sameVersions()
{
    Shown shown;
    QVERIFY(shown.compare(sample.before, sample.before));
    QVERIFY(shown.message->isVisible());
    QCOMPARE(shown.message->text(), u"These two versions are the same."_s);
    QVERIFY(!shown.find<FieldChangesTable>("fieldChanges")->isVisible());
    // Only the configuration differs: not the same, and the table says what.
    VersionContent other = sample.before;
    other.modelConfig = "{}";
    QVERIFY(shown.compare(sample.before, other));
    QVERIFY(!shown.message->isVisible());
    QVERIFY(shown.find<FieldChangesTable>("fieldChanges")->isVisible());
}

void TestDiffViewer::onlyTheLastComparisonIsShown()
{
    Shown shown;
    QSignalSpy done(&shown.viewer, &DiffViewer::compared);
    for (int i = 0; i < 20; ++i)
        shown.viewer.setSides({.label = u"a"_s, .content = text(numbered(3000))},
                              {.label = u"b"_s, .content = text(numbered(3000, u"x%1 "_s.arg(i)))});
    QVERIFY(done.wait(20'000));
    QTRY_VERIFY(!shown.viewer.isComparing());
    QCOMPARE(done.size(), 1);
    QVERIFY(shown.row(shown.rowOf(DiffRow::Kind::Changed)).rightText.startsWith(u"x19 "_s));
    // The same sides again are not compared again.
    shown.viewer.setSides({.label = u"a"_s, .content = text(numbered(3000))},
                          {.label = u"b"_s, .content = text(numbered(3000, u"x19 "_s))});
    QVERIFY(!shown.viewer.isComparing());
}

void TestDiffViewer::goesFromChangeToChange()
{
    Shown shown;
    QVERIFY(shown.compare(text(numbered(400)), text(numbered(400, u"x"_s))));
    QCOMPARE(shown.view->result()->rows.changes, 20);
    QCOMPARE(shown.view->currentChange(), 0);
    auto *next = shown.find<QToolButton>("nextChange");
    auto *previous = shown.find<QToolButton>("previousChange");
    QVERIFY(!previous->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    QCOMPARE(shown.view->currentChange(), 1);
    QTest::keyClick(shown.view, Qt::Key_F7);
    QCOMPARE(shown.view->currentChange(), 2);
    QTest::keyClick(&shown.viewer, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(shown.view->currentChange(), 3);
    QTest::keyClick(shown.view, Qt::Key_F7, Qt::ShiftModifier);
    QTest::keyClick(shown.view, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(shown.view->currentChange(), 1);
    // From within the unchanged lines after a change, back is that change.
    QTest::keyClick(shown.view, Qt::Key_Down);
    QTest::mouseClick(previous, Qt::LeftButton);
    QCOMPARE(shown.view->currentChange(), 1);
    QTest::mouseClick(previous, Qt::LeftButton);
    QCOMPARE(shown.view->currentChange(), 0);
    for (int i = 0; i < 25; ++i)
        QTest::keyClick(shown.view, Qt::Key_F7);
    QCOMPARE(shown.view->currentChange(), 19);
    QVERIFY(!next->isEnabled());
    QVERIFY(shown.view->viewport()->rect().contains(shown.view->rowRect(shown.view->currentRow())));
}

void TestDiffViewer::opensFoldsByMouseAndKey()
{
    Shown shown;
    QVERIFY(shown.compare(sample.before, sample.after));
    const qsizetype folded = shown.rows();
    const int first = shown.rowOf(DiffRow::Kind::Fold);
    const int lines = shown.row(first).foldedLines;
    QCOMPARE(lines, 5);
    const int value = shown.view->verticalScrollBar()->value();
    QTest::mouseClick(shown.view->viewport(), Qt::LeftButton, Qt::NoModifier, shown.view->rowRect(first).center());
    QTRY_COMPARE(shown.rows(), folded + lines - 1);
    QCOMPARE(shown.view->verticalScrollBar()->value(), value);
    QCOMPARE(shown.row(first).kind, DiffRow::Kind::Unchanged);
    const int second = shown.rowOf(DiffRow::Kind::Fold);
    QVERIFY(second > first);
    shown.view->setCurrentRow(second);
    QTest::keyClick(shown.view, Qt::Key_Return);
    QTRY_COMPARE(shown.rowOf(DiffRow::Kind::Fold), -1);
    QCOMPARE(shown.view->currentRow(), second);
}

void TestDiffViewer::showsAllLines()
{
    Shown shown;
    QVERIFY(shown.compare(text(numbered(400)), text(numbered(400, u"x"_s))));
    auto *all = shown.find<QToolButton>("showAllLines");
    // What is being read stays in its place.
    shown.view->setCurrentRow(shown.view->result()->changeRows[10]);
    const QString description = shown.view->rowDescription(shown.view->currentRow());
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_COMPARE(shown.rowOf(DiffRow::Kind::Fold), -1);
    QCOMPARE(shown.rows(), 401);
    QCOMPARE(shown.view->rowDescription(shown.view->currentRow()), description);
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_VERIFY(shown.rowOf(DiffRow::Kind::Fold) > 0);
}

void TestDiffViewer::unified()
{
    Shown shown;
    QVERIFY(shown.compare(sample.before, sample.after));
    QSignalSpy changed(&shown.viewer, &DiffViewer::layoutModeChanged);
    auto *layout = shown.find<QComboBox>("diffLayout");
    layout->setFocus();
    QTest::keyClick(layout, Qt::Key_Down);
    QTRY_COMPARE(shown.rowOf(DiffRow::Kind::Changed), -1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(shown.viewer.layoutMode(), DiffViewer::Layout::Unified);
    QVERIFY(shown.rowOf(DiffRow::Kind::Removed) > 0);
    shown.viewer.setLayoutMode(DiffViewer::Layout::SideBySide);
    QTRY_VERIFY(shown.rowOf(DiffRow::Kind::Changed) > 0);
    QCOMPARE(changed.size(), 1); // not by the user
}

void TestDiffViewer::copiesText()
{
    Shown shown;
    QVERIFY(shown.compare(text(u"same\r\nold words\ngone\nlast\n"_s), text(u"same\r\nnew words\nlast\n"_s)));
    const int width = shown.view->viewport()->width();
    const auto drag = [&](QPoint from, QPoint to) {
        QTest::mousePress(shown.view->viewport(), Qt::LeftButton, Qt::NoModifier, from);
        QTest::mouseMove(shown.view->viewport(), to);
        QTest::mouseRelease(shown.view->viewport(), Qt::LeftButton, Qt::NoModifier, to);
    };
    // Rows: header, same, changed, removed, last. On the left side, from the first line's start beyond the last's end.
    drag({1, shown.view->rowRect(1).center().y()}, {width / 2 - 2, shown.view->rowRect(4).center().y()});
    QTest::keySequence(shown.view, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), u"same\r\nold words\ngone\nlast"_s);
    drag({width / 2 + 2, shown.view->rowRect(2).center().y()}, {width - 2, shown.view->rowRect(4).center().y()});
    QCOMPARE(shown.view->selectedText(), u"new words\nlast"_s);
    // Rows by keyboard, on the side used last.
    shown.view->setCurrentRow(2);
    QCOMPARE(shown.view->selectedText(), QString());
    QTest::keyClick(shown.view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(shown.view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.view->selectedText(), u"new words\nlast"_s);
    QTest::keySequence(shown.view, QKeySequence::SelectAll);
    QCOMPARE(shown.view->selectedText(), u"same\r\nnew words\nlast"_s);
}

void TestDiffViewer::copiesFoldedLines()
{
    Shown shown;
    const QString left = numbered(60);
    const QString right = QString(left).replace(u"line 30 "_s, u"row 30 "_s);
    QVERIFY(shown.compare(text(left), text(right)));
    QVERIFY(shown.rowOf(DiffRow::Kind::Fold) > 0);
    QTest::keySequence(shown.view, QKeySequence::SelectAll);
    QCOMPARE(shown.view->selectedText() + u'\n', right);
}

void TestDiffViewer::selectsWords()
{
    Shown shown;
    QVERIFY(shown.compare(text(u"alpha beta\n"_s), text(u"alpha gamma\n"_s)));
    const DiffPainter painter;
    const QPoint word(painter.gutterWidth() + 30, shown.view->rowRect(1).center().y());
    QTest::mouseDClick(shown.view->viewport(), Qt::LeftButton, Qt::NoModifier, word);
    QCOMPARE(shown.view->selectedText(), u"alpha"_s);
}

void TestDiffViewer::choosesSides()
{
    Shown shown;
    shown.viewer.setChoices({{u"14"_s, u"v14 · newest"_s, PillKind::Warning},
                             {u"13"_s, u"v13"_s, PillKind::Neutral},
                             {u"12"_s, u"v12 · active"_s, PillKind::Active},
                             {u"draft"_s, u"unsaved text"_s, PillKind::Accent}});
    QVERIFY(shown.compare(sample.before, sample.after));
    auto *left = shown.find<QComboBox>("leftSide");
    auto *right = shown.find<QComboBox>("rightSide");
    QVERIFY(left->isVisible());
    QCOMPARE(left->currentText(), u"v12 · active"_s);
    QCOMPARE(right->currentText(), u"v14 · newest"_s);
    QSignalSpy requested(&shown.viewer, &DiffViewer::sidesRequested);
    right->setFocus();
    QTest::keyClick(right, Qt::Key_Down);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first(), (QVariantList{u"12"_s, u"13"_s}));
    // What others set is not asked for.
    shown.viewer.setSides({.label = u"v13"_s, .content = sample.after},
                          {.label = u"unsaved text"_s, .content = sample.before, .id = u"draft"_s});
    QCOMPARE(shown.viewer.leftId(), u"13"_s);
    QCOMPARE(shown.viewer.rightId(), u"draft"_s);
    QCOMPARE(requested.size(), 1);
}

void TestDiffViewer::stopsAndComparesAgain()
{
    Shown shown;
    QString a;
    QString b;
    for (int i = 0; i < 300'000; ++i) {
        a += QChar(u'a' + i * 7919 % 5);
        a += u'\n';
        b += QChar(u'a' + i % 7 * 4 % 5);
        b += u'\n';
    }
    shown.viewer.setSides({.label = u"a"_s, .content = text(a)}, {.label = u"b"_s, .content = text(b)});
    QVERIFY(!shown.message->text().contains(u"Comparing"_s)); // not before it takes its time
    QTRY_COMPARE(shown.message->text(), u"Comparing…"_s);
    auto *button = shown.find<QPushButton>("diffMessageButton");
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(shown.message->text(), u"The comparison was stopped."_s);
    QVERIFY(!shown.viewer.isComparing());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(shown.viewer.isComparing());
    QVERIFY(shown.compare(sample.before, sample.after));
    QVERIFY(shown.view->isVisible());
}

void TestDiffViewer::overviewScrolls()
{
    Shown shown;
    QVERIFY(shown.compare(text(numbered(2000)), text(numbered(2000, u"x"_s))));
    auto *overview = shown.find<DiffOverview>("diffOverview");
    QScrollBar *bar = shown.view->verticalScrollBar();
    QTest::mouseClick(overview, Qt::LeftButton, Qt::NoModifier, {5, overview->height() - 2});
    QCOMPARE(bar->value(), bar->maximum());
    QTest::mouseClick(overview, Qt::LeftButton, Qt::NoModifier, {5, overview->height() / 2});
    QVERIFY(bar->value() > bar->maximum() / 3 && bar->value() < bar->maximum() * 2 / 3);
}

void TestDiffViewer::overviewTellsWhatCameFromWhatWent()
{
    VersionContent one = text(u"Read this.\n"_s);
    VersionContent two = one;
    two.messages.append({.role = u"assistant"_s, .content = {}});
    const auto marks = [](const VersionContent &left, const VersionContent &right) {
        Shown shown;
        if (!shown.compare(left, right))
            return u"none"_s;
        auto *overview = shown.find<DiffOverview>("diffOverview");
        const QImage image = overview->grab().toImage();
        const Colors &roles = colors(overview->palette());
        QString seen;
        for (const auto &[color, sign] : {std::pair(roles.danger, u'-'), std::pair(roles.active, u'+')}) {
            bool found = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    found = found || image.pixelColor(x, y) == color;
            }
            seen += found ? QString(sign) : QString();
        }
        return seen;
    };
    QCOMPARE(marks(one, two), u"+"_s);
    QCOMPARE(marks(two, one), u"-"_s);
    QCOMPARE(marks(one, text(u"Read that.\n"_s)), u"-+"_s);
    QCOMPARE(marks(one, text(u"Read this.\nAnd that.\n"_s)), u"+"_s);
}

void TestDiffViewer::fieldsModel()
{
    FieldChangesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto diff = diffVersions(sample.before, sample.after);
    QVERIFY(diff);
    model.setDiff(*diff);
    QStringList drawn;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        drawn.append(cells.join(u'|'));
    }
    QCOMPARE(drawn, (QStringList{u"variable default_currency|—|string, required, no default"_s,
                                 u"temperature|0.2|0.1"_s, u"variable invoice_text, model, top_p|unchanged|"_s}));
    QCOMPARE(model.index(0, FieldChangesModel::RightColumn).data(FieldChangesModel::PillRole).toInt(),
             static_cast<int>(PillKind::Warning));
    QVERIFY(!model.index(0, FieldChangesModel::LeftColumn).data(FieldChangesModel::PillRole).isValid());
    model.setDiff({});
    QCOMPARE(model.rowCount(), 0);
}

void TestDiffViewer::fieldsTable()
{
    Shown shown;
    QVERIFY(shown.compare(sample.before, sample.after));
    auto *table = shown.find<FieldChangesTable>("fieldChanges");
    QCOMPARE(table->height(), 3 * 26);
    table->setCurrentIndex(table->model()->index(1, FieldChangesModel::LeftColumn));
    QTest::keySequence(table, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), u"0.2"_s);
}

void TestDiffViewer::everythingInteractiveHasNames()
{
    Shown shown;
    shown.viewer.setChoices({{u"1"_s, u"v1"_s}});
    QVERIFY(shown.compare(sample.before, sample.after));
    for (const QWidget *widget : shown.viewer.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName().startsWith(u"qt_"_s) ||
            widget->inherits("QScrollBar"))
            continue;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

// 1 MB of text with a thousand edits: the event loop goes on turning while it is compared.
void TestDiffViewer::largeTextsKeepTheWindowAlive()
{
    Shown shown;
    QSignalSpy done(&shown.viewer, &DiffViewer::compared);
    const VersionContent left = text(numbered(20'000));
    const VersionContent right = text(numbered(20'000, u"x"_s));
    shown.viewer.setSides({.label = u"a"_s, .content = left}, {.label = u"b"_s, .content = right});
    QVERIFY(done.isEmpty()); // made elsewhere, told later
    QVERIFY(done.wait(20'000));
    QCOMPARE(shown.view->result()->rows.changes, 1000);
    shown.viewer.setShowsAllLines(true);
    QTRY_COMPARE(shown.rows(), 20'001);
    QScrollBar *bar = shown.view->verticalScrollBar();
    bar->setValue(bar->maximum());
    shown.view->viewport()->repaint();
    QVERIFY(shown.view->viewport()->rect().intersects(shown.view->rowRect(20'000)));
}

void TestDiffViewer::longLineIsPaintedInPart()
{
    Shown shown;
    const QString line = u"word "_s.repeated(200'000);
    QVERIFY(shown.compare(text(line + u"old"_s), text(line + u"new"_s)));
    shown.view->viewport()->repaint();
    DiffPainter painter;
    painter.setResult(shown.view->result());
    DiffLine *shownLine = painter.line(1, DiffColumn::Right);
    QCOMPARE(shownLine->layout.text().size(), longestShown);
    QVERIFY(shownLine->layout.text().endsWith(u"new"_s)); // the part that changed
    QTest::keySequence(shown.view, QKeySequence::SelectAll);
    QCOMPARE(shown.view->selectedText(), line + u"new"_s); // copied whole
}

void TestDiffViewer::followsThePalette()
{
    Shown shown;
    shown.viewer.setPalette(lightPalette());
    QVERIFY(shown.compare(text(u"old\n"_s), text(u"new\n"_s)));
    const auto background = [&] {
        const QRect row = shown.view->rowRect(1);
        return shown.view->viewport()->grab(row).toImage().pixelColor(row.width() - 4, row.height() / 2);
    };
    shown.view->clearFocus();
    QCOMPARE(background(), colors(lightPalette()).added);
    shown.viewer.setPalette(darkPalette());
    QCOMPARE(background(), colors(darkPalette()).added);
}

void TestDiffViewer::wrapsLongLines()
{
    Shown shown;
    const QString sentence = u"Answer every question in one short sentence, whatever it is about. "_s;
    const QString before = u"First.\n"_s + sentence.repeated(8) + u"the end\nLast.\n"_s;
    QVERIFY(shown.compare(text(before), text(QString(before).replace(u"the end"_s, u"the finish"_s))));
    DiffView *view = shown.view;
    const int changed = shown.rowOf(DiffRow::Kind::Changed);
    QCOMPARE_GT(changed, 0);
    const int line = view->rowRect(shown.rowOf(DiffRow::Kind::Unchanged)).height();
    const int lines = view->rowRect(changed).height() / line;
    QCOMPARE_GT(lines, 5);
    QCOMPARE(view->rowRect(changed).height(), lines * line);
    QCOMPARE(view->rowRect(changed + 1).top(), view->rowRect(changed).bottom() + 1);
    QCOMPARE(view->horizontalScrollBar()->maximum(), 0);

    // The changed word stands in the last of the lines, where the mouse finds it.
    DiffPainter painter;
    painter.setResult(view->result());
    const QRect row = view->rowRect(changed);
    const int left = view->viewport()->width() / 2 + painter.gutterWidth() + painter.textMargin();
    const auto selectWord = [&](int x, int y) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(x, y));
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(x, y));
        return view->selectedText();
    };
    QCOMPARE(selectWord(left + 3, row.top() + line / 2), u"Answer"_s);
    for (int x = left; x < view->viewport()->width() && selectWord(x, row.bottom() - line / 2) != u"finish"_s;)
        x += 5;
    QCOMPARE(view->selectedText(), u"finish"_s);

    // Wider, the text takes fewer lines and the row below moves up.
    shown.viewer.resize(1600, 700);
    QTRY_COMPARE_LT(view->rowRect(changed).height(), lines * line);
    QCOMPARE(view->rowRect(changed + 1).top(), view->rowRect(changed).bottom() + 1);
    shown.viewer.setLayoutMode(DiffViewer::Layout::Unified);
    QTRY_COMPARE_GE(shown.rowOf(DiffRow::Kind::Removed), 0);
    QCOMPARE_LT(view->rowRect(shown.rowOf(DiffRow::Kind::Removed)).height(), lines * line);
}

void TestDiffViewer::scrollsAcrossThousandsOfLongLines()
{
    Shown shown;
    const QString line =
        u"Every one of these lines is far longer than half of the window is wide, and says nothing. "_s;
    QString left;
    QString right;
    for (int i = 0; i < 3000; ++i) {
        left += line.repeated(3) + QString::number(i) + u'\n';
        right += line.repeated(3) + QString::number(i) + u"!\n"_s;
    }
    QVERIFY(shown.compare(text(left), text(right)));
    QCOMPARE_GT(shown.view->horizontalScrollBar()->maximum(), 0);
    // Going to a change shows what changed, at the lines' end.
    shown.view->goToChange(0);
    QCOMPARE_GT(shown.view->horizontalScrollBar()->value(), 0);
}

QTEST_MAIN(TestDiffViewer)
#include "tst_diffviewer.moc"
