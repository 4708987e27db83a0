// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/pathglob.h"
#include "core/exchange/pathnames.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestPaths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("expected");
        QTest::newRow("name, anywhere") << u"*.md"_s << u"a/b/c.md"_s << true;
        QTest::newRow("name, other ending") << u"*.md"_s << u"a/b/c.mdx"_s << false;
        QTest::newRow("star stays in its folder") << u"a/*.md"_s << u"a/b/c.md"_s << false;
        QTest::newRow("folder star") << u"patterns/*/system.md"_s << u"patterns/x/system.md"_s << true;
        QTest::newRow("from the top only") << u"patterns/*/system.md"_s << u"data/patterns/x/system.md"_s << false;
        QTest::newRow("two stars, none between") << u"**/*.md"_s << u"c.md"_s << true;
        QTest::newRow("two stars, many between") << u"a/**/c.md"_s << u"a/x/y/c.md"_s << true;
        QTest::newRow("two stars, names are whole") << u"a/**/c.md"_s << u"a/xc.md"_s << false;
        QTest::newRow("two stars at the end") << u"a/**"_s << u"a/x/y.md"_s << true;
        QTest::newRow("alternatives") << u"**/{system,user}.{md,txt}"_s << u"x/user.txt"_s << true;
        QTest::newRow("alternatives, none") << u"**/{system,user}.{md,txt}"_s << u"x/readme.md"_s << false;
        QTest::newRow("question mark") << u"v?.md"_s << u"v1.md"_s << true;
        QTest::newRow("question mark is no slash") << u"a?b/c"_s << u"a/b/c"_s << false;
        QTest::newRow("set") << u"v[0-9].md"_s << u"v7.md"_s << true;
        QTest::newRow("negated set") << u"v[!0-9].md"_s << u"v7.md"_s << false;
        QTest::newRow("set with a bracket") << u"v[]x].md"_s << u"v].md"_s << true;
        QTest::newRow("escaped") << u"\\*.md"_s << u"*.md"_s << true;
        QTest::newRow("escaped, no star") << u"\\*.md"_s << u"a.md"_s << false;
        QTest::newRow("dot is a dot") << u"a.md"_s << u"axmd"_s << false;
        QTest::newRow("leading slash") << u"/a/*.md"_s << u"a/b.md"_s << true;
        QTest::newRow("comma") << u"a,b.md"_s << u"a,b.md"_s << true;
    }

    void matches()
    {
        QFETCH(QString, glob);
        QFETCH(QString, path);
        QFETCH(bool, expected);
        const auto parsed = PathGlob::parse(glob);
        QVERIFY(parsed);
        QCOMPARE(parsed->matches(path), expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::newRow("empty") << QString();
        QTest::newRow("open brace") << u"*.{md"_s;
        QTest::newRow("open set") << u"[a.md"_s;
        QTest::newRow("lone backslash") << u"a\\"_s;
        QTest::newRow("backwards range") << u"[z-a]"_s;
    }

    void refuses()
    {
        QFETCH(QString, glob);
        const auto parsed = PathGlob::parse(glob);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
    }

    void names()
    {
        const QStringList paths{u"data/patterns/summarize/system.md"_s,
                                u"data/patterns/summarize/user.md"_s,
                                u"data/patterns/summarize/notes.md"_s,
                                u"data/patterns/explain.md"_s,
                                u"a/intent.txt"_s,
                                u"b/intent.txt"_s,
                                u"b/intent.j2"_s,
                                u"top.mustache"_s,
                                u"prompt.md"_s,
                                u"x/y/Assistant.md"_s};
        const QList<PromptFile> expected{{u"summarize/system"_s, u"patterns"_s, u"system"_s, u"text"_s},
                                         {u"summarize/user"_s, u"patterns"_s, u"user"_s, u"text"_s},
                                         {u"summarize/notes"_s, u"patterns"_s, u"user"_s, u"text"_s},
                                         {u"explain"_s, u"patterns"_s, u"user"_s, u"text"_s},
                                         {u"a/intent"_s, u"a"_s, u"user"_s, u"text"_s},
                                         {u"b/intent.txt"_s, u"b"_s, u"user"_s, u"text"_s},
                                         {u"b/intent.j2"_s, u"b"_s, u"user"_s, u"jinja2"_s},
                                         {u"top"_s, u"Imported"_s, u"user"_s, u"mustache"_s},
                                         {u"prompt"_s, u"Imported"_s, u"user"_s, u"text"_s},
                                         {u"y/Assistant"_s, u"x"_s, u"assistant"_s, u"text"_s}};
        QCOMPARE(namePromptFiles(paths), expected);
    }
};

QTEST_GUILESS_MAIN(TestPaths)
#include "tst_paths.moc"
