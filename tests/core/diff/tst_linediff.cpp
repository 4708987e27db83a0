// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/linecuts.h"
#include "core/diff/linediff.h"
#include "tests/core/diff/randomtext.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace promptuary;

using Hunks = QList<LineHunk>;
Q_DECLARE_METATYPE(Hunks)

namespace
{

QByteArray numbers(int from, int to)
{
    QByteArray text;
    for (int i = from; i < to; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

// In order, inside both texts, not touching, and the lines between them equal.
bool wellFormed(const LineDiff &diff, const QList<QByteArrayView> &left, const QList<QByteArrayView> &right)
{
    int l = 0;
    int r = 0;
    for (const LineHunk &hunk : diff.hunks) {
        const bool first = &hunk == &diff.hunks.first();
        if (hunk.leftCount < 0 || hunk.rightCount < 0 || hunk.leftCount + hunk.rightCount == 0)
            return false;
        if (hunk.leftStart - l != hunk.rightStart - r || hunk.leftStart < l || (!first && hunk.leftStart == l))
            return false;
        for (; l < hunk.leftStart; ++l, ++r) {
            if (left[l] != right[r])
                return false;
        }
        l = hunk.leftEnd();
        r = hunk.rightEnd();
    }
    return left.sliced(l) == right.sliced(r);
}

} // namespace

class TestLineDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitsLines();
    void cases_data();
    void cases();
    void applyingGivesTheRightText();
    void nulBytesAreText();
    void longTextsKeepTheirAnchors();
    void piecesStayWithinTheLimit();
    void hostileTexts_data();
    void hostileTexts();
    void stopsBeforeItBegins();
    void stopsInTheMiddle();
    void manyThreadsAtOnce();
};

void TestLineDiff::splitsLines()
{
    QCOMPARE(splitLines(""), QList<QByteArrayView>());
    QCOMPARE(splitLines("a"), (QList<QByteArrayView>{"a"}));
    QCOMPARE(splitLines("a\n"), (QList<QByteArrayView>{"a\n"}));
    QCOMPARE(splitLines("\na\r\n\nb"), (QList<QByteArrayView>{"\n", "a\r\n", "\n", "b"}));
}

void TestLineDiff::cases_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<Hunks>("hunks");
    QTest::newRow("both empty") << ""_ba << ""_ba << Hunks{};
    QTest::newRow("equal") << "a\nb\n"_ba << "a\nb\n"_ba << Hunks{};
    QTest::newRow("left empty") << ""_ba << "a\nb\n"_ba << Hunks{{0, 0, 0, 2}};
    QTest::newRow("right empty") << "a\nb"_ba << ""_ba << Hunks{{0, 2, 0, 0}};
    QTest::newRow("deletion at the start") << "a\nb\nc\n"_ba << "b\nc\n"_ba << Hunks{{0, 1, 0, 0}};
    QTest::newRow("deletion at the end") << "a\nb\nc\n"_ba << "a\nb\n"_ba << Hunks{{2, 1, 2, 0}};
    QTest::newRow("insertion at the start") << "b\n"_ba << "a\nb\n"_ba << Hunks{{0, 0, 0, 1}};
    QTest::newRow("insertion at the end") << "b\n"_ba << "b\nc\n"_ba << Hunks{{1, 0, 1, 1}};
    QTest::newRow("last line without newline") << "a\nb"_ba << "a\nc"_ba << Hunks{{1, 1, 1, 1}};
    QTest::newRow("newline added at the end") << "a\nb"_ba << "a\nb\n"_ba << Hunks{{1, 1, 1, 1}};
    QTest::newRow("newline taken from the end") << "a\nb\n"_ba << "a\nb"_ba << Hunks{{1, 1, 1, 1}};
    QTest::newRow("empty line added at the end") << "a\n"_ba << "a\n\n"_ba << Hunks{{1, 0, 1, 1}};
    QTest::newRow("only a newline") << ""_ba << "\n"_ba << Hunks{{0, 0, 0, 1}};
    QTest::newRow("CRLF is not LF") << "a\r\nb\r\n"_ba << "a\nb\r\n"_ba << Hunks{{0, 1, 0, 1}};
    QTest::newRow("CR alone ends no line") << "a\rb"_ba << "a\rc"_ba << Hunks{{0, 1, 0, 1}};
    QTest::newRow("blanks count") << "a \n"_ba << "a\n"_ba << Hunks{{0, 1, 0, 1}};
    QTest::newRow("two regions") << "a\nb\nc\nd\ne\n"_ba << "A\nb\nc\nd\nE\n"_ba << Hunks{{0, 1, 0, 1}, {4, 1, 4, 1}};
    QTest::newRow("an inserted block slides to its indentation")
        << "def a():\n  x\n\ndef c():\n  x\n"_ba << "def a():\n  x\n\ndef b():\n  x\n\ndef c():\n  x\n"_ba
        << Hunks{{3, 0, 3, 3}};
}

void TestLineDiff::cases()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(Hunks, hunks);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QCOMPARE(diff->hunks, hunks);
    QCOMPARE(diff->equal(), left == right);
    QCOMPARE(applyLines(left, *diff, right), right);
    int added = 0;
    int removed = 0;
    for (const LineHunk &hunk : std::as_const(hunks)) {
        added += hunk.rightCount;
        removed += hunk.leftCount;
    }
    QCOMPARE(diff->added(), added);
    QCOMPARE(diff->removed(), removed);
}

void TestLineDiff::applyingGivesTheRightText()
{
    for (quint32 seed = 0; seed < 6000; ++seed) {
        RandomText random(seed);
        const QByteArray left = random.text(seed % 5 ? 12 : 60);
        const QByteArray right = seed % 4 ? random.edited(left, random.below(8)) : random.text(30);
        const auto diff = diffLines(left, right);
        QVERIFY(diff);
        const QByteArray place = "seed " + QByteArray::number(seed);
        QVERIFY2(applyLines(left, *diff, right) == right, place);
        QVERIFY2(wellFormed(*diff, splitLines(left), splitLines(right)), place);
        QVERIFY2(diff->equal() == (left == right), place);
    }
}

void TestLineDiff::nulBytesAreText()
{
    const QByteArray left("a\0b\nc\n\0\n", 8);
    const QByteArray right("a\0x\nc\n\0\n", 8);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QCOMPARE(diff->hunks, (Hunks{{0, 1, 0, 1}}));
    QCOMPARE(applyLines(left, *diff, right), right);
}

// Two edits in a text of many pieces, and an insertion longer than a piece before all of it.
void TestLineDiff::longTextsKeepTheirAnchors()
{
    const int count = 5 * lineCutLimit;
    const QByteArray inserted = numbers(1'000'000, 1'000'000 + 2 * lineCutLimit);
    QByteArray right = inserted + numbers(0, count);
    right.replace("line 9999\n", "changed\n");
    right.replace("line 20001\nline 20002\n", "");
    const QByteArray left = numbers(0, count);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    const int shift = 2 * lineCutLimit;
    QCOMPARE(diff->hunks, (Hunks{{0, 0, 0, shift}, {9999, 1, 9999 + shift, 1}, {20001, 2, 20001 + shift, 0}}));
}

void TestLineDiff::piecesStayWithinTheLimit()
{
    for (quint32 seed = 0; seed < 8; ++seed) {
        RandomText random(seed);
        // From no unique line to nothing but unique lines.
        QByteArray left;
        QByteArray right;
        for (int i = 0; i < 40'000; ++i) {
            left += QByteArray::number(random.below(seed < 6 ? 3 + int(seed) * 3000 : 1'000'000)) + '\n';
            right += seed % 2 ? QByteArray::number(random.below(20'000)) + '\n' : QByteArray();
        }
        if (seed % 2 == 0)
            right = random.edited(left, 50);
        const QList<QByteArrayView> l = splitLines(left);
        const QList<QByteArrayView> r = splitLines(right);
        const QList<LineCut> cuts = cutLines(l, r);
        QCOMPARE(cuts.first(), (LineCut{0, 0}));
        QCOMPARE(cuts.last(), (LineCut{int(l.size()), int(r.size())}));
        for (int i = 1; i < cuts.size(); ++i) {
            QVERIFY(cuts[i].left >= cuts[i - 1].left && cuts[i].right >= cuts[i - 1].right);
            QVERIFY(cuts[i].left - cuts[i - 1].left <= lineCutLimit &&
                    cuts[i].right - cuts[i - 1].right <= lineCutLimit);
        }
        const auto diff = diffLines(left, right);
        QVERIFY(diff);
        QVERIFY(wellFormed(*diff, l, r));
        QCOMPARE(applyLines(left, *diff, right), right);
    }
}

void TestLineDiff::hostileTexts_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::newRow("one line of 1 MB") << QByteArray(1'000'000, 'a') << QByteArray(1'000'000, 'b');
    QTest::newRow("nothing but line ends") << QByteArray(200'000, '\n') << QByteArray(150'000, '\n');
    QTest::newRow("swapped pairs") << "a\nb\n"_ba.repeated(50'000) << "b\na\n"_ba.repeated(50'000);
    QTest::newRow("all different") << numbers(0, 100'000) << numbers(100'000, 200'000);
    QByteArray reversed;
    for (int i = 60'000; i > 0; --i)
        reversed += "line " + QByteArray::number(i) + '\n';
    QTest::newRow("reversed") << numbers(0, 60'000) << reversed;
    RandomText random(1);
    QByteArray coins;
    QByteArray other;
    for (int i = 0; i < 60'000; ++i) {
        coins += random.below(2) ? "a\n" : "b\n";
        other += random.below(2) ? "a\n" : "b\n";
    }
    QTest::newRow("coin tosses") << coins << other;
}

void TestLineDiff::hostileTexts()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QVERIFY(applyLines(left, *diff, right) == right);
    QVERIFY(wellFormed(*diff, splitLines(left), splitLines(right)));
    // The work is bounded by its pieces, whatever the lines hold.
    const QList<LineCut> cuts = cutLines(splitLines(left), splitLines(right));
    for (int i = 1; i < cuts.size(); ++i)
        QVERIFY(std::max(cuts[i].left - cuts[i - 1].left, cuts[i].right - cuts[i - 1].right) <= lineCutLimit);
}

void TestLineDiff::stopsBeforeItBegins()
{
    std::stop_source source;
    source.request_stop();
    const auto diff = diffLines("a\n", "b\n", source.get_token());
    QVERIFY(!diff);
    QCOMPARE(diff.error().kind, ErrorKind::Cancelled);
}

// The comparison would take seconds; asked to stop while it runs, it ends with Cancelled and not with a result.
void TestLineDiff::stopsInTheMiddle()
{
    RandomText random(2);
    QByteArray left;
    QByteArray right;
    for (int i = 0; i < 400'000; ++i) {
        left += static_cast<char>('a' + random.below(4)) + "\n"_ba;
        right += static_cast<char>('a' + random.below(4)) + "\n"_ba;
    }
    std::stop_source source;
    std::atomic<bool> begun = false;
    Result<LineDiff> diff;
    std::jthread worker([&] {
        begun = true;
        begun.notify_all();
        diff = diffLines(left, right, source.get_token());
    });
    begun.wait(false);
    source.request_stop();
    worker.join();
    QVERIFY(!diff);
    QCOMPARE(diff.error().kind, ErrorKind::Cancelled);
}

void TestLineDiff::manyThreadsAtOnce()
{
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (quint32 t = 0; t < 8; ++t) {
            threads.emplace_back([&right, t] {
                RandomText random(t);
                for (int i = 0; i < 100; ++i) {
                    const QByteArray a = random.text(20);
                    const QByteArray b = random.edited(a, 3);
                    const auto diff = diffLines(a, b);
                    right += diff && applyLines(a, *diff, b) == b ? 1 : 0;
                }
            });
        }
    }
    QCOMPARE(right.load(), 800);
}

QTEST_APPLESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
