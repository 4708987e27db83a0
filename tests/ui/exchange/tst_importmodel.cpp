// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

PlannedTemplate planned(const QString &name, const QStringList &texts)
{
    PlannedTemplate result{.name = name, .taskType = u"type"_s, .place = name + u".md"_s};
    for (const QString &text : texts)
        result.versions.append({.content = {.messages = {{u"user"_s, text}}}});
    return result;
}

ImportReport::Row row(const QString &name, bool isNew, int fresh, int unchanged)
{
    return {name + u".md"_s, name, u"type"_s, isNew, fresh, unchanged};
}

ImportPlan plan()
{
    return {{planned(u"a"_s, {u"1"_s, u"2"_s}), planned(u"b"_s, {u"1"_s}), planned(u"c"_s, {u"1"_s, u"2"_s, u"3"_s}),
             planned(u"empty"_s, {u"was something"_s, u" \n"_s})},
            {{u"bad.md@1"_s, u"No text."_s}}};
}

/// The rows as they are shown: tick, name, versions, state.
QString drawn(const ImportModel &model)
{
    QStringList lines;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto cell = [&model, i](int column) { return model.index(i, column).data().toString(); };
        const QVariant tick = model.index(i, ImportModel::Name).data(Qt::CheckStateRole);
        lines.append(u"%1 %2|%3|%4"_s.arg(!tick.isValid()               ? u"-"_s
                                          : tick.toInt() == Qt::Checked ? u"x"_s
                                                                        : u"o"_s,
                                          cell(ImportModel::Name), cell(ImportModel::Versions),
                                          cell(ImportModel::State)));
    }
    return lines.join(u'\n');
}

} // namespace

class TestImportModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAPlanItsPreviewAndItsResult()
    {
        ImportModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(plan());
        QCOMPARE(drawn(model), u"- No text.||problem\n"
                               "x a|2|comparing…\n"
                               "x b|1|comparing…\n"
                               "x c|3|comparing…\n"
                               "o empty|2|comparing…"_s);

        model.setPreview(
            {{row(u"a"_s, true, 2, 0), row(u"b"_s, false, 0, 1), row(u"c"_s, false, 2, 1), row(u"empty"_s, true, 2, 0)},
             {{u"bad.md@1"_s, u"No text."_s}}});
        QCOMPARE(drawn(model), u"- No text.||problem\n"
                               "x a|2|new\n"
                               "- b|1|unchanged\n"
                               "x c|3|2 new versions\n"
                               "o empty|2|empty text"_s);
        QCOMPARE(model.tickedPlaces(), (QStringList{u"a.md"_s, u"c.md"_s}));
        QCOMPARE(model.tickable(), 3);
        QCOMPARE(model.count(ImportModel::RowState::Problem), 1);
        QCOMPARE(model.freshVersions(), 6);
        QCOMPARE(model.withoutText(), 1);

        model.setResult({{row(u"a"_s, true, 2, 0)}, {{u"c.md"_s, u"Archived."_s}, {u"other"_s, u"Bad."_s}}});
        QCOMPARE(drawn(model), u"- No text.||problem\n"
                               "- a|2|added\n"
                               "- b|1|unchanged\n"
                               "- c|3|problem\n"
                               "- empty|2|left out\n"
                               "- Bad.||problem"_s);
        QCOMPARE(model.tickedPlaces(), QStringList());
        QCOMPARE(model.text({1, 3}), u"Name\tTask type\tVersions\tState\tFrom\n"
                                     "a\ttype\t2\tadded\ta.md\n"
                                     "c\ttype\t3\tproblem: Archived.\tc.md\n"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void ticks()
    {
        ImportModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(plan());
        const QSignalSpy changed(&model, &ImportModel::tickedChanged);
        const QModelIndex a = model.index(1, ImportModel::Name);
        QVERIFY(model.setData(a, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.ticked(), 2);
        QVERIFY(!model.setData(model.index(0, ImportModel::Name), Qt::Checked, Qt::CheckStateRole)); // a problem
        QVERIFY(!model.setData(model.index(1, ImportModel::Place), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.setData(a, u"other"_s, Qt::EditRole));
        model.setTicked({0, 1, 2, 3, 4}, true);
        QCOMPARE(model.ticked(), 4);
        model.setTicked({1, 2}, false);
        QCOMPARE(model.tickedPlaces(), (QStringList{u"c.md"_s, u"empty.md"_s}));
    }

    void sortsNumbersAsNumbers()
    {
        ImportModel model;
        model.setPlan(plan());
        QCOMPARE(model.index(3, ImportModel::Versions).data(ImportModel::SortRole), QVariant(3));
        QVERIFY(model.index(0, ImportModel::Name).data(Qt::ToolTipRole).toString().contains(u"bad.md@1"_s));
    }
};

QTEST_MAIN(TestImportModel)
#include "tst_importmodel.moc"
