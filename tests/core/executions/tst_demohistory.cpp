// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/demohistory.h"

#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime now(QDate(2026, 11, 21), QTime(15, 0), QTimeZone::UTC);

Activation activation(int active, const QDateTime &at)
{
    return {.id = {},
            .templateId = {},
            .environment = u"production"_s,
            .kind = u"activate"_s,
            .previous = 0,
            .active = active,
            .reason = {},
            .actor = {},
            .at = at};
}

DemoHistory history(int perDay, int seed = 1)
{
    const DemoOptions options{
        .until = now, .days = 9, .perDay = perDay, .seed = seed, .environments = {u"production"_s, u"staging"_s}};
    DemoTemplate one{.key = u"one"_s, .served = demoServed({}, 3, DemoHistory::since(options), now), .content = {}};
    one.content.insert(1, {.messages = {{u"user"_s, u"Say {{ subject }}."_s}},
                           .format = u"mustache"_s,
                           .variables = {{.name = u"subject"_s}}});
    return DemoHistory({one}, options);
}

struct Sums {
    int executions = 0;
    int failures = 0;
    double latencyMs = 0;
    [[nodiscard]] double failureRate() const { return double(failures) / executions; }
    [[nodiscard]] double meanLatency() const { return latencyMs / executions; }
};

QHash<int, Sums> sumsByVersion(const DemoHistory &history, const QDate &outage)
{
    QHash<int, Sums> sums;
    for (int day = 0; day < 9; ++day) {
        for (const QJsonValue &value : history.day(day).executions) {
            if (QDateTime::fromString(value["started_at"_L1].toString(), Qt::ISODate).date() == outage)
                continue;
            Sums &sum = sums[value["version"_L1].toInt()];
            ++sum.executions;
            sum.failures += value["success"_L1].toBool() ? 0 : 1;
            sum.latencyMs += value["latency_ms"_L1].toDouble();
        }
    }
    return sums;
}

} // namespace

class TestDemoHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameEachTime()
    {
        QCOMPARE(history(300).day(2), history(300).day(2));
        QVERIFY(history(300).day(2) != history(300, 2).day(2));
    }

    void moreADayAddsToTheSame()
    {
        QSet<QString> more;
        for (const QJsonValue &value : history(600).day(2).executions)
            more << value["id"_L1].toString();
        const auto few = history(300).day(2).executions;
        QVERIFY(more.size() > few.size());
        for (const QJsonValue &value : few)
            QVERIFY(more.contains(value["id"_L1].toString()));
    }

    void nothingIsInTheFuture()
    {
        const auto last = history(500).day(8).executions;
        QVERIFY(!last.isEmpty());
        for (const QJsonValue &value : last) {
            const auto at = QDateTime::fromString(value["started_at"_L1].toString(), Qt::ISODateWithMs);
            QVERIFY(at <= now && at.date() == now.date());
        }
    }

    void aDayHasItsRhythm()
    {
        const DemoHistory made = history(2000);
        // Day 0 is a Friday, day 2 a Sunday.
        QVERIFY(made.day(0).executions.size() > 1.5 * double(made.day(2).executions.size()));
        int night = 0;
        int noon = 0;
        for (const QJsonValue &value : made.day(0).executions) {
            const int hour = QDateTime::fromString(value["started_at"_L1].toString(), Qt::ISODate).time().hour();
            night += hour >= 1 && hour < 5 ? 1 : 0;
            noon += hour >= 9 && hour < 13 ? 1 : 0;
        }
        QVERIFY(noon > 10 * night);
    }

    void aVersionHelpsAndAnotherHarms()
    {
        const auto sums = sumsByVersion(history(2000), QDate(2026, 11, 19));
        QCOMPARE(sums.size(), 3);
        QVERIFY(sums[2].failureRate() < sums[1].failureRate() && sums[1].failureRate() < sums[3].failureRate());
        QVERIFY(sums[2].meanLatency() < sums[1].meanLatency() && sums[1].meanLatency() < sums[3].meanLatency());
    }

    void anOutageIsShort()
    {
        int failures = 0;
        int executions = 0;
        QSet<QString> types;
        for (const QJsonValue &value : history(4000).day(6).executions) {
            const QTime at = QDateTime::fromString(value["started_at"_L1].toString(), Qt::ISODate).time();
            if (at < QTime(13, 10) || at >= QTime(13, 50))
                continue;
            ++executions;
            failures += value["success"_L1].toBool() ? 0 : 1;
            types << value["error_type"_L1].toString();
        }
        QVERIFY(failures > 0.7 * executions);
        QVERIFY(types.contains(u"timeout"_s) && types.contains(u"rate_limit"_s));
    }

    void textsAreRendered()
    {
        const auto day = history(2000).day(0).executions;
        const auto failed =
            std::find_if(day.begin(), day.end(), [](const QJsonValue &value) { return !value["success"_L1].toBool(); });
        QVERIFY(failed != day.end());
        const QJsonObject object = failed->toObject();
        QVERIFY(!object["error_type"_L1].toString().isEmpty());
        const QString subject = object["variables"_L1]["subject"_L1].toString();
        QVERIFY(!subject.isEmpty());
        QCOMPARE(object["rendered_prompt"_L1].toString(), u"Say %1."_s.arg(subject));
    }

    void variablesThatNobodyDeclaredAreFilledInToo()
    {
        const QList<std::pair<QString, QString>> templates{
            {u"fstring"_s, u"Hello {user_name!r:>10}, {{}} {missing}"_s},
            {u"jinja2"_s, u"Hello {{ user_name | upper }}."_s},
            {u"mustache"_s, u"Hello {{{user_name}}} {{& user_name}}."_s}};
        for (const auto &[format, text] : templates) {
            const DemoOptions options{.until = now, .days = 1, .perDay = 4000, .environments = {u"production"_s}};
            DemoTemplate made{.key = u"one"_s, .served = {{1, DemoHistory::since(options)}}, .content = {}};
            made.content.insert(1, {.messages = {{u"user"_s, text}}, .format = format});
            int prompts = 0;
            for (const QJsonValue &value : DemoHistory({made}, options).day(0).executions) {
                QVERIFY2(!value["variables"_L1]["user_name"_L1].toString().isEmpty(), qPrintable(format));
                if (!value["rendered_prompt"_L1].isString())
                    continue;
                ++prompts;
                const QString prompt = value["rendered_prompt"_L1].toString();
                QVERIFY2(prompt.startsWith(u"Hello Notes on "_s) && !prompt.contains(u"user_name"), qPrintable(prompt));
            }
            QVERIFY(prompts > 0);
        }
    }

    void activationsFitTheHistory()
    {
        const QDateTime since = now.addDays(-9);
        const QList<ServedVersion> served = demoServed({}, 3, since, now);
        QList<Activation> log = demoActivations(TemplateId{7}, u"production"_s, served);
        QCOMPARE(log.size(), 3);
        QCOMPARE(log.constFirst().at, since);
        QVERIFY(std::ranges::all_of(log, [](const Activation &each) { return each.templateId == TemplateId{7}; }));
        std::ranges::reverse(log);                        // as it is read
        QCOMPARE(demoServed(log, 3, since, now), served); // a repeat makes the same history
    }

    void noVersionServesBeforeItWasMade()
    {
        const QDateTime since = now.addDays(-9);
        const QList<ServedVersion> served = demoServed({}, 3, since, now); // turns of three days
        QHash<int, QDateTime> made{{1, since.addDays(-1)}, {2, since.addDays(-1)}, {3, since.addDays(5)}};
        QCOMPARE(demoServedOnceMade(served, made, since, now), served);
        made[3] = since.addDays(8);
        QCOMPARE(demoServedOnceMade(served, made, since, now),
                 (QList<ServedVersion>{served[0], served[1], {.number = 3, .from = since.addDays(8)}}));
        made[2] = since.addDays(8); // while the third was there already, it never came to it
        made[3] = since;
        QCOMPARE(demoServedOnceMade(served, made, since, now), (QList<ServedVersion>{served[0], served[2]}));
        made[3] = now.addSecs(1);
        QCOMPARE(demoServedOnceMade(served, made, since, now),
                 (QList<ServedVersion>{served[0], {.number = 2, .from = since.addDays(8)}}));
        made[1] = since.addSecs(1);
        QVERIFY(demoServedOnceMade(served, made, since, now).isEmpty());
        QVERIFY(demoServedOnceMade({}, made, since, now).isEmpty());
    }

    void versionsChangeAtOtherTimesInOtherTemplates()
    {
        const QDateTime since = now.addDays(-9);
        const auto served = [since](const QString &spread) { return demoServed({}, 3, since, now, spread); };
        const QList<ServedVersion> one = served(u"1/one"_s);
        QCOMPARE(one, served(u"1/one"_s));
        QSet<QDateTime> times;
        for (const QString &spread : {u"1/one"_s, u"1/two"_s, u"2/one"_s}) {
            const QList<ServedVersion> each = served(spread);
            QCOMPARE(each.size(), 3);
            for (qsizetype i = 0; i < each.size(); ++i) {
                times << each[i].from;
                QVERIFY(std::abs(each[i].from.secsTo(since.addDays(3 * i))) <= 18 * 3600); // a quarter of three days
            }
            QVERIFY(each[0].from <= since);
            // A first version that was made shortly before the history still begins it.
            const QHash<int, QDateTime> made{{1, since}};
            QCOMPARE(demoServedOnceMade(each, made, since, now).constFirst().from, since);
        }
        QCOMPARE(times.size(), 9);
    }

    void reviewsAreOfWhatNeedsThem()
    {
        const DemoDay day = history(4000).day(0);
        QVERIFY(!day.reviews.isEmpty());
        QSet<QString> waiting;
        for (const QJsonValue &value : day.executions) {
            if (value["needs_review"_L1].toBool())
                waiting << value["id"_L1].toString();
        }
        QVERIFY(waiting.size() > day.reviews.size());
        for (const DemoDay::Review &review : day.reviews)
            QVERIFY(waiting.contains(review.id.toString(QUuid::WithoutBraces)));
    }

    void theLogSaysWhatServed()
    {
        const QDateTime since = now.addDays(-9);
        const QList<Activation> log{activation(3, now.addDays(-2)), activation(2, now.addDays(-20))};
        QCOMPARE(demoServed(log, 4, since, now), (QList<ServedVersion>{{2, now.addDays(-20)}, {3, now.addDays(-2)}}));
    }

    void withoutALogVersionsTakeTurns()
    {
        const QDateTime since = now.addDays(-9);
        QCOMPARE(demoServed({activation(2, now.addSecs(-5))}, 3, since, now).size(), 4);
        QCOMPARE(demoServed({activation(2, now.addSecs(-5))}, 3, since, now).last().number, 2);
        QCOMPARE(demoServed({}, 3, since, now),
                 (QList<ServedVersion>{{1, since}, {2, since.addDays(3)}, {3, since.addDays(6)}}));
    }
};

QTEST_GUILESS_MAIN(TestDemoHistory)
#include "tst_demohistory.moc"
