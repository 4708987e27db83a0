// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colors.h"
#include "ui/widgets/flatstyle.h"

#include <QApplication>
#include <QDockWidget>
#include <QFrame>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionSlider>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class FlatStyleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void installedOverFusionOnce();
    void defaultButtonIsTheAccent();
    void disabledDefaultButtonIsNot();
    void focusShows();
    void scrollBarHandleReachesBothEnds();
    void scrollBarIsDragged();
    void separatorIsAHairline();
    void panelTitleStandsOverItsContents();
    void textBeginsAlikeInFieldsOfOneAndOfSeveralLines();
    void cornersAreAsRoundInFieldsOfOneAndOfSeveralLines();
};

namespace
{

QImage grabbed(QWidget &widget)
{
    return widget.grab().toImage();
}

/// Where dark text begins, past any frame.
int inkLeft(const QImage &image)
{
    int left = image.width();
    for (int y = 2; y < image.height() - 2; ++y) {
        for (int x = 2; x < left; ++x) {
            if (image.pixelColor(x, y).lightness() < 128)
                left = x;
        }
    }
    return left;
}

QRect handleOf(const QScrollBar &bar)
{
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = bar.orientation();
    option.minimum = bar.minimum();
    option.maximum = bar.maximum();
    option.pageStep = bar.pageStep();
    option.sliderPosition = bar.sliderPosition();
    return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &bar);
}

} // namespace

void FlatStyleTest::initTestCase()
{
    qunsetenv("QT_STYLE_OVERRIDE");
    QApplication::setPalette(lightPalette());
}

void FlatStyleTest::cleanupTestCase()
{
    QApplication::setStyle(u"Fusion"_s);
}

void FlatStyleTest::installedOverFusionOnce()
{
    QApplication::setStyle(u"Windows"_s); // stands for a style that the platform named
    FlatStyle::installWhereNeeded();
    QVERIFY(!qobject_cast<FlatStyle *>(QApplication::style()));
    QApplication::setStyle(u"Fusion"_s);
    FlatStyle::installWhereNeeded();
    QStyle *installed = QApplication::style();
    QVERIFY(qobject_cast<FlatStyle *>(installed));
    FlatStyle::installWhereNeeded();
    QCOMPARE(QApplication::style(), installed);
}

void FlatStyleTest::defaultButtonIsTheAccent()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        QPushButton button(u"Activate v14…"_s);
        button.setPalette(palette);
        button.setDefault(true);
        button.resize(button.sizeHint());
        QCOMPARE(grabbed(button).pixelColor(button.width() / 2, 3), colors(palette).accent);
        button.setDefault(false);
        QCOMPARE(grabbed(button).pixelColor(button.width() / 2, 3), colors(palette).surface);
    }
}

void FlatStyleTest::disabledDefaultButtonIsNot()
{
    QPushButton button(u"Activate v14…"_s);
    button.setDefault(true);
    button.setEnabled(false);
    button.resize(button.sizeHint());
    QVERIFY(grabbed(button).pixelColor(button.width() / 2, 3) != colors(button.palette()).accent);
}

void FlatStyleTest::focusShows()
{
    QWidget window;
    QPushButton first(u"Compare"_s, &window);
    QPushButton second(u"Edit"_s, &window);
    second.move(0, 60);
    window.show();
    window.activateWindow();
    first.setFocus();
    QTRY_VERIFY(first.hasFocus());
    const QColor accent = colors(window.palette()).accent;
    QCOMPARE(grabbed(first).pixelColor(first.width() / 2, 0), accent);
    QVERIFY(grabbed(second).pixelColor(second.width() / 2, 0) != accent);
}

void FlatStyleTest::scrollBarHandleReachesBothEnds()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(bar.sizeHint().width(), 300);
    bar.setPageStep(10);
    bar.setRange(0, 1000);
    QCOMPARE(handleOf(bar).top(), 0);
    QCOMPARE_GE(handleOf(bar).height(), 32); // long enough to be caught however much there is
    bar.setValue(1000);
    QCOMPARE(handleOf(bar).bottom(), 299);
    bar.setRange(0, 0);
    QCOMPARE(handleOf(bar).height(), 300);
    bar.setRange(0, 2'000'000'000); // no overflow
    bar.setPageStep(1'000'000'000);
    QCOMPARE(handleOf(bar).height(), 100);
}

void FlatStyleTest::scrollBarIsDragged()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(bar.sizeHint().width(), 300);
    bar.setPageStep(100);
    bar.setRange(0, 200);
    bar.show();
    const QPoint start = handleOf(bar).center();
    QTest::mousePress(&bar, Qt::LeftButton, {}, start);
    QTest::mouseMove(&bar, start + QPoint(0, 100));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, start + QPoint(0, 100));
    QCOMPARE(bar.value(), 100);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(5, 290)); // the groove below pages
    QCOMPARE(bar.value(), 200);
}

void FlatStyleTest::separatorIsAHairline()
{
    QFrame line;
    line.setFrameShape(QFrame::HLine);
    line.resize(40, 1);
    QCOMPARE(grabbed(line).pixelColor(20, 0), colors(line.palette()).hairline);
}

void FlatStyleTest::panelTitleStandsOverItsContents()
{
    QMainWindow window;
    auto *panel = new QDockWidget(u"HHH"_s, &window);
    panel->setWidget(new QWidget(panel));
    window.addDockWidget(Qt::LeftDockWidgetArea, panel);
    window.resize(400, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const int left = inkLeft(grabbed(*panel).copy(0, 0, 400, panel->widget()->y()));
    QVERIFY2(std::abs(left - 12) <= 2, qPrintable(QString::number(left))); // the margin of what is in the panels
}

void FlatStyleTest::textBeginsAlikeInFieldsOfOneAndOfSeveralLines()
{
    QLineEdit line(u"HHH"_s);
    QPlainTextEdit lines(u"HHH"_s);
    for (QWidget *field : std::initializer_list<QWidget *>{&line, &lines}) {
        field->resize(200, 60);
        field->ensurePolished();
    }
    QCOMPARE(inkLeft(grabbed(lines)), inkLeft(grabbed(line)));
}

void FlatStyleTest::cornersAreAsRoundInFieldsOfOneAndOfSeveralLines()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        QLineEdit line;
        QPlainTextEdit lines;
        for (QWidget *field : std::initializer_list<QWidget *>{&line, &lines}) {
            field->setPalette(palette);
            field->resize(200, 60);
            field->ensurePolished();
        }
        const QRect corner(0, 0, 5, 5);
        const QImage round = grabbed(line);
        const QImage field = grabbed(lines);
        QCOMPARE(field.copy(corner), round.copy(corner));
        QCOMPARE(field.copy(corner.translated(195, 55)), round.copy(corner.translated(195, 55)));
        QCOMPARE(field.pixelColor(100, 40), colors(palette).surface);
    }
}

QTEST_MAIN(FlatStyleTest)
#include "tst_flatstyle.moc"
