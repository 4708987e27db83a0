// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcolors.h"
#include "ui/executions/reportpages.h"

#include <QApplication>
#include <QImage>
#include <QLocale>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QTest>

#include "samplereport.h"

using namespace promptuary;
using namespace Qt::StringLiterals;

/// A report on its pages.
class ReportPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void everyRowStandsOnce();
    void tablesGoOnWithTheirHeader();
    void nothingIsCutOrCovered();
    void pagesAreNumbered();
    void longNamesBreak();
    void chartsAreDrawn();
    void coloursAreLightInTheDark();
    void emptyTimeSaysSo();
    void paperIsThatOfTheCountry();
};

namespace
{

/// Takes down the texts that are painted, and where.
class Scribe : public QPaintEngine
{
public:
    Scribe()
        : QPaintEngine(AllFeatures)
    {
    }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &changed) override
    {
        if (changed.state() & DirtyTransform)
            m_transform = changed.transform();
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { ++pictures; }
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override { ++pictures; }
    void drawPath(const QPainterPath &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QPointF place = m_transform.map(at);
        texts.append(item.text());
        ends.append(m_transform.map(at + QPointF(item.width(), 0)).x());
        places.append(place);
    }
    [[nodiscard]] Type type() const override { return User; }

    QStringList texts;
    QList<QPointF> places;
    QList<double> ends;
    int pictures = 0;

private:
    QTransform m_transform;
};

class Paper : public QPaintDevice
{
public:
    explicit Paper(const QSizeF &size)
        : m_size(size.toSize())
    {
    }

    [[nodiscard]] QPaintEngine *paintEngine() const override { return &m_scribe; }
    [[nodiscard]] const Scribe &scribe() const { return m_scribe; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return reportDpi;
        case PdmDepth:
            return 32;
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    QSize m_size;
    mutable Scribe m_scribe;
};

/// All that is written on a page, its pieces of text joined as they come.
QString textOf(const ReportPages &pages, qsizetype page)
{
    Paper paper(pages.size());
    QPainter painter(&paper);
    pages.paint(painter, page);
    painter.end();
    return paper.scribe().texts.join(QString());
}

QImage imageOf(const ReportPages &pages, qsizetype page)
{
    QImage image(pages.size().toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDotsPerMeterX(qRound(reportDpi / 0.0254));
    image.setDotsPerMeterY(qRound(reportDpi / 0.0254));
    image.fill(Qt::white);
    QPainter painter(&image);
    pages.paint(painter, page);
    return image;
}

/// How much of a picture is of a colour, or nearly so.
qsizetype countOf(const QImage &image, const QRect &room, const QColor &color)
{
    qsizetype count = 0;
    for (int y = room.top(); y <= room.bottom(); ++y) {
        for (int x = room.left(); x <= room.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) < 30 && std::abs(pixel.green() - color.green()) < 30 &&
                std::abs(pixel.blue() - color.blue()) < 30)
                ++count;
        }
    }
    return count;
}

QPageSize a4()
{
    return QPageSize(QPageSize::A4);
}

/// The first two templates stand in the legend of the cost as well.
bool hasRow(const QString &text, int templates)
{
    for (int number = 3; number <= templates; ++number) {
        if (text.contains(sampleName(number)))
            return true;
    }
    return false;
}

} // namespace

void ReportPagesTest::cleanup()
{
    QApplication::setPalette(lightPalette());
}

void ReportPagesTest::everyRowStandsOnce()
{
    const ReportPages few(sampleReport(3), a4());
    const ReportPages pages(sampleReport(250), a4());
    QVERIFY2(pages.count() >= few.count() + 4, qPrintable(QString::number(pages.count())));
    QStringList all;
    for (qsizetype page = 0; page < pages.count(); ++page)
        all.append(textOf(pages, page));
    for (int number = 3; number <= 250; ++number)
        QCOMPARE(all.join(u' ').count(sampleName(number)), 1);
}

void ReportPagesTest::tablesGoOnWithTheirHeader()
{
    const ReportPages pages(sampleReport(250), a4());
    int withRows = 0;
    for (qsizetype page = 0; page < pages.count(); ++page) {
        const QString text = textOf(pages, page);
        QCOMPARE(text.contains(u"Cost each"), hasRow(text, 250));
        withRows += hasRow(text, 250) ? 1 : 0;
    }
    QVERIFY2(withRows > 4, qPrintable(QString::number(withRows)));
}

void ReportPagesTest::nothingIsCutOrCovered()
{
    const ReportPages pages(sampleReport(250), a4());
    for (qsizetype page = 0; page < pages.count(); ++page) {
        double free = 0;
        for (qsizetype piece = 0; piece < pages.pieceCount(page); ++piece) {
            const QRectF room = pages.pieceRoom(page, piece);
            QVERIFY(room.top() >= free);
            QVERIFY(room.bottom() <= pages.size().height());
            free = room.bottom();
        }
        Paper paper(pages.size());
        QPainter painter(&paper);
        pages.paint(painter, page);
        painter.end();
        for (qsizetype i = 0; i < paper.scribe().texts.size(); ++i) {
            QVERIFY2(paper.scribe().places.at(i).x() >= 0 && paper.scribe().ends.at(i) <= pages.size().width(),
                     qPrintable(paper.scribe().texts.at(i)));
        }
        QCOMPARE(paper.scribe().pictures, 0); // lines and letters only
    }
}

void ReportPagesTest::pagesAreNumbered()
{
    const ReportPages pages(sampleReport(100), a4());
    for (qsizetype page = 0; page < pages.count(); ++page) {
        const QString text = textOf(pages, page);
        QVERIFY2(text.contains(u"Page %1 of %2"_s.arg(page + 1).arg(pages.count())), qPrintable(text));
        QVERIFY(text.contains(u"All templates · Metrics, as of 21 Nov 2026, 00:00"));
    }
}

void ReportPagesTest::longNamesBreak()
{
    DashboardContext context = sampleContext(3);
    const QString name = u"summarise"_s + u"averylongword"_s.repeated(20) + u"end"_s;
    context.templateNames[TemplateId{3}] = name;
    const ReportPages pages(makeReport(sampleDashboard(3), context, Ranking::Cost, sampleDay(21)), a4());
    QString all;
    for (qsizetype page = 0; page < pages.count(); ++page)
        all += textOf(pages, page);
    QVERIFY(all.contains(name)); // in pieces, one below the other, that join without a gap
}

void ReportPagesTest::chartsAreDrawn()
{
    const ReportPages pages(sampleReport(3), a4());
    const QImage first = imageOf(pages, 0);
    const Colors roles = colors(lightPalette());
    // Two layers of cost, each with its colour.
    for (int series = 0; series < 2; ++series) {
        const qsizetype count = countOf(first, first.rect(), seriesColor(series, roles));
        QVERIFY2(count > 5000, qPrintable(QString::number(count)));
    }
    const QString text = textOf(pages, 0);
    QVERIFY(text.contains(u"Success rate"));
    QVERIFY(text.contains(u"20 Nov")); // the newest day below a chart
}

void ReportPagesTest::coloursAreLightInTheDark()
{
    const QImage light = imageOf(ReportPages(sampleReport(3), a4()), 0);
    QApplication::setPalette(darkPalette());
    const QImage dark = imageOf(ReportPages(sampleReport(3), a4()), 0);
    QCOMPARE(dark.pixelColor(3, 3), QColor(Qt::white));
    QVERIFY(dark == light);
}

void ReportPagesTest::emptyTimeSaysSo()
{
    DashboardData data = sampleDashboard(0);
    data.total = {};
    const ReportPages pages(makeReport(data, {}, Ranking::Cost, sampleDay(21)), a4());
    QCOMPARE(pages.count(), 1);
    QVERIFY(textOf(pages, 0).contains(u"no executions in this time"));
}

void ReportPagesTest::paperIsThatOfTheCountry()
{
    QCOMPARE(paperOf(QLocale(QLocale::English, QLocale::UnitedStates)).id(), QPageSize::Letter);
    QCOMPARE(paperOf(QLocale(QLocale::French, QLocale::Canada)).id(), QPageSize::Letter);
    QCOMPARE(paperOf(QLocale(QLocale::English, QLocale::UnitedKingdom)).id(), QPageSize::A4);
    QCOMPARE(paperOf(QLocale::c()).id(), QPageSize::A4);
    const ReportPages pages(sampleReport(3), QPageSize(QPageSize::Letter));
    QCOMPARE(pages.size(), QSizeF(816, 1056));
}

QTEST_MAIN(ReportPagesTest)
#include "tst_reportpages.moc"
