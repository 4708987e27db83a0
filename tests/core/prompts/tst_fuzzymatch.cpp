// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/fuzzymatch.h"

#include <QTest>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

class FuzzyMatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positions_data();
    void positions();
    void abbreviations();
    void noMatch_data();
    void noMatch();
    void better_data();
    void better();
    void positionsSpellThePattern();
};

void FuzzyMatchTest::positions_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("marked"); // the text, matched characters in brackets
    QTest::newRow("whole word") << u"invoice"_s << u"[Invoice] line items"_s;
    QTest::newRow("any case") << u"INVOICE"_s << u"[Invoice] line items"_s;
    QTest::newRow("prefix of a later word") << u"lin"_s << u"Invoice [lin]e items"_s;
    QTest::newRow("initials") << u"ili"_s << u"[I]nvoice [li]ne items"_s;
    QTest::newRow("beginnings of two words") << u"invli"_s << u"[Inv]oice [li]ne items"_s;
    QTest::newRow("terms in another order") << u"line inv"_s << u"[Inv]oice [line] items"_s;
    QTest::newRow("word start rather than first occurrence") << u"r"_s << u"Purchase [r]eceipt"_s;
    QTest::newRow("humps") << u"fb"_s << u"[f]oo[B]ar"_s;
    QTest::newRow("key with separators") << u"nlute"_s << u"[nlu]-[t]opic-[e]xtraction"_s;
    QTest::newRow("without vowels and doubled letters") << u"sumrz"_s << u"[Sum]ma[r]i[z]e"_s;
    QTest::newRow("of a later word") << u"wrtr"_s << u"story_[wr]i[t]e[r]"_s;
    QTest::newRow("umlaut") << u"über"_s << u"Kunden [Über]sicht"_s;
    QTest::newRow("greek final sigma folds") << u"λόγοσ"_s << u"[ΛΌΓΟΣ]"_s;
}

void FuzzyMatchTest::positions()
{
    QFETCH(QString, pattern);
    QFETCH(QString, marked);
    QString text = marked;
    text.remove(u'[').remove(u']');
    const auto match = FuzzyPattern(pattern).match(FuzzyText(text));
    QVERIFY(match);
    QString shown;
    bool inside = false;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool hit = match->positions.contains(int(i));
        if (hit != inside)
            shown += hit ? u'[' : u']';
        inside = hit;
        if (i < text.size())
            shown += text[i];
    }
    QCOMPARE(shown, marked);
}

void FuzzyMatchTest::abbreviations()
{
    for (const QString &typed : {u"smrz"_s, u"sumrz"_s, u"smr"_s, u"summrz"_s, u"create smrz"_s})
        QVERIFY2(FuzzyPattern(typed).score(FuzzyText(u"create_summarize"_s)), qPrintable(typed));
}

void FuzzyMatchTest::noMatch_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::newRow("a letter that is not there") << u"invoicex"_s << u"Invoice line items"_s;
    QTest::newRow("wrong order") << u"eciovni"_s << u"Invoice line items"_s;
    QTest::newRow("scattered") << u"iotry"_s << u"Invoice template for the reply"_s;
    QTest::newRow("a word without more than its vowels") << u"read"_s << u"Reward"_s;
    QTest::newRow("without vowels over two words") << u"smrz"_s << u"Summa rizoma"_s;
    QTest::newRow("without vowels from within a word") << u"smrz"_s << u"Unsummarized"_s;
    QTest::newRow("one term missing") << u"inv zebra"_s << u"Invoice line items"_s;
    QTest::newRow("empty text") << u"a"_s << u""_s;
    QTest::newRow("same mask, other letter") << QString(QChar(u'a' + 64)) << u"a"_s;
}

void FuzzyMatchTest::noMatch()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QVERIFY(!FuzzyPattern(pattern).score(FuzzyText(text)));
}

void FuzzyMatchTest::better_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("at the start") << u"rec"_s << u"Receipt totals"_s << u"Tax receipt"_s;
    QTest::newRow("word start over inside") << u"art"_s << u"State of the art"_s << u"Cart totals check"_s;
    QTest::newRow("together over apart") << u"tot"_s << u"Grand totals"_s << u"Grand tone of the tale"_s;
    QTest::newRow("shorter text") << u"tone"_s << u"Tone"_s << u"Tone of the reply"_s;
}

void FuzzyMatchTest::better()
{
    QFETCH(QString, pattern);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const FuzzyPattern typed(pattern);
    const auto one = typed.score(FuzzyText(first));
    QVERIFY(one);
    if (const auto other = typed.score(FuzzyText(second)))
        QCOMPARE_GT(*one, *other);
}

void FuzzyMatchTest::positionsSpellThePattern()
{
    // Every subsequence of neighbours of a text must match it at places that spell it.
    const QString text = u"Delivery note header, Incoterms 2020"_s;
    const FuzzyText ready(text);
    for (qsizetype from = 0; from < text.size(); ++from) {
        for (qsizetype length = 1; from + length <= text.size(); ++length) {
            const QString pattern = text.mid(from, length);
            if (pattern.contains(u' '))
                continue;
            const auto match = FuzzyPattern(pattern).match(ready);
            QVERIFY2(match, qPrintable(pattern));
            QString spelled;
            for (const int at : match->positions)
                spelled += text[at];
            QCOMPARE(spelled.compare(pattern, Qt::CaseInsensitive), 0);
            QVERIFY(std::ranges::is_sorted(match->positions));
        }
    }
}

QTEST_APPLESS_MAIN(FuzzyMatchTest)
#include "tst_fuzzymatch.moc"
