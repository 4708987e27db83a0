// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/nameorder.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

QList<TemplateSummary> named(const QStringList &names)
{
    QList<TemplateSummary> summaries;
    for (const QString &name : names) {
        TemplateSummary summary;
        summary.id = TemplateId{summaries.size() + 1};
        summary.name = name;
        summaries.append(summary);
    }
    return summaries;
}

QStringList namesOf(const QList<TemplateSummary> &summaries)
{
    QStringList names;
    for (const TemplateSummary &summary : summaries)
        names.append(summary.name);
    return names;
}

} // namespace

class NameOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLikeADictionary();
    void equalNamesKeepTheOrderOfTheirIds();
    void sortAndBeforeAgree();
};

void NameOrderTest::readsLikeADictionary()
{
    auto summaries = named({u"step 10"_s, u"Zebra"_s, u"émigré"_s, u"Step 2"_s, u"apple"_s, u"Emil"_s, u"fig"_s});
    NameOrder().sort(summaries);
    QCOMPARE(namesOf(summaries),
             QStringList({u"apple"_s, u"émigré"_s, u"Emil"_s, u"fig"_s, u"Step 2"_s, u"step 10"_s, u"Zebra"_s}));
}

void NameOrderTest::equalNamesKeepTheOrderOfTheirIds()
{
    auto summaries = named({u"same"_s, u"Same"_s, u"same"_s});
    std::ranges::reverse(summaries);
    NameOrder().sort(summaries);
    for (int place = 0; place < 3; ++place)
        QCOMPARE(summaries[place].id, TemplateId{place + 1});
}

void NameOrderTest::sortAndBeforeAgree()
{
    QRandomGenerator random(1);
    const QString letters = u"aAbBzZéß 0129-_ñ"_s;
    QStringList names;
    for (int count = 0; count < 500; ++count) {
        QString name;
        for (int length = random.bounded(1, 9); length > 0; --length)
            name += letters[random.bounded(letters.size())];
        names.append(name);
    }
    auto summaries = named(names);
    const NameOrder order;
    order.sort(summaries);
    QCOMPARE(summaries.size(), names.size());
    for (qsizetype place = 1; place < summaries.size(); ++place)
        QVERIFY2(order.before(summaries[place - 1], summaries[place]), qPrintable(summaries[place].name));
}

QTEST_GUILESS_MAIN(NameOrderTest)
#include "tst_nameorder.moc"
