// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/placeholders.h"

#include <QRandomGenerator>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The texts of what was found, each with a letter for its kind: "V:{{ a }}".
static QStringList found(const QString &text, const QString &format)
{
    static const QString letters = QStringLiteral("VTCE");
    QStringList result;
    for (const Placeholder &p : findPlaceholders(text, format))
        result.append(letters.at(static_cast<int>(p.kind)) + u':' + text.sliced(p.start, p.length));
    return result;
}

class TestPlaceholders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *format, const char *text, const QStringList &expected) {
            QTest::newRow(name) << QString::fromUtf8(format) << QString::fromUtf8(text) << expected;
        };
        row("text has none", "text", "{{ a }} {b} {% if %}", {});
        row("unknown format has none", "erb", "{{ a }}", {});
        row("mustache value", "mustache", "Hi {{ name }}, {{{raw}}} {{&amp}}",
            {u"V:{{ name }}"_s, u"V:{{{raw}}}"_s, u"V:{{&amp}}"_s});
        row("mustache section", "mustache", "{{#items}}x{{/items}}{{! note }}{{>p}}",
            {u"T:{{#items}}"_s, u"T:{{/items}}"_s, u"C:{{! note }}"_s, u"T:{{>p}}"_s});
        row("mustache delimiters", "mustache", "{{=<% %>=}}<% a %> {{ b }}", {u"T:{{=<% %>=}}"_s, u"V:<% a %>"_s});
        row("mustache unclosed", "mustache", "{{ a and {{ b }}", {u"V:{{ b }}"_s});
        row("mustache never closed", "mustache", "{{ a", {});
        row("jinja all kinds", "jinja2", "{{ a | trim }}{% if b %}{# c\nd #}",
            {u"V:{{ a | trim }}"_s, u"T:{% if b %}"_s, u"C:{# c\nd #}"_s});
        row("jinja closer in a string", "jinja2", "{{ '}}' ~ \"%}\" }}!", {u"V:{{ '}}' ~ \"%}\" }}"_s});
        row("jinja dictionary", "jinja2", "{{ f({'a': {'b': 1}}) }}", {u"V:{{ f({'a': {'b': 1}}) }}"_s});
        row("jinja raw", "jinja2", "{%- raw -%}{{ a }}{% endraw %}{{ b }}",
            {u"T:{%- raw -%}"_s, u"T:{% endraw %}"_s, u"V:{{ b }}"_s});
        row("jinja half typed", "jinja2", "{{ a \n{% if b %}", {u"T:{% if b %}"_s});
        row("fstring", "fstring", "{a} {{b}} {c.d[0]!r:>{w}} {}",
            {u"V:{a}"_s, u"E:{{"_s, u"E:}}"_s, u"V:{c.d[0]!r:>{w}}"_s, u"V:{}"_s});
        row("fstring leaves JSON alone", "fstring", "{\"a\": 1} { x }", {});
        row("beyond ASCII", "mustache", "Grüße 🎈 {{ größe }}", {u"V:{{ größe }}"_s});
        row("empty", "jinja2", "", {});
    }
    void finds()
    {
        QFETCH(QString, format);
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(found(text, format), expected);
    }

    /// Positions in bytes and in UTF-16 name the same stretches, and stretches never overlap, whatever the text.
    void bytesAgreeWithUtf16()
    {
        QRandomGenerator random(4711);
        const QStringList pieces{u"{"_s,  u"}"_s,    u"{{"_s, u"}}"_s,  u"%}"_s, u"{%"_s, u"{#"_s, u"#}"_s,
                                 u"\n"_s, u"name"_s, u"ü"_s,  u"🎈"_s,  u"'"_s,  u"\""_s, u"["_s,  u"]"_s,
                                 u":"_s,  u"!"_s,    u" "_s,  u"raw"_s, u"="_s,  u"\\"_s};
        for (int round = 0; round < 3000; ++round) {
            QString text;
            for (int i = 0; i < 40; ++i)
                text += pieces.at(random.bounded(pieces.size()));
            const QByteArray utf8 = text.toUtf8();
            for (const QString &format : {u"fstring"_s, u"mustache"_s, u"jinja2"_s}) {
                const auto wide = findPlaceholders(text, format);
                const auto narrow = findPlaceholders(QByteArrayView(utf8), format);
                QCOMPARE(narrow.size(), wide.size());
                qsizetype end = 0;
                for (qsizetype i = 0; i < wide.size(); ++i) {
                    QVERIFY2(wide[i].start >= end && wide[i].length > 0, qPrintable(text));
                    end = wide[i].start + wide[i].length;
                    QVERIFY(end <= text.size());
                    QCOMPARE(QString::fromUtf8(utf8.sliced(narrow[i].start, narrow[i].length)),
                             text.sliced(wide[i].start, wide[i].length));
                }
            }
        }
    }

    void hostileTextsEnd_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"{{", "{{ ", "{%", "{# ", "{a[", "{a:{", "{{ \"'", "{{{", "{a:{b:"})
            QTest::newRow(piece) << QString::fromUtf8(piece);
    }
    void hostileTextsEnd()
    {
        QFETCH(QString, piece);
        const QString text = piece.repeated(1'000'000 / piece.size());
        for (const QString &format : {u"fstring"_s, u"mustache"_s, u"jinja2"_s}) {
            // Work that grows with the square of the length would run into the runner's time limit.
            qsizetype end = 0;
            for (const Placeholder &hole : findPlaceholders(text, format)) {
                QVERIFY2(hole.start >= end && hole.length > 0, qPrintable(format));
                end = hole.start + hole.length;
            }
            QCOMPARE_LE(end, text.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestPlaceholders)
#include "tst_placeholders.moc"
