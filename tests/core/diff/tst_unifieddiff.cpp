// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/unifieddiff.h"
#include "tests/core/diff/randomtext.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

QByteArray unified(const QByteArray &left, const QByteArray &right, int context = 3)
{
    const auto diff = diffLines(left, right);
    return diff ? unifiedDiff(left, right, *diff, u"a/text"_s, u"b/text"_s, context) : QByteArray("failed");
}

// What `git apply` makes of the left text; it says why where it refuses the patch.
QByteArray applied(const QByteArray &left, const QByteArray &patch)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"text"_s));
    if (!file.open(QIODevice::WriteOnly))
        return "no file";
    file.write(left);
    file.close();
    QProcess git;
    git.setWorkingDirectory(folder.path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GIT_CEILING_DIRECTORIES"_s, folder.path() + u"/.."_s);
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    git.setProcessEnvironment(environment);
    git.start(u"git"_s, {u"apply"_s, u"--whitespace=nowarn"_s, u"--unidiff-zero"_s, u"-"_s});
    git.write(patch);
    git.closeWriteChannel();
    if (!git.waitForFinished() || git.exitCode() != 0)
        return "refused: " + git.readAllStandardError();
    // A text that became empty may have been removed.
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestUnifiedDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void format();
    void ranges();
    void names_data();
    void names();
    void applies_data();
    void applies();
    void appliesToRandomTexts();
    void marksWords();
    void marksEveryByte_data();
    void marksEveryByte();
};

void TestUnifiedDiff::format()
{
    QCOMPARE(unified("a\n", "a\n"), ""_ba);
    QCOMPARE(
        unified("a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nD\ne\nf\ng\nh\n"),
        "--- a/text\n+++ b/text\n@@ -1,8 +1,8 @@\n a\n b\n c\n-d\n+D\n e\n f\n g\n-h\n\\ No newline at end of file\n+h\n"_ba);
    QCOMPARE(unified("", "a\n"), "--- a/text\n+++ b/text\n@@ -0,0 +1 @@\n+a\n"_ba);
    QCOMPARE(unified("a\n", ""), "--- a/text\n+++ b/text\n@@ -1 +0,0 @@\n-a\n"_ba);
    QCOMPARE(unified("a\nb\nc\n", "a\nc\n", 0), "--- a/text\n+++ b/text\n@@ -2 +1,0 @@\n-b\n"_ba);
}

void TestUnifiedDiff::ranges()
{
    const auto diff = diffLines("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n3\n4\n5\n6\n7\n8\ny\n9\n");
    QVERIFY(diff);
    QCOMPARE(unifiedHunks(*diff, 9, 10), (QList<UnifiedHunk>{{1, 9, 1, 10}}));
    QCOMPARE(unifiedHunks(*diff, 9, 10, 2), (QList<UnifiedHunk>{{1, 4, 1, 4}, {7, 3, 7, 4}}));
    QCOMPARE(unifiedHunks(*diff, 9, 10, 0), (QList<UnifiedHunk>{{2, 1, 2, 1}, {8, 0, 9, 1}}));
    QCOMPARE(unifiedHunks(LineDiff(), 9, 9), QList<UnifiedHunk>());
}

void TestUnifiedDiff::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << u"v12.txt"_s << "v12.txt"_ba;
    QTest::newRow("blank") << u"my prompt"_s << "my prompt\t"_ba;
    QTest::newRow("quote and line end") << u"a\"b\n"_s << "\"a\\\"b\\012\""_ba;
    QTest::newRow("umlaut") << u"Größe"_s << "Größe"_ba;
}

void TestUnifiedDiff::names()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, written);
    const auto diff = diffLines("", "a\n");
    QVERIFY(diff);
    QCOMPARE(unifiedDiff("", "a\n", *diff, name, u"b"_s), "--- " + written + "\n+++ b\n@@ -0,0 +1 @@\n+a\n");
}

void TestUnifiedDiff::applies_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::newRow("left empty") << ""_ba << "a\nb\n"_ba;
    QTest::newRow("left empty, no newline") << ""_ba << "a"_ba;
    QTest::newRow("right empty") << "a\nb\n"_ba << ""_ba;
    QTest::newRow("right empty, no newline") << "a\nb"_ba << ""_ba;
    QTest::newRow("newline added") << "a\nb"_ba << "a\nb\n"_ba;
    QTest::newRow("newline removed") << "a\nb\n"_ba << "a\nb"_ba;
    QTest::newRow("none has one") << "a\nb"_ba << "x\nb"_ba;
    QTest::newRow("changed without one") << "a\nb"_ba << "a\nc"_ba;
    QTest::newRow("deletion at start and end") << "a\nb\nc\n"_ba << "b\n"_ba;
    QTest::newRow("carriage returns") << "a\r\nb\r\nc\n"_ba << "a\nb\r\nc\r\n"_ba;
    QTest::newRow("lines like headers") << "--- a\n+++ b\n@@ -1 +1 @@\n"_ba << "--- a\n+++ c\n@@ -1 +1 @@\n-- \n"_ba;
    QTest::newRow("a line like the mark")
        << "a\n\\ No newline at end of file\n"_ba << "b\n\\ No newline at end of file"_ba;
}

void TestUnifiedDiff::applies()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    for (const int context : {0, 1, 3, 100}) {
        const QByteArray patch = unified(left, right, context);
        QCOMPARE(applied(left, patch), right);
    }
}

void TestUnifiedDiff::appliesToRandomTexts()
{
    int tried = 0;
    for (quint32 seed = 0; seed < 150; ++seed) {
        RandomText random(seed);
        const QByteArray left = random.text(30);
        const QByteArray right = random.edited(left, 1 + random.below(6));
        if (left == right)
            continue;
        ++tried;
        QVERIFY2(applied(left, unified(left, right)) == right, "seed " + QByteArray::number(seed));
    }
    QVERIFY(tried > 100);
}

void TestUnifiedDiff::marksWords()
{
    const QByteArray left = "head\nReturn the first line.\ngone\n";
    const QByteArray right = "head\nReturn the last line.\nnew one\nnew two\n";
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QCOMPARE(
        wordMarkedDiff(left, right, *diff, u"a"_s, u"b"_s),
        "--- a\n+++ b\n@@ -1,3 +1,4 @@\nhead\nReturn the [-first-]{+last+} line.\n[-gone-]{+new one+}\n{+new two+}\n"_ba);
    QCOMPARE(wordMarkedDiff(left, left, LineDiff(), u"a"_s, u"b"_s), ""_ba);
}

void TestUnifiedDiff::marksEveryByte_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("stray bytes") << "caf\xE9 x\n"_ba << "caf\xE8 x\n"_ba << "caf[-\xE9-]{+\xE8+} x\n"_ba;
    QTest::newRow("stray bytes that stay") << "\xFF \xC3\xA4 one\n"_ba << "\xFF \xC3\xA4 two\n"_ba
                                           << "\xFF \xC3\xA4 [-one-]{+two+}\n"_ba;
    QTest::newRow("a stray byte and its replacement character")
        << "a \xE9\n"_ba << "a \xEF\xBF\xBD\n"_ba << "a [-\xE9-]{+\xEF\xBF\xBD+}\n"_ba;
    QTest::newRow("a character cut short") << "a \xF0\x9F\x91\n"_ba << "a \xF0\x9F\x91\x8D\n"_ba
                                           << "a [-\xF0\x9F\x91-]{+\xF0\x9F\x91\x8D+}\n"_ba;
    QTest::newRow("mark gained") << "text\n"_ba << "\xEF\xBB\xBFtext\n"_ba << "{+\xEF\xBB\xBF+}text\n"_ba;
    QTest::newRow("mark lost") << "\xEF\xBB\xBFtext\n"_ba << "text\n"_ba << "[-\xEF\xBB\xBF-]text\n"_ba;
    QTest::newRow("newline lost") << "text\n"_ba << "text"_ba << "text\n{+\\ No newline at end of file+}\n"_ba;
    QTest::newRow("newline gained") << "text"_ba << "text\n"_ba << "text\n[-\\ No newline at end of file-]\n"_ba;
    QTest::newRow("newline in none") << "one"_ba << "two"_ba << "[-one-]{+two+}\n\\ No newline at end of file\n"_ba;
    QTest::newRow("newline gained with a line")
        << "text"_ba << "text\nmore"_ba
        << "text\n[-\\ No newline at end of file-]\n{+more+}\n{+\\ No newline at end of file+}\n"_ba;
}

void TestUnifiedDiff::marksEveryByte()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QByteArray, lines);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    const QByteArray text = wordMarkedDiff(left, right, *diff, u"a"_s, u"b"_s);
    QCOMPARE(text.sliced(text.indexOf(" @@\n") + 4), lines);
}

QTEST_GUILESS_MAIN(TestUnifiedDiff)
#include "tst_unifieddiff.moc"
