// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompts/templatedrawing.h"
#include "ui/prompts/templatefiltermodel.h"
#include "ui/prompts/templatetreemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QString someTemplates = uR"(
1 extraction Invoice line items v12/14 #finance
2 extraction Contract parties and dates v9/9
3 classification NLU topic extraction v7/7
4 validation Totals add up v0/2
5 extraction Receipt totals v0/0
6 extraction Old extraction v3/3 archived
)"_s;

QList<TaskType> someTypes()
{
    return drawing::taskTypes({u"classification"_s, u"extraction"_s, u"validation"_s});
}

/// Some change that the database could tell of: a rename, another version, a move, an archiving, a new template.
TemplateSummary changed(TemplateSummary summary, QRandomGenerator &random)
{
    static const QStringList types{u"classification"_s, u"extraction"_s, u"validation"_s, u"made-elsewhere"_s};
    switch (random.bounded(5)) {
    case 0:
        summary.name = QString(QChar(u'A' + random.bounded(26))) + summary.name;
        break;
    case 1:
        ++summary.newest;
        break;
    case 2:
        summary.active.insert(u"production"_s, random.bounded(summary.newest + 1));
        break;
    case 3:
        summary.taskType = types.at(random.bounded(types.size()));
        break;
    default:
        summary.archived = !summary.archived;
    }
    return summary;
}

/// A group made meanwhile stays when its last template moves away; contents read afresh do not have it.
QString withoutEmptyGroups(const QString &tree)
{
    QStringList lines = tree.split(u'\n');
    lines.removeIf([](const QString &line) { return !line.startsWith(u' ') && line.endsWith(u" 0"_s); });
    return lines.join(u'\n');
}

} // namespace

class TemplateTreeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsAndOrder();
    void changesTouchOnlyTheirRows();
    void archivingMovesTheRow();
    void unknownTaskTypeGetsAGroup();
    void environmentChangesWhatIsActive();
    void figuresTouchOnlyTheirRows();
    void persistentIndexesFollow();
    void filterRanks();
    void filterFindsKeyTagTypeAndText();
    void filterMarksLetters();
    void changeWhileFiltering();
    void randomChangesEqualFreshContents_data();
    void randomChangesEqualFreshContents();
};

void TemplateTreeModelTest::groupsAndOrder()
{
    TemplateTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(),
                      drawing::templates(someTemplates + u"7 extraction Item 10 v0/1\n8 extraction item 9 v0/1\n"_s));
    QCOMPARE(drawing::tree(model), uR"(Classification 1
  NLU topic extraction v7
Extraction 5
  Contract parties and dates v9
  Invoice line items v12 newer
  item 9
  Item 10
  Receipt totals
Validation 1
  Totals add up
Archived 1
  Old extraction v3
)"_s);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    QCOMPARE(model.templateCount(), 8);
}

void TemplateTreeModelTest::changesTouchOnlyTheirRows()
{
    TemplateTreeModel model;
    model.setContents(someTypes(), drawing::templates(someTemplates));
    QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    TemplateSummary invoice = *model.summary(model.indexOf(TemplateId{1}));
    model.update({invoice});
    QCOMPARE(data.size(), 0); // nothing changed
    invoice.active.insert(u"production"_s, 14);
    model.update({invoice});
    QCOMPARE(data.size(), 1);
    QCOMPARE(data.first().first().toModelIndex(), model.indexOf(TemplateId{1}));
    invoice.name = u"An invoice"_s;
    model.update({invoice});
    QCOMPARE(moved.size(), 1);
    QCOMPARE(model.indexOf(TemplateId{1}).row(), 0);
    QCOMPARE(reset.size(), 0);
}

void TemplateTreeModelTest::archivingMovesTheRow()
{
    TemplateTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(), drawing::templates(u"1 extraction One v1/1\n2 extraction Two v0/1"_s));
    TemplateSummary one = *model.summary(model.indexOf(TemplateId{1}));
    one.archived = true;
    model.update({one});
    QCOMPARE(drawing::tree(model), u"Classification 0\nExtraction 1\n  Two\nValidation 0\nArchived 1\n  One v1\n"_s);
    one.archived = false;
    model.update({one});
    QCOMPARE(drawing::tree(model), u"Classification 0\nExtraction 2\n  One v1\n  Two\nValidation 0\n"_s);
}

void TemplateTreeModelTest::unknownTaskTypeGetsAGroup()
{
    TemplateTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(), drawing::templates(u"1 extraction One v1/1 archived"_s));
    model.update(drawing::templates(u"2 routing Two v0/1"_s));
    QCOMPARE(drawing::tree(model),
             u"Classification 0\nExtraction 0\nValidation 0\nrouting 1\n  Two\nArchived 1\n  One v1\n"_s);
}

void TemplateTreeModelTest::environmentChangesWhatIsActive()
{
    TemplateTreeModel model;
    auto templates = drawing::templates(u"1 extraction One v3/5"_s);
    templates[0].active.insert(u"staging"_s, 5);
    model.setContents(someTypes(), templates);
    const QModelIndex index = model.indexOf(TemplateId{1});
    QCOMPARE(index.data(TemplateTreeModel::ActiveRole).toInt(), 3);
    QVERIFY(index.data(TemplateTreeModel::NewerRole).toBool());
    model.setEnvironment(u"staging"_s);
    QCOMPARE(index.data(TemplateTreeModel::ActiveRole).toInt(), 5);
    QVERIFY(!index.data(TemplateTreeModel::NewerRole).toBool());
}

void TemplateTreeModelTest::figuresTouchOnlyTheirRows()
{
    TemplateTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    const QModelIndex invoice = model.indexOf(TemplateId{1});
    QVERIFY(!invoice.data(TemplateTreeModel::FiguresRole).isValid());
    const RecentFigures ran{.total = {.executions = 12, .successes = 12}, .days = {3, 9}};
    QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
    model.setFigures({{TemplateId{1}, ran}, {TemplateId{99}, ran}}); // one that the tree does not have (yet)
    QCOMPARE(data.size(), 1);
    QCOMPARE(data.first().first().toModelIndex(), invoice);
    QCOMPARE(invoice.data(TemplateTreeModel::FiguresRole).value<RecentFigures>(), ran);
    QVERIFY(invoice.data(Qt::AccessibleTextRole).toString().contains(u"Last 7 days: 12 executions"_s));
    model.setFigures({{TemplateId{1}, ran}, {TemplateId{2}, ran}});
    QCOMPARE(data.size(), 2);
    model.setFigures({});
    QCOMPARE(data.size(), 4);
    QVERIFY(!invoice.data(Qt::AccessibleTextRole).toString().contains(u"Last 7 days"_s));
}

void TemplateTreeModelTest::persistentIndexesFollow()
{
    TemplateTreeModel model;
    TemplateFilterModel filter(&model);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    const QPersistentModelIndex inModel = model.indexOf(TemplateId{1});
    const QPersistentModelIndex inFilter = filter.mapFromSource(model.indexOf(TemplateId{1}));
    TemplateSummary invoice = *model.summary(inModel);
    invoice.taskType = u"classification"_s;
    model.update({invoice});
    QCOMPARE(inModel.parent().data().toString(), u"Classification"_s);
    QCOMPARE(inFilter.data().toString(), u"Invoice line items"_s);
    QCOMPARE(inFilter.parent().data().toString(), u"Classification"_s);
}

void TemplateTreeModelTest::filterRanks()
{
    TemplateTreeModel model;
    TemplateFilterModel filter(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    filter.setFilter(u"tot"_s);
    QCOMPARE(drawing::tree(filter), u"Extraction 1\n  Receipt totals\nValidation 1\n  Totals add up\n"_s);
    QCOMPARE(filter.bestMatch().data().toString(), u"Totals add up"_s);
    filter.setFilter(u"ex"_s);
    QCOMPARE(drawing::tree(filter), uR"(Classification 1
  NLU topic extraction v7
Extraction 3
  Contract parties and dates v9
  Invoice line items v12 newer
  Receipt totals
Archived 1
  Old extraction v3
)"_s);
    filter.setFilter(u"nothing like it"_s);
    QCOMPARE(drawing::tree(filter), QString());
    QVERIFY(!filter.bestMatch().isValid());
    filter.setFilter({});
    QCOMPARE(drawing::tree(filter), drawing::tree(model));
}

void TemplateTreeModelTest::filterFindsKeyTagTypeAndText()
{
    TemplateTreeModel model;
    TemplateFilterModel filter(&model);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    filter.setFilter(u"finance"_s);
    QCOMPARE(drawing::tree(filter), u"Extraction 1\n  Invoice line items v12 newer\n"_s);
    filter.setFilter(u"valida"_s);
    QCOMPARE(drawing::tree(filter), u"Validation 1\n  Totals add up\n"_s);
    filter.setFilter(u"nlu-topic"_s);
    QCOMPARE(drawing::tree(filter), u"Classification 1\n  NLU topic extraction v7\n"_s);
    filter.setTextMatches({TemplateId{2}, TemplateId{3}});
    QCOMPARE(drawing::tree(filter),
             u"Classification 1\n  NLU topic extraction v7\nExtraction 1\n  Contract parties and dates v9\n"_s);
    const QModelIndex found = filter.mapFromSource(model.indexOf(TemplateId{2}));
    QVERIFY(found.data(TemplateFilterModel::TextMatchRole).toBool());
    QVERIFY(!filter.bestMatch().data(TemplateFilterModel::TextMatchRole).toBool());
}

void TemplateTreeModelTest::filterMarksLetters()
{
    TemplateTreeModel model;
    TemplateFilterModel filter(&model);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    filter.setFilter(u"invli"_s);
    QCOMPARE(filter.bestMatch().data(TemplateFilterModel::MatchRole).value<QList<int>>(), (QList<int>{0, 1, 2, 8, 9}));
}

void TemplateTreeModelTest::changeWhileFiltering()
{
    TemplateTreeModel model;
    TemplateFilterModel filter(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setContents(someTypes(), drawing::templates(someTemplates));
    filter.setFilter(u"invoice"_s);
    model.update(drawing::templates(u"9 validation Invoice sums v0/1"_s));
    QCOMPARE(drawing::tree(filter), u"Extraction 1\n  Invoice line items v12 newer\nValidation 1\n  Invoice sums\n"_s);
    TemplateSummary renamed = *model.summary(model.indexOf(TemplateId{1}));
    renamed.name = u"Bill"_s;
    renamed.key = u"bill"_s;
    model.update({renamed});
    QCOMPARE(drawing::tree(filter), u"Validation 1\n  Invoice sums\n"_s);
    QSignalSpy data(&filter, &QAbstractItemModel::dataChanged);
    model.setEnvironment(u"staging"_s);
    QCOMPARE_GT(data.size(), 0);
}

void TemplateTreeModelTest::randomChangesEqualFreshContents_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("all") << QString();
    QTest::newRow("filtered") << u"on"_s;
}

void TemplateTreeModelTest::randomChangesEqualFreshContents()
{
    QFETCH(QString, filter);
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        TemplateTreeModel model;
        TemplateFilterModel filtered(&model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filteredTester(&filtered, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<TemplateSummary> templates = drawing::templates(someTemplates);
        model.setContents(someTypes(), templates);
        filtered.setFilter(filter);
        for (int step = 0; step < 60; ++step) {
            if (random.bounded(6) == 0) {
                templates +=
                    drawing::templates(u"%1 validation New on %2 v0/1"_s.arg(100 + step).arg(random.bounded(50)));
                model.update({templates.constLast()});
            } else {
                TemplateSummary &one = templates[random.bounded(templates.size())];
                one = changed(one, random);
                model.update({one});
            }
        }
        NameOrder().sort(templates);
        TemplateTreeModel fresh;
        TemplateFilterModel freshlyFiltered(&fresh);
        fresh.setContents(someTypes(), templates);
        freshlyFiltered.setFilter(filter);
        QCOMPARE(withoutEmptyGroups(drawing::tree(filtered)), withoutEmptyGroups(drawing::tree(freshlyFiltered)));
        for (const TemplateSummary &summary : std::as_const(templates))
            QCOMPARE(*model.summary(model.indexOf(summary.id)), summary);
    }
}

QTEST_GUILESS_MAIN(TemplateTreeModelTest)
#include "tst_templatetreemodel.moc"
