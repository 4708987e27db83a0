// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class CommandPaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// However well it matches.
    void whatIsLastComesAfterTheOthers()
    {
        PaletteModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto shown = [&model] {
            QStringList titles;
            for (int row = 0; row < model.rowCount(); ++row)
                titles.append(model.index(row).data().toString());
            return titles;
        };
        model.setEntries({{.title = u"Summary"_s, .detail = u"archived"_s, .run = {}, .last = true},
                          {.title = u"Daily summary of calls"_s, .detail = {}, .run = {}},
                          {.title = u"Summary of texts"_s, .detail = {}, .run = {}}});
        QCOMPARE(shown().last(), u"Summary"_s);
        model.setPattern(u"summary"_s);
        QCOMPARE(shown(), QStringList({u"Summary of texts"_s, u"Daily summary of calls"_s, u"Summary"_s}));
    }

    void saysThatNothingMatches()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        palette.open({{.title = u"Summary"_s, .detail = {}, .run = {}}});
        auto *input = palette.findChild<QLineEdit *>();
        const auto *nothing = palette.findChild<QLabel *>(u"paletteNothing"_s);
        const auto *list = palette.findChild<QListView *>();
        QVERIFY(nothing->isHidden() && !list->isHidden());
        QTest::keyClicks(input, u"xyz"_s);
        QVERIFY(!nothing->isHidden() && list->isHidden());
        QVERIFY2(nothing->text().contains(u"xyz"), qPrintable(nothing->text()));
        QCOMPARE(input->accessibleDescription(), nothing->text());
        input->selectAll();
        QTest::keyClicks(input, u"summ"_s);
        QVERIFY(nothing->isHidden() && !list->isHidden());
        QVERIFY(input->accessibleDescription().isEmpty());
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "tst_commandpalette.moc"
