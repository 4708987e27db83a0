// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/unifieddiff.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "cannot read " + path.toUtf8();
}

} // namespace

// Each folder of tests/data/diff is a case: left.txt, right.txt, the unified diff expected.diff and the one with words
// marked, expected.words. A new case is a new folder.
class TestGolden : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cases_data();
    void cases();
};

void TestGolden::cases_data()
{
    QTest::addColumn<QString>("folder");
    const QDir root(QString::fromUtf8(DIFF_CASES));
    const QStringList folders = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    QVERIFY2(!folders.isEmpty(), "no case in " DIFF_CASES);
    for (const QString &folder : folders)
        QTest::newRow(qPrintable(folder)) << root.filePath(folder);
}

void TestGolden::cases()
{
    QFETCH(QString, folder);
    const QByteArray left = contents(folder + u"/left.txt"_s);
    const QByteArray right = contents(folder + u"/right.txt"_s);
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QCOMPARE(QString::fromUtf8(unifiedDiff(left, right, *diff, u"left.txt"_s, u"right.txt"_s)),
             QString::fromUtf8(contents(folder + u"/expected.diff"_s)));
    QCOMPARE(QString::fromUtf8(wordMarkedDiff(left, right, *diff, u"left.txt"_s, u"right.txt"_s)),
             QString::fromUtf8(contents(folder + u"/expected.words"_s)));
    QCOMPARE(applyLines(left, *diff, right), right);
}

QTEST_APPLESS_MAIN(TestGolden)
#include "tst_golden.moc"
