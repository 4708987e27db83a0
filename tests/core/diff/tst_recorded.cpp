// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/unifieddiff.h"
#include "core/diff/worddiff.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

struct Pair {
    QString left;
    QString right;
};

// The calls of a recording whose first two arguments are texts.
QList<Pair> recorded(const QString &path)
{
    QList<Pair> pairs;
    QFile file(QString::fromUtf8(RECORDED_DIFFS) + path);
    if (!file.open(QIODevice::ReadOnly))
        return pairs;
    while (!file.atEnd()) {
        const QJsonArray args = QJsonDocument::fromJson(file.readLine()).object()["args"_L1].toArray();
        if (args.size() >= 2 && args[0].isString() && args[1].isString())
            pairs.append({args[0].toString(), args[1].toString()});
    }
    return pairs;
}

QString without(const QString &text, const QList<TextSpan> &spans)
{
    QString rest = text;
    for (auto span = spans.rbegin(); span != spans.rend(); ++span)
        rest.remove(span->start, span->length);
    return rest;
}

} // namespace

class TestRecorded : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pairs_data();
    void pairs();
    void speedTexts();
};

void TestRecorded::pairs_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("diff-match-patch") << u"/diff-match-patch/dmp_vectors.jsonl"_s;
    QTest::newRow("jsdiff") << u"/jsdiff/jsdiff_vectors.jsonl"_s;
}

void TestRecorded::pairs()
{
    QFETCH(QString, path);
    const QList<Pair> all = recorded(path);
    QVERIFY(all.size() > 50);
    for (const Pair &pair : all) {
        const QByteArray left = pair.left.toUtf8();
        const QByteArray right = pair.right.toUtf8();
        const auto diff = diffLines(left, right);
        QVERIFY(diff);
        QCOMPARE(applyLines(left, *diff, right), right);
        const WordDiff words = diffWords(pair.left, pair.right);
        QCOMPARE(without(pair.left, words.left), without(pair.right, words.right));
    }
}

void TestRecorded::speedTexts()
{
    QFile a(QString::fromUtf8(RECORDED_DIFFS) + u"/diff-match-patch/speedtest1.txt"_s);
    QFile b(QString::fromUtf8(RECORDED_DIFFS) + u"/diff-match-patch/speedtest2.txt"_s);
    QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
    const QByteArray left = a.readAll();
    const QByteArray right = b.readAll();
    const auto diff = diffLines(left, right);
    QVERIFY(diff);
    QVERIFY(!diff->equal());
    QCOMPARE(applyLines(left, *diff, right), right);
}

QTEST_APPLESS_MAIN(TestRecorded)
#include "tst_recorded.moc"
