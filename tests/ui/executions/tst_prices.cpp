// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/executions/samplelog.h"
#include "ui/executions/pricesdialog.h"
#include "ui/executions/pricesmodel.h"
#include "ui/executions/recomputedialog.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestPrices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_log = std::make_unique<SampleLog>(m_server); }

    void takesAndRefuses()
    {
        PricesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPrices({{.model = u"old"_s, .validFrom = {}, .inputUsd = 1, .cachedInputUsd = 1, .outputUsd = 2}});
        const QSignalSpy refused(&model, &PricesModel::refused);
        QVERIFY(!model.setData(model.index(0, PricesModel::Model), u"other"_s)); // that would be another price
        QVERIFY(!model.setData(model.index(0, PricesModel::Input), u"-1"_s));
        QVERIFY(!model.setData(model.index(0, PricesModel::Input), u"nan"_s));
        QCOMPARE(refused.count(), 2);
        QVERIFY(model.changed().isEmpty());
        QVERIFY(model.setData(model.index(0, PricesModel::Input), u"$2.50"_s));
        QCOMPARE(model.changed().size(), 1);

        const int row = model.append(u"old"_s, {});
        QVERIFY(model.problem().contains(u"two prices of old"_s));
        QVERIFY(!model.setData(model.index(row, PricesModel::ValidFrom), u"31.1.2026"_s));
        QVERIFY(model.setData(model.index(row, PricesModel::ValidFrom), u"2026-01-31"_s));
        QCOMPARE(model.problem(), QString());
        QVERIFY(model.setData(model.index(row, PricesModel::Input), u"3"_s));
        QCOMPARE(model.changed().last().cachedInputUsd, 3.0);
        QCOMPARE(model.changed().last().validFrom, QDateTime(QDate(2026, 1, 31), QTime(0, 0), QTimeZone::UTC));
        model.remove(row); // one that nobody kept is gone
        QCOMPARE(model.rowCount(), 1);
    }

    void marksWhatIsToGo()
    {
        PricesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const ModelPrice one{.model = u"one"_s, .inputUsd = 1, .cachedInputUsd = 1, .outputUsd = 2};
        const ModelPrice two{.model = u"two"_s, .inputUsd = 1, .cachedInputUsd = 1, .outputUsd = 2};
        model.setPrices({one, two});
        QVERIFY(!model.hasChanges());
        model.remove(0);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.isRemoved(0) && model.hasChanges());
        QCOMPARE(model.removed(), QList<ModelPrice>{one});
        QVERIFY(model.changed().isEmpty());
        QVERIFY(model.index(0, 0).data(Qt::FontRole).value<QFont>().strikeOut());
        QVERIFY(!model.index(0, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
        QVERIFY(!model.setData(model.index(0, PricesModel::Input), u"3"_s));
        model.append(u"one"_s, {}); // in its place
        QCOMPARE(model.problem(), QString());
        model.remove(2);
        model.restore(0);
        QVERIFY(!model.hasChanges());
        model.remove(0);
        QCOMPARE(model.take({one}).changed, 1); // what is imported stays
        QVERIFY(!model.hasChanges());
        model.remove(1);
        model.setKept();
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.hasChanges());
    }

    void removesAPriceThatWasSaved()
    {
        QVERIFY(m_log->store().setPrices({{u"kept"_s, {}, 1, 1, 2}, {u"wrong"_s, {}, 1, 1, 2}}).result());
        PricesDialog dialog(m_log->store());
        dialog.show();
        auto *table = dialog.findChild<QTableView *>(u"pricesTable"_s);
        auto *remove = dialog.findChild<QPushButton *>(u"pricesRemove"_s);
        auto *save = dialog.findChild<QPushButton *>(u"pricesSave"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->setCurrentIndex(table->model()->index(1, PricesModel::Input));
        QVERIFY(remove->isEnabled());
        QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(remove->text(), u"&Keep price"_s);
        QCOMPARE(m_log->store().prices().result()->size(), 2); // not before it is saved
        QTest::mouseClick(remove, Qt::LeftButton);
        QVERIFY(!save->isEnabled());
        QTest::mouseClick(remove, Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        const auto left = m_log->store().prices().result();
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->constFirst().model, u"kept"_s);
    }

    void savesWhatWasTyped()
    {
        PricesDialog dialog(m_log->store());
        dialog.show();
        auto *table = dialog.findChild<QTableView *>(u"pricesTable"_s);
        auto *save = dialog.findChild<QPushButton *>(u"pricesSave"_s);
        auto *add = dialog.findChild<QPushButton *>(u"pricesAdd"_s);
        QTRY_VERIFY(add->isEnabled());
        QVERIFY(!save->isEnabled());
        QTest::mouseClick(add, Qt::LeftButton);
        const int row = table->model()->rowCount() - 1;
        QTest::keyClick(table->findChild<QLineEdit *>(), Qt::Key_Escape); // without a name
        QTest::mouseClick(save, Qt::LeftButton);
        auto *banner = dialog.findChild<QWidget *>(u"pricesBanner"_s);
        QVERIFY(banner->isVisible()); // without a model
        table->model()->setData(table->model()->index(row, PricesModel::Model), u"model-x"_s);
        table->model()->setData(table->model()->index(row, PricesModel::Output), u"4"_s);
        QVERIFY(!banner->isVisible());
        dialog.reject();
        QVERIFY(dialog.isVisible()); // it says first that this discards
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(qobject_cast<Banner *>(banner)->kind(), BannerKind::Success);
        QVERIFY(!save->isEnabled());
        const auto prices = m_log->store().prices().result();
        QVERIFY(std::ranges::contains(prices.value(), u"model-x"_s, &ModelPrice::model));
        dialog.reject();
        QVERIFY(!dialog.isVisible()); // nothing is left to discard
    }

    void importsAList()
    {
        QVERIFY(m_log->store().setPrices({{u"known"_s, {}, 1, 1, 2}, {u"same"_s, {}, 1, 1, 2}}).result());
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(R"([{"model": "known", "valid_from": null, "input_usd": 3, "cached_input_usd": 1, "output_usd": 2},
                       {"model": "same", "valid_from": null, "input_usd": 1, "cached_input_usd": 1, "output_usd": 2},
                       {"model": "new", "valid_from": null, "input_usd": 5, "cached_input_usd": 1, "output_usd": 2}])");
        file.close();
        PricesDialog dialog(m_log->store());
        dialog.show();
        auto *import = dialog.findChild<QPushButton *>(u"pricesImport"_s);
        auto *banner = dialog.findChild<Banner *>(u"pricesBanner"_s);
        auto *model = dialog.findChild<PricesModel *>();
        QTRY_COMPARE(model->rowCount(), 2);
        dialog.importFrom(file.fileName());
        QVERIFY(!import->isEnabled());
        QTRY_COMPARE(model->rowCount(), 3);
        QVERIFY2(banner->text().contains(u"1 new, 1 changed"_s), qPrintable(banner->text()));
        QCOMPARE(model->changed().size(), 2);
        QCOMPARE(m_log->store().prices().result()->size(), 2); // not before they are saved
        dialog.importFrom(u"/nowhere/prices.json"_s);
        QTRY_COMPARE(banner->kind(), BannerKind::Danger);
        QCOMPARE(model->rowCount(), 3);
    }

    void recomputesWhatWasRecorded()
    {
        const QString record =
            u"select promptuary.record_execution('Alpha', 1, true, model => '%1', input_tokens => 1000, "
            "cost_usd => %2, started_at => now() - interval '%3 days')"_s;
        m_log->run(record.arg(u"priced"_s, u"null"_s, u"0"_s));
        m_log->run(record.arg(u"priced"_s, u"null"_s, u"3"_s));
        m_log->run(record.arg(u"priced"_s, u"0.5"_s, u"3"_s));
        m_log->run(record.arg(u"other"_s, u"null"_s, u"3"_s));
        QVERIFY(m_log->store().setPrices({{u"priced"_s, {}, 2, 2, 2}, {u"other"_s, {}, 2, 2, 2}}).result());
        PricesDialog prices(m_log->store());
        prices.show();
        auto *open = prices.findChild<QPushButton *>(u"pricesRecompute"_s);
        QTRY_VERIFY(open->isEnabled());
        QTest::mouseClick(open, Qt::LeftButton);
        auto *dialog = prices.findChild<RecomputeDialog *>();
        QVERIFY(dialog);
        auto *button = dialog->findChild<QPushButton *>(u"recomputeButton"_s);
        QTRY_VERIFY(button->isEnabled());
        const auto *plan = dialog->findChild<QLabel *>(u"recomputePlan"_s);
        QVERIFY2(plan->text().startsWith(u"2 days have executions"_s), qPrintable(plan->text()));
        auto *model = dialog->findChild<QComboBox *>(u"recomputeModel"_s);
        model->setCurrentText(u"priced"_s);
        QVERIFY(!button->isEnabled()); // until what can be done is known again
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        auto *banner = dialog->findChild<Banner *>(u"recomputeBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->text(), u"2 of 2 executions cost something else now, $0.00400 more in all."_s);
        QList<std::optional<double>> costs;
        const auto all = m_log->store().page({}, 10).result();
        for (const Execution &execution : all.value())
            costs << execution.costUsd;
        QCOMPARE(costs.count(std::optional(0.002)), 2);
        QCOMPARE(costs.count(std::optional(0.5)), 1);
        QCOMPARE(costs.count(std::nullopt), 1);
    }

    void computesAgainOnlyWhereItMay()
    {
        PricesDialog dialog(m_log->store());
        dialog.show();
        auto *recompute = dialog.findChild<QPushButton *>(u"pricesRecompute"_s);
        QTRY_VERIFY(recompute->isEnabled());
        dialog.findChild<PricesModel *>()->append(u"unsaved"_s, {});
        QVERIFY(!recompute->isEnabled());
        PricesDialog readOnly(m_log->store());
        readOnly.setReadOnly(u"You may read."_s);
        readOnly.show();
        const auto *rows = readOnly.findChild<PricesModel *>();
        const QSignalSpy read(rows, &PricesModel::modelReset);
        QTRY_COMPARE(read.count(), 1);
        QVERIFY(!readOnly.findChild<QPushButton *>(u"pricesRecompute"_s)->isEnabled());
        QVERIFY(!readOnly.findChild<QPushButton *>(u"pricesImport"_s)->isEnabled());
    }

    void readsOnly()
    {
        PricesDialog dialog(m_log->store());
        dialog.setReadOnly(u"You may read."_s);
        dialog.show();
        QVERIFY(!dialog.findChild<QPushButton *>(u"pricesAdd"_s)->isEnabled());
        QCOMPARE(dialog.findChild<QLabel *>(u"bannerText"_s)->text(), u"You may read."_s);
    }

private:
    TestServer m_server;
    std::unique_ptr<SampleLog> m_log;
};

QTEST_MAIN(TestPrices)
#include "tst_prices.moc"
