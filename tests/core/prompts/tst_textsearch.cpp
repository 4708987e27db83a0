// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/textsearch.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestTextSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreInBytes()
    {
        const QString text = u"ü🎈a A aa"_s;
        const auto places = findMatches(text, *searchExpression({.text = u"a"_s}));
        const QByteArray utf8 = text.toUtf8();
        QCOMPARE(places.size(), 4);
        for (const SearchMatch &place : places)
            QCOMPARE(utf8.sliced(place.start, place.end - place.start).toLower(), "a");
        QCOMPARE(findMatches(text, *searchExpression({.text = u"a"_s, .caseSensitive = true})).size(), 3);
        QCOMPARE(findMatches(text, *searchExpression({.text = u"a"_s, .wholeWord = true})).size(), 2);
        QCOMPARE(findMatches(text, *searchExpression({.text = u"a"_s}), 2).size(), 2);
    }

    void plainTextIsNoExpression()
    {
        QCOMPARE(findMatches(u"a.b axb"_s, *searchExpression({.text = u"a.b"_s})).size(), 1);
        QCOMPARE(findMatches(u"a.b axb"_s, *searchExpression({.text = u"a.b"_s, .regex = true})).size(), 2);
        QCOMPARE(withAllReplaced(u"x"_s, *searchExpression({.text = u"x"_s}), u"\\1"_s, false), u"\\1"_s);
    }

    void wrongExpressionIsSaid()
    {
        const auto result = searchExpression({.text = u"(a"_s, .regex = true});
        QVERIFY(!result);
        QVERIFY(result.error().kind == ErrorKind::Invalid);
        QVERIFY(!result.error().message.isEmpty());
    }

    void emptyMatchesAreNone()
    {
        QVERIFY(findMatches(u"abc"_s, *searchExpression({.text = u"x*"_s, .regex = true})).isEmpty());
        QCOMPARE(withAllReplaced(u"abc"_s, *searchExpression({.text = u"x*"_s, .regex = true}), u"-"_s, true),
                 u"abc"_s);
    }

    void groupsAndLineEnds()
    {
        const auto expression = *searchExpression({.text = u"(\\w+)=(\\w+)"_s, .regex = true});
        const QString text = u"ü a=1\r\nb=2"_s;
        QCOMPARE(withAllReplaced(text, expression, u"\\2\\t\\1\\\\"_s, true), u"ü 1\ta\\\r\n2\tb\\"_s);
        const auto places = findMatches(text, expression);
        QCOMPARE(replacementFor(text, expression, places.at(1), u"<\\0>"_s, true), u"<b=2>"_s);
    }
};

QTEST_APPLESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
