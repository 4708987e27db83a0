// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colors.h"

#include <QPalette>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

struct Role {
    const char *name;
    QColor Colors::*color;
};

#define ROLE(name)                                                                                                     \
    Role                                                                                                               \
    {                                                                                                                  \
        #name, &Colors::name                                                                                           \
    }

struct Pairing {
    Role front;
    QList<Role> backs;
};

/// Every pair of text and background that the interface draws.
const QList<Pairing> &textPairs()
{
    static const QList<Pairing> pairs{
        {ROLE(text),
         {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(accentSoft), ROLE(activeSoft), ROLE(warningSoft),
          ROLE(dangerSoft), ROLE(added), ROLE(addedWord), ROLE(removed), ROLE(removedWord)}},
        {ROLE(secondaryText),
         {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(accentSoft), ROLE(added), ROLE(removed)}},
        {ROLE(accent),
         {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(accentSoft), ROLE(added), ROLE(addedWord), ROLE(removed),
          ROLE(removedWord)}},
        {ROLE(onAccent), {ROLE(accent)}},
        {ROLE(active), {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(activeSoft), ROLE(added)}},
        {ROLE(warning), {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(warningSoft)}},
        {ROLE(danger), {ROLE(surface), ROLE(raised), ROLE(selection), ROLE(dangerSoft), ROLE(removed)}},
    };
    return pairs;
}

} // namespace

class ColorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textReachesAA_data();
    void textReachesAA();
    void wordsStandOutFromTheirLine();
    void platformNeutralsAreTaken();
    void illegiblePlatformPaletteIsNot();
    void contrastIsWcag();
};

void ColorsTest::textReachesAA_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    for (const bool dark : {false, true}) {
        const Colors roles = colors(dark ? darkPalette() : lightPalette());
        QCOMPARE(roles.dark, dark);
        for (const Pairing &pair : textPairs()) {
            for (const Role &back : pair.backs)
                QTest::addRow("%s on %s, %s", pair.front.name, back.name, dark ? "dark" : "light")
                    << roles.*pair.front.color << roles.*back.color;
        }
    }
}

void ColorsTest::textReachesAA()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QCOMPARE_GE(contrast(front, back), 4.5);
}

void ColorsTest::wordsStandOutFromTheirLine()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        const Colors &roles = colors(palette);
        QCOMPARE_GE(contrast(roles.addedWord, roles.added), 1.15);
        QCOMPARE_GE(contrast(roles.removedWord, roles.removed), 1.15);
        // State is a mark, too: dots, rings and focus borders without text.
        for (const QColor &mark : {roles.active, roles.warning, roles.danger, roles.accent})
            QCOMPARE_GE(contrast(mark, roles.surface), 3.0);
    }
}

void ColorsTest::platformNeutralsAreTaken()
{
    QPalette warm = lightPalette();
    warm.setColor(QPalette::Base, QColor(0xFFFDF8));
    warm.setColor(QPalette::Window, QColor(0xF6F2EA));
    QCOMPARE(colors(warm).surface, QColor(0xFFFDF8));
    QCOMPARE(colors(warm).raised, QColor(0xF6F2EA));
    QCOMPARE_GE(contrast(colors(warm).secondaryText, colors(warm).raised), 4.5);
}

void ColorsTest::illegiblePlatformPaletteIsNot()
{
    QPalette grey = lightPalette();
    grey.setColor(QPalette::Window, QColor(0x8A8A8A));
    QCOMPARE(colors(grey).raised, colors(lightPalette()).raised);
}

void ColorsTest::contrastIsWcag()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
}

QTEST_MAIN(ColorsTest)
#include "tst_colors.moc"
