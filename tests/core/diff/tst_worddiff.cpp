// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/linepairs.h"
#include "core/diff/worddiff.h"
#include "tests/core/diff/randomtext.h"

#include <QTest>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

// The text with its spans in brackets, as a table shows it best.
QString marked(const QString &text, const QList<TextSpan> &spans)
{
    QString result;
    qsizetype at = 0;
    for (const TextSpan &span : spans) {
        result += text.sliced(at, span.start - at) + u'⟨' + text.sliced(span.start, span.length) + u'⟩';
        at = span.end();
    }
    return result + text.sliced(at);
}

QString rest(const QString &text, const QList<TextSpan> &spans)
{
    QString result;
    qsizetype at = 0;
    for (const TextSpan &span : spans) {
        result += text.sliced(at, span.start - at);
        at = span.end();
    }
    return result + text.sliced(at);
}

bool ordered(const QList<TextSpan> &spans, qsizetype size)
{
    qsizetype at = -1;
    for (const TextSpan &span : spans) {
        if (span.length <= 0 || span.start <= at || span.end() > size)
            return false;
        at = span.end();
    }
    return true;
}

bool splitsNoCharacter(const QString &text, const QList<TextSpan> &spans)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (const TextSpan &span : spans) {
        for (const qsizetype edge : {span.start, span.end()}) {
            finder.setPosition(edge);
            if (!finder.isAtBoundary())
                return false;
        }
    }
    return true;
}

} // namespace

class TestWordDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokens_data();
    void tokens();
    void words_data();
    void words();
    void whatIsNotMarkedIsTheSame();
    void hostileLines();
    void stopMarksAll();
    void pairs_data();
    void pairs();
    void everyLineIsPairedOnce();
};

void TestWordDiff::tokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("empty") << u""_s << QStringList{};
    QTest::newRow("words") << u"Return it_all, now"_s
                           << QStringList{u"Return"_s, u" "_s, u"it_all"_s, u","_s, u" "_s, u"now"_s};
    QTest::newRow("numbers") << u"0.25 1.2.3 a.b 5."_s << QStringList{u"0.25"_s, u" "_s, u"1.2.3"_s, u" "_s, u"a"_s,
                                                                      u"."_s,    u"b"_s, u" "_s,     u"5"_s, u"."_s};
    QTest::newRow("blanks") << u"a \t b"_s << QStringList{u"a"_s, u" \t "_s, u"b"_s};
    QTest::newRow("braces") << u"{{ x }}"_s << QStringList{u"{"_s, u"{"_s, u" "_s, u"x"_s, u" "_s, u"}"_s, u"}"_s};
    QTest::newRow("umlauts") << u"Größe"_s << QStringList{u"Größe"_s};
    QTest::newRow("combining accent") << u"cafe\u0301!"_s << QStringList{u"cafe\u0301"_s, u"!"_s};
    QTest::newRow("Chinese") << u"发票号"_s << QStringList{u"发"_s, u"票"_s, u"号"_s};
    QTest::newRow("Japanese") << u"ab請求書です"_s << QStringList{u"ab"_s, u"請"_s, u"求"_s, u"書"_s, u"で"_s, u"す"_s};
    QTest::newRow("Korean") << u"송장 번호"_s << QStringList{u"송"_s, u"장"_s, u" "_s, u"번"_s, u"호"_s};
    QTest::newRow("Chinese beyond the first plane") << u"𠮷𠮷"_s << QStringList{u"𠮷"_s, u"𠮷"_s};
    QTest::newRow("family of one character")
        << u"a👩‍👩‍👧b"_s << QStringList{u"a"_s, u"👩‍👩‍👧"_s, u"b"_s};
    QTest::newRow("flags") << u"🇨🇭🇫🇷"_s << QStringList{u"🇨🇭"_s, u"🇫🇷"_s};
    QTest::newRow("Cyrillic") << u"счёт-фактура"_s << QStringList{u"счёт"_s, u"-"_s, u"фактура"_s};
    QTest::newRow("line end") << u"a\r\nb"_s << QStringList{u"a"_s, u"\r\n"_s, u"b"_s};
}

void TestWordDiff::tokens()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QStringList actual;
    for (const WordToken &token : splitWords(text))
        actual.append(text.sliced(token.start, token.length));
    QCOMPARE(actual, expected);
    QCOMPARE(actual.join(QString()), text);
}

void TestWordDiff::words_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::newRow("equal") << u"same words"_s << u"same words"_s;
    QTest::newRow("one word") << u"Return the ⟨first⟩ line"_s << u"Return the ⟨last⟩ line"_s;
    QTest::newRow("a list grows") << u"Fields: description, unit, price."_s
                                  << u"Fields: description, unit, price⟨, currency⟩."_s;
    QTest::newRow("a filter") << u"{{ invoice_text }}"_s << u"{{ invoice_text ⟨| trim ⟩}}"_s;
    QTest::newRow("a number") << u"temperature ⟨0.10⟩ it is"_s << u"temperature ⟨0.1⟩ it is"_s;
    QTest::newRow("two neighbouring words are one change")
        << u"keep ⟨these two⟩ as they are"_s << u"keep ⟨other words⟩ as they are"_s;
    QTest::newRow("a date is one change") << u"Dates are ⟨YYYY-MM-DD⟩ here."_s << u"Dates are ⟨2026-11-21⟩ here."_s;
    QTest::newRow("insertions stay apart") << u"one, two, three"_s << u"one⟨ 1⟩, two⟨ 2⟩, three"_s;
    QTest::newRow("identifiers are whole") << u"use ⟨foo_bar⟩ here"_s << u"use ⟨foo_baz⟩ here"_s;
    QTest::newRow("too different") << u"⟨Dates are local.⟩"_s << u"⟨Never guess a currency from the language.⟩"_s;
    QTest::newRow("left empty") << u""_s << u"⟨new⟩"_s;
    QTest::newRow("right empty") << u"⟨old⟩"_s << u""_s;
    QTest::newRow("only a blank") << u"a⟨ ⟩b"_s << u"a⟨  ⟩b"_s;
    QTest::newRow("carriage return") << u"a line⟨\r⟩"_s << u"a line"_s;
    QTest::newRow("Chinese") << u"发票⟨号⟩码"_s << u"发票⟨编⟩码"_s;
    QTest::newRow("emoji") << u"ok ⟨👍🏽⟩ done"_s << u"ok ⟨👍🏿⟩ done"_s;
    QTest::newRow("accent") << u"in the ⟨cafe\u0301⟩ today"_s << u"in the ⟨cafe\u0300⟩ today"_s;
    QTest::newRow("surrogates that share a half") << u"ab ⟨😀⟩ cd"_s << u"ab ⟨😁⟩ cd"_s;
}

void TestWordDiff::words()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    const auto plain = [](QString text) { return text.remove(u'⟨').remove(u'⟩'); };
    const WordDiff diff = diffWords(plain(left), plain(right));
    QCOMPARE(marked(plain(left), diff.left), left);
    QCOMPARE(marked(plain(right), diff.right), right);
}

void TestWordDiff::whatIsNotMarkedIsTheSame()
{
    for (quint32 seed = 0; seed < 5000; ++seed) {
        RandomText random(seed);
        const QString left = QString::fromUtf8(random.text(3) + random.line());
        const QString right =
            seed % 3 ? QString::fromUtf8(random.edited(left.toUtf8(), 2)) : QString::fromUtf8(random.text(3));
        const WordDiff diff = diffWords(left, right);
        const QByteArray place = "seed " + QByteArray::number(seed);
        QVERIFY2(rest(left, diff.left) == rest(right, diff.right), place);
        QVERIFY2((left == right) == (diff.left.isEmpty() && diff.right.isEmpty()), place);
        QVERIFY2(ordered(diff.left, left.size()) && ordered(diff.right, right.size()), place);
        QVERIFY2(splitsNoCharacter(left, diff.left) && splitsNoCharacter(right, diff.right), place);
    }
}

void TestWordDiff::hostileLines()
{
    QString left;
    QString right;
    for (int i = 0; i < 100'000; ++i) {
        left += u"l%1 "_s.arg(i);
        right += u"r%1 "_s.arg(i);
    }
    // All different: one mark from end to end.
    const WordDiff different = diffWords(left, right);
    QCOMPARE(different.left, (QList<TextSpan>{{0, left.size()}}));
    QCOMPARE(different.right, (QList<TextSpan>{{0, right.size()}}));
    // Long, and changed in one place: that place.
    QString changed = left;
    changed.replace(u"l77777 "_s, u"x "_s);
    const WordDiff one = diffWords(left, changed);
    QCOMPARE(marked(changed, one.right).count(u'⟨'), 1);
    QCOMPARE(changed.sliced(one.right.first().start, one.right.first().length), u"x"_s);
    // Changed in more words than are compared: a single mark, but not over what begins and ends the same.
    const WordDiff middle =
        diffWords(u"same head "_s + QString(left).repeated(1) + left, u"same head "_s + right + left);
    QCOMPARE(middle.left.size(), 1);
    QCOMPARE(middle.left.first().start, 10);
    // Lone surrogates are neither joined nor confused.
    const QString lone = QString(QChar(0xD83D)) + u" x"_s;
    const QString other = QString(QChar(0xDE00)) + u" x"_s;
    QCOMPARE(diffWords(lone, other).left, (QList<TextSpan>{{0, 1}}));
}

void TestWordDiff::stopMarksAll()
{
    std::stop_source source;
    source.request_stop();
    QCOMPARE(diffWords(u"a b c", u"a x c", source.get_token()), (WordDiff{{{0, 5}}, {{0, 5}}}));
}

void TestWordDiff::pairs_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QStringList &left, const QStringList &right, const QString &expected) {
        QTest::newRow(name) << left << right << expected;
    };
    row("one and one", {u"a"_s}, {u"totally other"_s}, u"0=0"_s);
    row("removed", {u"a"_s, u"b"_s}, {}, u"0- 1-"_s);
    row("added", {}, {u"a"_s}, u"+0"_s);
    row("first alike", {u"Dates are local."_s}, {u"Dates are ISO."_s, u"Never guess."_s}, u"0=0 +1"_s);
    row("second alike", {u"Dates are local."_s}, {u"Never guess."_s, u"Dates are ISO."_s}, u"+0 0=1"_s);
    row("between", {u"one two three"_s, u"x"_s, u"four five six"_s}, {u"one two 3"_s, u"y"_s, u"z"_s, u"four five 6"_s},
        u"0=0 1=1 +2 2=3"_s);
}

void TestWordDiff::pairs()
{
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    QFETCH(QString, expected);
    QStringList actual;
    for (const LinePair &pair : pairLines({left.begin(), left.end()}, {right.begin(), right.end()})) {
        if (pair.left < 0)
            actual.append(u"+%1"_s.arg(pair.right));
        else if (pair.right < 0)
            actual.append(u"%1-"_s.arg(pair.left));
        else
            actual.append(u"%1=%2"_s.arg(pair.left).arg(pair.right));
    }
    QCOMPARE(actual.join(u' '), expected);
}

void TestWordDiff::everyLineIsPairedOnce()
{
    for (quint32 seed = 0; seed < 500; ++seed) {
        RandomText random(seed);
        const int size = seed % 10 ? 12 : 90; // beyond and below what is paired by likeness
        const QString left = QString::fromUtf8(random.text(size));
        const QString right = QString::fromUtf8(random.text(size));
        const QStringList l = left.split(u'\n');
        const QStringList r = right.split(u'\n');
        int nextLeft = 0;
        int nextRight = 0;
        for (const LinePair &pair : pairLines({l.begin(), l.end()}, {r.begin(), r.end()})) {
            if (pair.left >= 0)
                QCOMPARE(pair.left, nextLeft++);
            if (pair.right >= 0)
                QCOMPARE(pair.right, nextRight++);
        }
        QCOMPARE(nextLeft, l.size());
        QCOMPARE(nextRight, r.size());
    }
}

QTEST_APPLESS_MAIN(TestWordDiff)
#include "tst_worddiff.moc"
