// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/diffrows.h"
#include "tests/core/diff/randomtext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

VersionContent one(const QString &text, const QString &role = u"system"_s)
{
    return {.messages = {{role, text}}};
}

DiffRows laidOut(const VersionContent &left, const VersionContent &right, const DiffRowsOptions &options = {})
{
    const auto diff = diffVersions(left, right);
    return diff ? diffRows(left, right, *diff, options).value_or(DiffRows()) : DiffRows();
}

// A row as a line: sign, change, line numbers, texts.
QString drawn(const DiffRow &row)
{
    static const QString signs = u"#=*-+~!"_s;
    QString text = QString(signs[static_cast<int>(row.kind)]);
    if (row.kind == DiffRow::Kind::Header)
        return text + row.leftText + u'|' + row.rightText + (row.change >= 0 ? u" changed"_s : QString());
    if (row.kind == DiffRow::Kind::Fold)
        return text + QString::number(row.foldedLines);
    text += row.leftLine ? u"%1 %2"_s.arg(row.leftLine).arg(row.leftText) : u"."_s;
    return text + u'|' + (row.rightLine ? u"%1 %2"_s.arg(row.rightLine).arg(row.rightText) : u"."_s);
}

QStringList drawn(const DiffRows &rows)
{
    QStringList all;
    for (const DiffRow &row : rows.rows)
        all.append(drawn(row));
    return all;
}

QString numbered(int from, int to)
{
    QString text;
    for (int i = from; i <= to; ++i)
        text += u"l%1\n"_s.arg(i);
    return text;
}

} // namespace

class TestDiffRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sideBySide();
    void unified();
    void folds();
    void opensFolds();
    void marksWords();
    void lineEnds_data();
    void lineEnds();
    void messagesThatComeAndGo();
    void rowsGiveBothTexts();
    void stops();
};

void TestDiffRows::sideBySide()
{
    const DiffRows rows =
        laidOut(one(u"a\nDates are local.\nb\ngone\n"_s), one(u"a\nDates are ISO.\nNever guess.\nb\n"_s));
    QCOMPARE(drawn(rows), (QStringList{u"#system|system"_s, u"=1 a|1 a"_s, u"*2 Dates are local.|2 Dates are ISO."_s,
                                       u"+.|3 Never guess."_s, u"=3 b|4 b"_s, u"-4 gone|."_s}));
    QCOMPARE(rows.changes, 2);
    QCOMPARE(rows.rows[2].change, 0);
    QCOMPARE(rows.rows[3].change, 0);
    QCOMPARE(rows.rows[5].change, 1);
    QCOMPARE(rows.rows[4].change, -1);
}

void TestDiffRows::unified()
{
    const DiffRows rows = laidOut(one(u"a\nDates are local.\nx y z\nb\n"_s),
                                  one(u"a\nDates are ISO.\nNever guess.\nb\n"_s), {.sideBySide = false});
    QCOMPARE(drawn(rows), (QStringList{u"#system|system"_s, u"=1 a|1 a"_s, u"-2 Dates are local.|."_s, u"-3 x y z|."_s,
                                       u"+.|2 Dates are ISO."_s, u"+.|3 Never guess."_s, u"=4 b|4 b"_s}));
    QCOMPARE(rows.rows[2].leftWords, (QList<TextSpan>{{10, 5}}));
    QVERIFY(rows.rows[2].rightWords.isEmpty());
    QCOMPARE(rows.rows[4].rightWords, (QList<TextSpan>{{10, 3}}));
    QCOMPARE(rows.changes, 1);
}

void TestDiffRows::folds()
{
    const QString text = numbered(1, 20);
    QString changed = text;
    changed.replace(u"l10\n"_s, u"new\n"_s);
    QCOMPARE(
        drawn(laidOut(one(text), one(changed))),
        (QStringList{u"#system|system"_s, u"~6"_s, u"=7 l7|7 l7"_s, u"=8 l8|8 l8"_s, u"=9 l9|9 l9"_s,
                     u"*10 l10|10 new"_s, u"=11 l11|11 l11"_s, u"=12 l12|12 l12"_s, u"=13 l13|13 l13"_s, u"~7"_s}));
    // A single line is not worth a fold; an unchanged message folds whole; a negative context folds nothing.
    QCOMPARE(laidOut(one(text), one(changed), {.context = 8}).rows[1].kind, DiffRow::Kind::Unchanged);
    QCOMPARE(drawn(laidOut(one(text), one(text))), (QStringList{u"#system|system"_s, u"~20"_s}));
    QCOMPARE(laidOut(one(text), one(changed), {.context = -1}).rows.size(), 21);
    QCOMPARE(drawn(laidOut(one(text), one(changed), {.context = 0})),
             (QStringList{u"#system|system"_s, u"~9"_s, u"*10 l10|10 new"_s, u"~10"_s}));
}

void TestDiffRows::opensFolds()
{
    const QString text = numbered(1, 20);
    QString changed = u"first\n"_s + text;
    changed.replace(u"l10\n"_s, u"new\n"_s);
    const DiffRows folded = laidOut(one(text), one(changed));
    const auto fold = std::ranges::find(folded.rows, DiffRow::Kind::Fold, &DiffRow::kind);
    QVERIFY(fold != folded.rows.end());
    QCOMPARE(drawn(*fold), u"~3"_s);
    const DiffRows opened = laidOut(one(text), one(changed), {.unfolded = {{fold->message, fold->leftLine}}});
    QCOMPARE(opened.rows.size(), folded.rows.size() + fold->foldedLines - 1);
    QCOMPARE(drawn(opened.rows[fold - folded.rows.begin()]), u"=4 l4|5 l4"_s);
    QCOMPARE(std::ranges::count(opened.rows, DiffRow::Kind::Fold, &DiffRow::kind), 1); // the other stays closed
}

void TestDiffRows::marksWords()
{
    const DiffRows rows = laidOut(one(u"Use {{ x }} here\nkeep"_s), one(u"Use {{ x | trim }} here\nkeep"_s));
    QCOMPARE(rows.rows[1].leftWords, QList<TextSpan>());
    QCOMPARE(rows.rows[1].rightWords.size(), 1);
    // Marks from end to end would say no more than the line's colour.
    const DiffRows whole = laidOut(one(u"alpha beta"_s), one(u"gamma delta epsilon"_s));
    QVERIFY(whole.rows[1].leftWords.isEmpty());
    QVERIFY(whole.rows[1].rightWords.isEmpty());
}

void TestDiffRows::lineEnds_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("newline added") << u"a\nb"_s << u"a\nb\n"_s << QStringList{u"=1 a|1 a"_s, u"*2 b|2 b"_s, u"!2 |."_s};
    QTest::newRow("newline removed") << u"b\n"_s << u"b"_s << QStringList{u"*1 b|1 b"_s, u"!.|1 "_s};
    QTest::newRow("none has one") << u"a"_s << u"b"_s << QStringList{u"*1 a|1 b"_s};
    QTest::newRow("against nothing") << u""_s << u"b"_s << QStringList{u"+.|1 b"_s};
    QTest::newRow("empty line added") << u"a\n"_s << u"a\n\n"_s << QStringList{u"=1 a|1 a"_s, u"+.|2 "_s};
    QTest::newRow("CRLF") << u"a\r\n"_s << u"a\n"_s << QStringList{u"*1 a\r|1 a"_s};
}

void TestDiffRows::lineEnds()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(QStringList, expected);
    QCOMPARE(drawn(laidOut(one(left), one(right))).sliced(1), expected);
}

void TestDiffRows::messagesThatComeAndGo()
{
    const VersionContent left{.messages = {{u"system"_s, u"a\n"_s}, {u"user"_s, u"b b b\n"_s}}};
    const VersionContent right{.messages = {{u"developer"_s, u"a\n"_s}, {u"assistant"_s, u""_s}}};
    const DiffRows rows = laidOut(left, right);
    QCOMPARE(drawn(rows), (QStringList{u"#system|developer changed"_s, u"=1 a|1 a"_s, u"#user|"_s, u"-1 b b b|."_s,
                                       u"#|assistant changed"_s}));
    QCOMPARE(rows.changes, 3);
}

// Whatever is folded or paired: both texts can be read from the rows, and every change has a row.
void TestDiffRows::rowsGiveBothTexts()
{
    for (quint32 seed = 0; seed < 1500; ++seed) {
        RandomText random(seed);
        const QByteArray a = random.text(40);
        const QString left = QString::fromUtf8(a);
        const QString right = QString::fromUtf8(random.edited(a, random.below(6)));
        const DiffRowsOptions options{.context = seed % 3 ? -1 : 2, .sideBySide = seed % 2 == 0};
        const DiffRows rows = laidOut(one(left), one(right), options);
        const QStringList leftLines = left.split(u'\n');
        const QStringList rightLines = right.split(u'\n');
        QString leftText;
        QString rightText;
        QSet<int> changes;
        const QByteArray place = "seed " + QByteArray::number(seed);
        for (const DiffRow &row : rows.rows) {
            if (row.change >= 0)
                changes.insert(row.change);
            if (row.kind == DiffRow::Kind::Header || row.kind == DiffRow::Kind::NoNewline)
                continue;
            const int lines = row.kind == DiffRow::Kind::Fold ? row.foldedLines : 1;
            for (int i = 0; i < lines; ++i) {
                leftText += row.leftLine ? leftLines[row.leftLine - 1 + i] + u'\n' : QString();
                rightText += row.rightLine ? rightLines[row.rightLine - 1 + i] + u'\n' : QString();
            }
            if (row.kind != DiffRow::Kind::Fold && row.leftLine)
                QVERIFY2(row.leftText == leftLines[row.leftLine - 1], place);
            if (row.kind != DiffRow::Kind::Fold && row.rightLine)
                QVERIFY2(row.rightText == rightLines[row.rightLine - 1], place);
        }
        const auto ended = [](const QString &text) {
            return text.isEmpty() || text.endsWith(u'\n') ? text : text + u'\n';
        };
        QVERIFY2(leftText == ended(left) && rightText == ended(right), place);
        QVERIFY2(changes.size() == rows.changes, place);
    }
}

void TestDiffRows::stops()
{
    const VersionContent left = one(numbered(1, 5000));
    const VersionContent right = one(numbered(5000, 9000));
    const auto diff = diffVersions(left, right);
    QVERIFY(diff);
    std::stop_source source;
    source.request_stop();
    const auto rows = diffRows(left, right, *diff, {}, source.get_token());
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestDiffRows)
#include "tst_diffrows.moc"
