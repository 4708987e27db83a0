// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/pricefile.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestPriceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsProviders()
    {
        const QByteArray json = R"([
            {"id": "one", "models": [
                {"id": "a", "prices": {"input_mtok": 2, "cache_read_mtok": 0.2, "output_mtok": 8}},
                {"id": "tiers", "prices": {"input_mtok": {"base": 1, "tiers": []}, "output_mtok": 3}},
                {"id": "embedding", "prices": {"input_mtok": 1}},
                {"id": "dated", "prices": [
                    {"prices": {"input_mtok": 1, "output_mtok": 2}},
                    {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 3, "output_mtok": 4}},
                    {"constraint": {"start_time": "16:30:00Z"}, "prices": {"input_mtok": 0, "output_mtok": 0}}]}]},
            {"id": "two", "models": [{"id": "a", "prices": {"input_mtok": 9, "output_mtok": 9}}]}])";
        const QDateTime september(QDate(2026, 9, 1), QTime(0, 0), QTimeZone::UTC);
        const auto all = readPrices(json, u"f"_s);
        QCOMPARE(all->prices, (QList<ModelPrice>{{u"a"_s, {}, 2, 0.2, 8},
                                                 {u"tiers"_s, {}, 1, 1, 3},
                                                 {u"dated"_s, {}, 1, 1, 2},
                                                 {u"dated"_s, september, 3, 3, 4}}));
        QCOMPARE(
            leftOut(*all),
            u"One model was left out: it has no price for both input and output. One model has prices of several providers; those of the first were taken."_s);
        const auto second = readPrices(json, u"f"_s, u"two"_s);
        QCOMPARE(leftOut(*second), QString());
        QCOMPARE(second->prices, (QList<ModelPrice>{{u"a"_s, {}, 9, 9, 9}}));
    }

    void readsModels()
    {
        const QByteArray json = R"({"a": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
            "cache_read_input_token_cost": 7.5e-08, "litellm_provider": "p"}, "b": {"mode": "image_generation"}})";
        const auto made = readPrices(json, u"f"_s);
        QCOMPARE(made->unpriced, 1);
        QCOMPARE(made->prices, (QList<ModelPrice>{{u"a"_s, {}, 0.15, 0.075, 0.6}}));
        QVERIFY(!readPrices(json, u"f"_s, u"other"_s));
    }

    void readsItsOwnList()
    {
        const QByteArray json = R"([{"model": "a", "valid_from": null, "input_usd": 1, "cached_input_usd": 0.1,
            "output_usd": 2}])";
        QCOMPARE(readPrices(json, u"f"_s)->prices, (QList<ModelPrice>{{u"a"_s, {}, 1, 0.1, 2}}));
    }

    void aProviderWithoutAPriceLeavesItToTheNext()
    {
        const auto made = readPrices(R"([
            {"id": "one", "models": [{"id": "a", "prices": {"input_mtok": 1}}, {"id": "b", "prices": {}}]},
            {"id": "two", "models": [{"id": "a", "prices": {"input_mtok": 1, "output_mtok": 2}}, {"id": "b", "prices": {}},
                                     {"id": "c", "prices": {"output_mtok": 2}}]}])",
                                     u"f"_s);
        QCOMPARE(made->prices, (QList<ModelPrice>{{u"a"_s, {}, 1, 1, 2}}));
        QCOMPARE(made->unpriced, 2);
        QCOMPARE(made->several, 0);
    }

    void tellsWhatIsWrong()
    {
        QCOMPARE(readPrices("{\n ]", u"f"_s).error().place, u"f:2:2"_s);
        QCOMPARE(readPrices("[]", u"f"_s).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestPriceFile)
#include "tst_pricefile.moc"
