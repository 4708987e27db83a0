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
        QCOMPARE(*readPrices(json, u"f"_s), (QList<ModelPrice>{{u"a"_s, {}, 2, 0.2, 8},
                                                               {u"tiers"_s, {}, 1, 1, 3},
                                                               {u"dated"_s, {}, 1, 1, 2},
                                                               {u"dated"_s, september, 3, 3, 4}}));
        QCOMPARE(*readPrices(json, u"f"_s, u"two"_s), (QList<ModelPrice>{{u"a"_s, {}, 9, 9, 9}}));
    }

    void readsModels()
    {
        const QByteArray json = R"({"a": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
            "cache_read_input_token_cost": 7.5e-08, "litellm_provider": "p"}, "b": {"mode": "image_generation"}})";
        QCOMPARE(*readPrices(json, u"f"_s), (QList<ModelPrice>{{u"a"_s, {}, 0.15, 0.075, 0.6}}));
        QVERIFY(!readPrices(json, u"f"_s, u"other"_s));
    }

    void readsItsOwnList()
    {
        const QByteArray json = R"([{"model": "a", "valid_from": null, "input_usd": 1, "cached_input_usd": 0.1,
            "output_usd": 2}])";
        QCOMPARE(*readPrices(json, u"f"_s), (QList<ModelPrice>{{u"a"_s, {}, 1, 0.1, 2}}));
    }

    void tellsWhatIsWrong()
    {
        QCOMPARE(readPrices("{\n ]", u"f"_s).error().place, u"f:2:2"_s);
        QCOMPARE(readPrices("[]", u"f"_s).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestPriceFile)
#include "tst_pricefile.moc"
