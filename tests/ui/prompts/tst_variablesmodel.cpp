// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/variablesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

using Model = VariablesModel;

class TestVariablesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsEveryColumn()
    {
        Model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&model, &Model::edited);
        QSignalSpy refused(&model, &Model::refused);
        model.setVariables({{.name = u"a"_s}, {.name = u"b"_s, .type = u"number"_s}});
        QCOMPARE(edited.size(), 0);
        QVERIFY(model.setData(model.index(0, Model::NameColumn), u"c"_s, Qt::EditRole));
        QVERIFY(model.setData(model.index(0, Model::RequiredColumn), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(0, Model::DescriptionColumn), u"what for"_s, Qt::EditRole));
        QVERIFY(model.setData(model.index(0, Model::DefaultColumn), u"x"_s, Qt::EditRole));
        QCOMPARE(edited.size(), 4);
        QVERIFY(
            model.variables().at(0) ==
            (Variable{.name = u"c"_s, .required = false, .defaultValue = R"("x")"_ba, .description = u"what for"_s}));
        QVERIFY(!model.setData(model.index(0, Model::NameColumn), u"b"_s, Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, Model::NameColumn), u"no name"_s, Qt::EditRole));
        QCOMPARE(refused.size(), 2);
        QCOMPARE(model.append(u"d"_s), 2);
        model.removeNamed({u"c"_s, u"d"_s});
        QCOMPARE(model.rowCount(), 1);
        model.setReadOnly(true);
        QVERIFY(!model.setData(model.index(0, Model::NameColumn), u"z"_s, Qt::EditRole));
        QVERIFY(!(model.flags(model.index(0, Model::NameColumn)) & Qt::ItemIsEditable));
    }

    void defaults_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("string") << u"string"_s << u"EUR"_s << true << R"("EUR")"_ba;
        QTest::newRow("empty string") << u"string"_s << u"\"\""_s << true << R"("")"_ba;
        QTest::newRow("number") << u"number"_s << u"-1.5e3"_s << true << "-1500"_ba;
        QTest::newRow("no number") << u"number"_s << u"many"_s << false << QByteArray();
        QTest::newRow("integer") << u"integer"_s << u"3"_s << true << "3"_ba;
        QTest::newRow("long integer") << u"integer"_s << u"12345678901234567890"_s << true << "12345678901234567890"_ba;
        QTest::newRow("integer with a point") << u"integer"_s << u"3.0"_s << true << "3.0"_ba;
        QTest::newRow("no integer") << u"integer"_s << u"3.5"_s << false << QByteArray();
        QTest::newRow("boolean") << u"boolean"_s << u"true"_s << true << "true"_ba;
        QTest::newRow("array") << u"array"_s << u"[1, 2]"_s << true << "[1,2]"_ba;
        QTest::newRow("two values") << u"number"_s << u"1, 2"_s << false << QByteArray();
        QTest::newRow("object for array") << u"array"_s << u"{}"_s << false << QByteArray();
    }
    void defaults()
    {
        QFETCH(QString, type);
        QFETCH(QString, typed);
        QFETCH(bool, taken);
        QFETCH(QByteArray, value);
        Model model;
        model.setVariables({{.name = u"a"_s, .type = type}});
        const QModelIndex index = model.index(0, Model::DefaultColumn);
        QCOMPARE(model.setData(index, typed, Qt::EditRole), taken);
        QCOMPARE(model.variables().at(0).defaultValue.has_value(), taken);
        if (!taken)
            return;
        QCOMPARE(*model.variables().at(0).defaultValue, value);
        // What the cell then shows for editing means the same again.
        const QString shown = index.data(Qt::EditRole).toString();
        QVERIFY(model.setData(index, shown, Qt::EditRole));
        QCOMPARE(*model.variables().at(0).defaultValue, value);
        QVERIFY(model.setData(index, QString(), Qt::EditRole));
        QVERIFY(!model.variables().at(0).defaultValue);
    }

    void changingTypeDropsAnAlienDefault()
    {
        Model model;
        model.setVariables({{.name = u"a"_s, .type = u"number"_s, .defaultValue = "3"_ba}});
        QVERIFY(model.setData(model.index(0, Model::TypeColumn), u"integer"_s, Qt::EditRole));
        QVERIFY(model.variables().at(0).defaultValue);
        QVERIFY(model.setData(model.index(0, Model::TypeColumn), u"boolean"_s, Qt::EditRole));
        QVERIFY(!model.variables().at(0).defaultValue);
    }
};

QTEST_MAIN(TestVariablesModel)
#include "tst_variablesmodel.moc"
