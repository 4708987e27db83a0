// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricspage.h"
#include "ui/executions/reportbutton.h"
#include "ui/executions/reportpages.h"
#include "ui/executions/reportwriter.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHash>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "samplereport.h"

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The PDF file of a report, and the button that makes one.
class ReportWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileIsAPdfOfAllPages();
    void textCanBeReadBack();
    void windowGoesOn();
    void missingFolderIsToldAndLeavesNothing();
    void nothingIsOverwrittenByHalf();
    void buttonWaitsForFigures();
    void buttonAsksAndWrites();
    void reportIsOfWhatIsShown();
    void reportAskedForTooEarlyComesLater();
};

namespace
{

QByteArray contentOf(const QString &file)
{
    QFile open(file);
    return open.open(QIODevice::ReadOnly) ? open.readAll() : QByteArray();
}

/// Writes the report and waits; the error's text where there was one.
QString write(const Report &report, const QString &file)
{
    auto *writer = new ReportWriter(report, QPageSize(QPageSize::A4), file);
    QString message;
    bool ended = false;
    QObject::connect(writer, &ReportWriter::written, writer, [&] { ended = true; });
    QObject::connect(writer, &ReportWriter::failed, writer, [&](const Error &error) {
        ended = true;
        message = error.toString();
    });
    writer->start();
    return QTest::qWaitFor([&] { return ended; }, 60'000) ? message : u"it does not end"_s;
}

/// The objects of a file by their numbers, streams without their compression.
QHash<int, QByteArray> objectsOf(const QByteArray &pdf)
{
    QHash<int, QByteArray> objects;
    static const QRegularExpression start(u"(?:^|\\n)(\\d+) 0 obj\\n"_s);
    const QString latin = QString::fromLatin1(pdf); // a character for each byte
    for (const QRegularExpressionMatch &match : start.globalMatch(latin)) {
        const qsizetype from = match.capturedEnd();
        const qsizetype end = pdf.indexOf("endobj", from);
        QByteArray object = pdf.sliced(from, end - from);
        const qsizetype stream = object.indexOf("stream\n");
        if (stream >= 0 && object.contains("/FlateDecode")) {
            const QByteArray packed = object.sliced(stream + 7);
            object = object.first(stream) + qUncompress(QByteArray("\0\x10\0\0", 4) + packed);
        }
        objects.insert(match.captured(1).toInt(), object);
    }
    return objects;
}

/// What the letters of a font mean: "<0001> <0003> [<0041> <0042> <0043> ]" or "<0001> <0003> <0041>".
QHash<int, QChar> lettersOf(const QByteArray &map)
{
    QHash<int, QChar> letters;
    static const QRegularExpression range(
        u"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})> (?:<([0-9a-fA-F]{4})>|\\[([^\\]]*)\\])"_s);
    static const QRegularExpression code(u"<([0-9a-fA-F]{4})>"_s);
    const auto hex = [](const QString &text) { return text.toInt(nullptr, 16); };
    for (const QRegularExpressionMatch &match : range.globalMatch(QString::fromLatin1(map))) {
        int glyph = hex(match.captured(1));
        if (!match.captured(3).isEmpty()) {
            for (int letter = hex(match.captured(3)); glyph <= hex(match.captured(2)); ++glyph, ++letter)
                letters.insert(glyph, QChar(letter));
            continue;
        }
        for (const QRegularExpressionMatch &each : code.globalMatch(match.captured(4)))
            letters.insert(glyph++, QChar(hex(each.captured(1))));
    }
    return letters;
}

/// All that is written in a file but for the spaces, as a program that searches it sees it.
QString textOf(const QByteArray &pdf)
{
    const QHash<int, QByteArray> objects = objectsOf(pdf);
    QHash<int, QHash<int, QChar>> fonts;
    static const QRegularExpression unicode(u"/ToUnicode (\\d+) 0 R"_s);
    for (const auto &[number, object] : objects.asKeyValueRange()) {
        if (const auto match = unicode.match(QString::fromLatin1(object)); match.hasMatch())
            fonts.insert(number, lettersOf(objects.value(match.captured(1).toInt())));
    }
    QString text;
    static const QRegularExpression token(u"/F(\\d+) [\\d.]+ Tf|<([0-9a-fA-F]{4})> Tj"_s);
    for (const QByteArray &object : objects) {
        int font = 0;
        for (const QRegularExpressionMatch &match : token.globalMatch(QString::fromLatin1(object))) {
            if (match.captured(2).isEmpty())
                font = match.captured(1).toInt();
            else
                text += fonts.value(font).value(match.captured(2).toInt(nullptr, 16), u'?');
        }
    }
    return text.remove(u' ');
}

} // namespace

void ReportWriterTest::fileIsAPdfOfAllPages()
{
    const QTemporaryDir folder;
    for (const int templates : {3, 250}) {
        const QString file = folder.filePath(u"report-%1.pdf"_s.arg(templates));
        const Report report = sampleReport(templates);
        QCOMPARE(write(report, file), QString());
        const QByteArray pdf = contentOf(file);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QCOMPARE(pdf.count("/Type /Page\n"), ReportPages(report, QPageSize(QPageSize::A4)).count());
        QVERIFY(!pdf.contains("/Subtype /Image")); // charts are lines, and so are the marks on them
    }
}

void ReportWriterTest::textCanBeReadBack()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"report.pdf"_s);
    QCOMPARE(write(sampleReport(60), file), QString());
    // A space and a tab are one glyph of the font, so a reader may be told either.
    const QString text = textOf(contentOf(file)).replace(u'\t', u' ');
    for (const QString &wanted : {u"All templates"_s, u"Environment"_s, u"before: 15,000"_s, u"Success rate"_s,
                                  sampleName(3), sampleName(60), u"Page 2 of "_s})
        QVERIFY2(text.contains(wanted), qPrintable(wanted + u" is not in: "_s + text.left(2000)));
}

void ReportWriterTest::windowGoesOn()
{
    const QTemporaryDir folder;
    auto *writer = new ReportWriter(sampleReport(250), QPageSize(QPageSize::A4), folder.filePath(u"report.pdf"_s));
    const QSignalSpy written(writer, &ReportWriter::written);
    int turns = 0;
    QTimer others; // what else the window has to do
    connect(&others, &QTimer::timeout, &others, [&turns] { ++turns; });
    others.start(0);
    writer->start();
    QCOMPARE(written.count(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, 60'000);
    QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
}

void ReportWriterTest::missingFolderIsToldAndLeavesNothing()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"nowhere/report.pdf"_s);
    const QString message = write(sampleReport(3), file);
    QVERIFY2(message.contains(QDir::toNativeSeparators(file)), qPrintable(message));
    QVERIFY(message.contains(u"another folder"));
    QVERIFY(!QFile::exists(file));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void ReportWriterTest::nothingIsOverwrittenByHalf()
{
    const QTemporaryDir folder;
    const QString taken = folder.filePath(u"taken.pdf"_s);
    QVERIFY(QDir().mkpath(taken + u"/inside"_s)); // a folder where the file is to be
    QVERIFY(!saveReport(taken, "%PDF"));
    QVERIFY(QDir(taken).exists(u"inside"_s));
    const QString file = folder.filePath(u"report.pdf"_s);
    QVERIFY(saveReport(file, "%PDF old"));
    QVERIFY(saveReport(file, "%PDF new"));
    QCOMPARE(contentOf(file), "%PDF new");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"report.pdf"_s});
}

void ReportWriterTest::buttonWaitsForFigures()
{
    MetricsPage page(MetricsPage::Scope::Everything);
    const auto *button = page.findChild<ReportButton *>(u"exportReport"_s);
    QVERIFY(!button->isEnabled());
    QVERIFY(!button->icon().isNull());
    page.showData(sampleDashboard(3), sampleContext(3));
    QVERIFY(button->isEnabled());
    DashboardData empty = sampleDashboard(0);
    empty.total = {};
    page.showData(empty, {});
    QVERIFY(button->isEnabled()); // that there was nothing is worth a report, too
    QVERIFY(!page.report().nothing.isEmpty());
}

void ReportWriterTest::buttonAsksAndWrites()
{
    const QTemporaryDir folder;
    MetricsPage page(MetricsPage::Scope::Everything);
    page.showData(sampleDashboard(3), sampleContext(3));
    const QSignalSpy told(&page, &MetricsPage::told);
    const QSignalSpy failed(&page, &MetricsPage::failed);
    page.show();
    QTest::mouseClick(page.findChild<ReportButton *>(), Qt::LeftButton);
    auto *dialog = page.findChild<QFileDialog *>(u"reportFile"_s);
    QVERIFY(dialog);
    QVERIFY2(dialog->selectedFiles().constFirst().endsWith(page.report().fileName),
             qPrintable(dialog->selectedFiles().constFirst()));
    QCOMPARE(dialog->defaultSuffix(), u"pdf"_s);
    // What comes while the dialog is open does not change what was asked for.
    DashboardData later = sampleDashboard(3);
    later.total = sampleMetrics(98'765);
    page.showData(later, sampleContext(3));
    const QString file = folder.filePath(u"chosen.pdf"_s);
    Q_EMIT dialog->fileSelected(file);
    QCOMPARE(told.count(), 1); // at once, that it began
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 2, 60'000);
    QVERIFY(told.at(1).at(0).toString().contains(QDir::toNativeSeparators(file)));
    QCOMPARE(failed.count(), 0);
    const QString text = textOf(contentOf(file));
    QVERIFY(text.contains(u"20,000"));
    QVERIFY(!text.contains(u"98,765"));
    Q_EMIT dialog->fileSelected(folder.filePath(u"nowhere/chosen.pdf"_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
    dialog->close();
}

void ReportWriterTest::reportIsOfWhatIsShown()
{
    MetricsPage page(MetricsPage::Scope::Everything);
    page.showData(sampleDashboard(3), sampleContext(3));
    QCOMPARE(page.report().figures.at(0).figure.figure, u"20,000"_s);
    QCOMPARE(std::get<ReportTable>(page.report().parts.at(3)).subtitle, u"by cost"_s);
    auto *ranking = page.findChild<QComboBox *>(u"templateRanking"_s);
    ranking->setCurrentIndex(ranking->findData(int(Ranking::Failures)));
    Q_EMIT ranking->activated(ranking->currentIndex());
    QCOMPARE(std::get<ReportTable>(page.report().parts.at(3)).subtitle, u"by failures"_s);
}

void ReportWriterTest::reportAskedForTooEarlyComesLater()
{
    MetricsPage page(MetricsPage::Scope::Everything);
    page.show();
    page.exportReport();
    QVERIFY(!page.findChild<QFileDialog *>());
    page.showData(sampleDashboard(3), sampleContext(3));
    auto *dialog = page.findChild<QFileDialog *>(u"reportFile"_s);
    QVERIFY(dialog);
    dialog->close();
    QTRY_VERIFY(!page.findChild<QFileDialog *>());
    page.showData(sampleDashboard(2), sampleContext(2)); // once was enough
    QVERIFY(!page.findChild<QFileDialog *>());
}

QTEST_MAIN(ReportWriterTest)
#include "tst_reportwriter.moc"
