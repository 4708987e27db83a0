// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

using namespace promptuary;
using namespace Qt::StringLiterals;

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bannerShowsAllItSays();
    void bannerActsAndCloses();
    void bannerThatMustStay();
    void labelElides();
    void pillKeepsItsWidthAcrossKinds();
    void iconFollowsThePalette();
    void missingIconIsNull();
    void tabularFiguresAreEquallyWide();
};

void WidgetsTest::bannerShowsAllItSays()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *banner = new Banner(&window);
    layout->addWidget(banner);
    layout->addStretch(1);
    QVERIFY(banner->isHidden());
    window.resize(400, 400);
    window.show();
    banner->tell(BannerKind::Information, u"Short"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const int height = banner->height();
    banner->tell(BannerKind::Warning, u"Short, too"_s, u"Connect again"_s);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(banner->height(), height);
    const auto *text = banner->findChild<QLabel *>(u"bannerText"_s);
    const auto isWhole = [text] { return text->height() >= text->heightForWidth(text->width()); };
    banner->tell(BannerKind::Danger, u"A sentence far longer than the window is wide "_s.repeated(5),
                 u"Connect again"_s);
    QTRY_VERIFY(banner->height() > height && isWhole());
    QCOMPARE(window.width(), 400);
    const int narrow = banner->height();
    window.resize(900, 400);
    QTRY_VERIFY(banner->height() < narrow && isWhole());
    banner->tell(BannerKind::Danger, u"A/path/"_s.repeated(100));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(window.width(), 900);
    banner->tell(BannerKind::Information, u"Short"_s);
    QTRY_COMPARE(banner->height(), height);
    // Told before anything is shown, and shown again after the window became narrower.
    banner->clear();
    window.hide();
    banner->tell(BannerKind::Warning,
                 u"Your text is untouched. To save it, compare or close this first. "_s.repeated(2));
    window.resize(500, 400);
    window.show();
    QTRY_VERIFY(banner->height() > height && isWhole());
}

void WidgetsTest::bannerActsAndCloses()
{
    Banner banner;
    banner.tell(BannerKind::Warning, u"The connection is lost."_s, u"Connect again"_s);
    QSignalSpy acted(&banner, &Banner::actionTriggered);
    QSignalSpy closed(&banner, &Banner::closed);
    auto *action = banner.findChild<QPushButton *>(u"bannerAction"_s);
    QVERIFY(action->isVisible());
    QCOMPARE(action->accessibleName(), u"Connect again"_s);
    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(acted.size(), 1);
    QVERIFY(banner.isVisible()); // the owner decides when the cause is gone
    QTest::mouseClick(banner.findChild<QToolButton *>(u"bannerClose"_s), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
    QVERIFY(banner.isHidden());
    banner.tell(BannerKind::Information, u"Saved v15."_s);
    QVERIFY(!action->isVisible());
    QTest::keyClick(&banner, Qt::Key_Escape);
    QCOMPARE(closed.size(), 2);
}

void WidgetsTest::bannerThatMustStay()
{
    Banner banner;
    QSignalSpy closed(&banner, &Banner::closed);
    banner.tell(BannerKind::Danger, u"No connection."_s, {}, false);
    QVERIFY(!banner.findChild<QToolButton *>(u"bannerClose"_s)->isVisible());
    QTest::keyClick(&banner, Qt::Key_Escape);
    QVERIFY(banner.isVisible());
    banner.clear();
    QVERIFY(banner.isHidden());
    QCOMPARE(closed.size(), 0);
}

void WidgetsTest::labelElides()
{
    ElidedLabel label(u"Contract parties and dates"_s);
    label.resize(label.sizeHint());
    QVERIFY(!label.isElided());
    QCOMPARE_LT(label.minimumSizeHint().width(), label.sizeHint().width() / 4);
    label.resize(60, label.height());
    label.show();
    QVERIFY(label.isElided());
    QHelpEvent help(QEvent::ToolTip, {1, 1}, label.mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(&label, &help);
    QVERIFY(QToolTip::text().contains(u"Contract parties and dates"_s));
}

void WidgetsTest::pillKeepsItsWidthAcrossKinds()
{
    Pill pill;
    QCOMPARE(pill.sizeHint(), QSize(0, 0));
    pill.set(PillKind::Neutral, u"v12"_s);
    const QSize neutral = pill.sizeHint();
    pill.set(PillKind::Active, u"v12"_s);
    QCOMPARE(pill.sizeHint(), neutral);
    QCOMPARE(pill.accessibleName(), u"v12"_s);
}

void WidgetsTest::iconFollowsThePalette()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        const QImage drawn = icon(u"document-save"_s, palette).pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(drawn.size(), QSize(32, 32));
        const QColor text = palette.color(QPalette::Text);
        bool opaque = false;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) {
                const QColor pixel = drawn.pixelColor(x, y);
                if (pixel.alpha() == 255) {
                    opaque = true;
                    QCOMPARE(pixel.rgb(), text.rgb());
                }
            }
        }
        QVERIFY(opaque);
        const QImage disabled = icon(u"document-save"_s, palette).pixmap(QSize(16, 16), 1.0, QIcon::Disabled).toImage();
        QVERIFY(disabled != icon(u"document-save"_s, palette).pixmap(QSize(16, 16), 1.0).toImage());
    }
}

void WidgetsTest::missingIconIsNull()
{
    QVERIFY(icon(u"no-such-icon-anywhere"_s, lightPalette()).isNull());
    QVERIFY(!icon(u"edit-find"_s, lightPalette()).isNull());
}

void WidgetsTest::tabularFiguresAreEquallyWide()
{
    const QFontMetrics metrics(tabularFont(QFont()));
    QCOMPARE(metrics.horizontalAdvance(u"1111"_s), metrics.horizontalAdvance(u"0000"_s));
}

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
