// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/variabledetection.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestVariableDetection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detects_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("declared"); // comma-separated; a name with ? is a boolean
        QTest::addColumn<QString>("undeclared");
        QTest::addColumn<QString>("unused");
        const auto row = [](const char *name, const char *format, const char *text, const char *declared,
                            const char *undeclared, const char *unused) {
            QTest::newRow(name) << QString::fromUtf8(format) << QString::fromUtf8(text) << QString::fromUtf8(declared)
                                << QString::fromUtf8(undeclared) << QString::fromUtf8(unused);
        };
        row("text: nothing is asked", "text", "{{ a }} {b}", "", "", "");
        row("text: a declared one is unused", "text", "a", "a", "", "a");
        row("fstring", "fstring", "{b} {a.x} {b} {{c}} {d:>{w}} {0} {}", "a,z", "b,d,w", "z");
        row("mustache", "mustache", "{{ b }} {{{a}}} {{&c}} {{! no }} {{> part}} {{p.name}} {{.}}", "a", "b,c,p", "");
        row("mustache list", "mustache", "{{#items}}{{label}}{{/items}}{{^items}}{{none}}{{/items}}{{end}}", "label",
            "items,none,end", "");
        row("mustache switch", "mustache", "{{#polite}}{{name}}{{/polite}}", "polite?", "name", "");
        row("jinja", "jinja2", "{{ a.b | join(sep, d='x') }} {{- c[key] -}} {# no #}", "", "a,sep,c,key", "");
        row("jinja words", "jinja2", "{% if x is not defined and y is none or not z == true %}{% endif %}", "", "x,y,z",
            "");
        row("jinja own names", "jinja2",
            "{% for k, v in things.items() if v %}{{ k }}{{ loop.index }}{% endfor %}{% set t = base + 1 %}{{ t }}", "",
            "things,base", "");
        row("jinja macro", "jinja2",
            "{% macro m(q, r=1) %}{{ q }}{% endmacro %}{{ m(u) }}{% raw %}{{ no }}{% endraw %}", "u,v", "", "v");
        row("jinja strings", "jinja2", "{{ 'a \\' b' ~ \"c\" ~ d }}", "", "d", "");
    }
    void detects()
    {
        QFETCH(QString, format);
        QFETCH(QString, text);
        QFETCH(QString, declared);
        QFETCH(QString, undeclared);
        QFETCH(QString, unused);
        VersionContent content{.messages = {{.role = u"user"_s, .content = text}}, .format = format};
        for (QString name : declared.split(u',', Qt::SkipEmptyParts)) {
            const bool isSwitch = name.endsWith(u'?');
            content.variables.append({.name = name.remove(u'?'), .type = isSwitch ? u"boolean"_s : u"string"_s});
        }
        const VariableFindings findings = detectVariables(content);
        QCOMPARE(findings.undeclared.join(u','), undeclared);
        QCOMPARE(findings.unused.join(u','), unused);
    }

    void bracesInPlainText_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("plain");
        QTest::newRow("text") << u"text"_s << u"topic,reader"_s;
        for (const QString &format : {u"fstring"_s, u"mustache"_s, u"jinja2"_s})
            QTest::newRow(qPrintable(format)) << format << QString();
    }
    void bracesInPlainText()
    {
        QFETCH(QString, format);
        QFETCH(QString, plain);
        const VersionContent content{
            .messages = {{.role = u"system"_s, .content = u"On {{topic}}, {single} and {{ }}."_s},
                         {.role = u"user"_s, .content = u"For {{ reader }} on {{topic}}."_s}},
            .format = format};
        QCOMPARE(detectVariables(content).plain.join(u','), plain);
    }

    void names()
    {
        QVERIFY(isVariableName(u"default_currency"));
        QVERIFY(isVariableName(u"größe2"));
        QVERIFY(!isVariableName(u"2nd"));
        QVERIFY(!isVariableName(u"a b"));
        QVERIFY(!isVariableName(u""));
    }
};

QTEST_APPLESS_MAIN(TestVariableDetection)
#include "tst_variabledetection.moc"
