// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/jsonleaves.h"
#include "core/diff/versiondiff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

using Texts = std::pair<std::optional<QString>, std::optional<QString>>;

QList<Message> messages(const QStringList &lines)
{
    QList<Message> all;
    for (const QString &line : lines)
        all.append({line.section(u": "_s, 0, 0), line.section(u": "_s, 1)});
    return all;
}

// "0=0 +1 2~3": same, added, role changed…
QString drawn(const VersionDiff &diff)
{
    QStringList all;
    for (const MessageDiff &message : diff.messages) {
        const QString left = message.left ? QString::number(*message.left) : QString();
        const QString right = message.right ? QString::number(*message.right) : QString();
        const QString sign = !message.left           ? u"+"_s
                             : !message.right        ? u"-"_s
                             : message.roleChanged   ? u"~"_s
                             : message.lines.equal() ? u"="_s
                                                     : u"/"_s;
        all.append(left + sign + right);
    }
    return all.join(u' ');
}

VersionDiff compared(const VersionContent &left, const VersionContent &right)
{
    return diffVersions(left, right).value_or(VersionDiff());
}

QStringList fieldTexts(const VersionDiff &diff)
{
    QStringList all;
    for (const FieldChange &field : diff.fields)
        all.append(field.name + u": "_s + field.left.value_or(u"—"_s) + u" → "_s + field.right.value_or(u"—"_s) +
                   (field.newRequirement ? u" !"_s : QString()));
    return all;
}

} // namespace

class TestVersionDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aligned_data();
    void aligned();
    void manyMessages();
    void countsLines();
    void leaves_data();
    void leaves();
    void notJson_data();
    void notJson();
    void damagedJson();
    void configuration_data();
    void configuration();
    void variables_data();
    void variables();
    void equalOnlyWhereNothingDiffers();
    void stops();
    void stopsInTheConfiguration();
};

void TestVersionDiff::aligned_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QString>("expected");
    const QString s = u"system: You read invoices and return every line item"_s;
    const QString u1 = u"user: Invoice number one two three"_s;
    const QString a1 = u"assistant: Here is the JSON of it"_s;
    QTest::newRow("none") << QStringList{} << QStringList{} << u""_s;
    QTest::newRow("equal") << QStringList{s, u1} << QStringList{s, u1} << u"0=0 1=1"_s;
    QTest::newRow("first message") << QStringList{} << QStringList{s} << u"+0"_s;
    QTest::newRow("last message gone") << QStringList{s} << QStringList{} << u"0-"_s;
    QTest::newRow("inserted in front") << QStringList{u1} << QStringList{s, u1} << u"+0 0=1"_s;
    QTest::newRow("inserted between") << QStringList{s, u1} << QStringList{s, u"user: An example"_s, a1, u1}
                                      << u"0=0 +1 +2 1=3"_s;
    QTest::newRow("removed between") << QStringList{s, u"user: An example"_s, a1, u1} << QStringList{s, u1}
                                     << u"0=0 1- 2- 3=1"_s;
    QTest::newRow("rewritten keeps its place")
        << QStringList{s, u1} << QStringList{u"system: quite other words"_s, u1} << u"0/0 1=1"_s;
    QTest::newRow("role changed") << QStringList{s, u1} << QStringList{u"developer"_s + s.sliced(6), u1}
                                  << u"0~0 1=1"_s;
    QTest::newRow("another role, another text") << QStringList{s} << QStringList{u1} << u"0- +0"_s;
    QTest::newRow("inserted and edited") << QStringList{s, u1, a1}
                                         << QStringList{s, u"user: Something else entirely"_s, u1 + u" four"_s, a1}
                                         << u"0=0 +1 1/2 2=3"_s;
    QTest::newRow("same text twice") << QStringList{u1, u1} << QStringList{u1, u1, u1} << u"0=0 1=1 +2"_s;
}

void TestVersionDiff::aligned()
{
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    QFETCH(QString, expected);
    QCOMPARE(drawn(compared({.messages = messages(left)}, {.messages = messages(right)})), expected);
}

// A conversation too long to be aligned by likeness is still compared, each message once.
void TestVersionDiff::manyMessages()
{
    VersionContent left;
    VersionContent right;
    for (int i = 0; i < 3000; ++i) {
        left.messages.append({u"user"_s, u"left %1"_s.arg(i)});
        right.messages.append({u"user"_s, u"right %1"_s.arg(i)});
    }
    right.messages.append({u"user"_s, u"one more"_s});
    const VersionDiff diff = compared(left, right);
    QCOMPARE(diff.messages.size(), 3001);
    QCOMPARE(diff.added(), 3001);
    QCOMPARE(diff.removed(), 3000);
}

void TestVersionDiff::countsLines()
{
    const VersionDiff diff = compared({.messages = messages({u"system: a\nb\nc\n"_s, u"user: gone\n"_s})},
                                      {.messages = messages({u"system: a\nB\nc\nd\n"_s})});
    QCOMPARE(drawn(diff), u"0/0 1-"_s);
    QCOMPARE(diff.added(), 2);
    QCOMPARE(diff.removed(), 2);
}

void TestVersionDiff::leaves_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("empty") << "{}"_ba << QStringList{u"={}"_s};
    QTest::newRow("flat") << R"({"a": 1, "b": "x"})"_ba << QStringList{u"a=1"_s, u"b=\"x\""_s};
    QTest::newRow("nested") << R"({"f":{"schema":[{"t":null},[true]]}})"_ba
                            << QStringList{u"f.schema[0].t=null"_s, u"f.schema[1][0]=true"_s};
    QTest::newRow("numbers as written") << "[0.10, 1e3, -0, 12345678901234567890]"_ba
                                        << QStringList{u"[0]=0.10"_s, u"[1]=1e3"_s, u"[2]=-0"_s,
                                                       u"[3]=12345678901234567890"_s};
    QTest::newRow("names like paths") << R"({"a.b": {"": 1}, "c[0]": 2})"_ba
                                      << QStringList{u"[\"a.b\"][\"\"]=1"_s, u"[\"c[0]\"]=2"_s};
    QTest::newRow("repeated names") << R"({"a":1,"a":2})"_ba << QStringList{u"a=1"_s, u"a#2=2"_s};
    QTest::newRow("escapes") << R"({"\u0061":"\u00e9\n"})"_ba << QStringList{u"a=\"é\\n\""_s};
    QTest::newRow("empty holders") << R"({"a":[],"b":{}})"_ba << QStringList{u"a=[]"_s, u"b={}"_s};
    QTest::newRow("a value alone") << " 7 "_ba << QStringList{u"=7"_s};
}

void TestVersionDiff::leaves()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, expected);
    const auto leaves = jsonLeaves(json);
    QVERIFY(leaves);
    QStringList actual;
    for (const JsonLeaf &leaf : *leaves)
        actual.append(leaf.path + u'=' + leaf.text);
    QCOMPARE(actual, expected);
}

void TestVersionDiff::notJson_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "{", "[1,]", "{\"a\":}", "{a:1}", "01", "1.", ".5", "1e", "nul", "\"a", "\"\\", "{} x",
                             "[1 2]", "{\"a\" 1}", "\"a\nb\""})
        QTest::newRow(qPrintable(u"«%1»"_s.arg(QString::fromUtf8(text)))) << QByteArray(text);
    const QByteArray name = "{\"" + QByteArray(60, 'n') + "\":";
    QTest::newRow("deep and wide") << name.repeated(190) + "[" + QByteArray("1,").repeated(100'000) + "1]" +
                                          QByteArray("}").repeated(190);
    QTest::newRow("too deep") << QByteArray("[").repeated(100'000);
}

void TestVersionDiff::notJson()
{
    QFETCH(QByteArray, text);
    QVERIFY(!jsonLeaves(text));
    // It is compared as one text then.
    const VersionDiff diff =
        compared({.messages = {}, .modelConfig = text}, {.messages = {}, .modelConfig = "{\"a\": 1}"});
    QVERIFY(!diff.equal());
    QVERIFY(fieldTexts(diff).contains(u"a: — → 1"_s));
}

// Whatever is done to a document: it is read to the end or refused, and its paths stay distinct.
void TestVersionDiff::damagedJson()
{
    const QByteArray whole =
        R"({"model":"m-large","stop":["\n\u00e9",""],"n":[-0.10,1e+3,{"a.b":null}],"f":{"x":[[],{}],"y":true}})";
    const QByteArray bytes("{}[],:\"\\0-.eEtrue \x01\xff");
    QVERIFY(jsonLeaves(whole));
    QRandomGenerator random(7);
    int read = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray damaged = whole;
        for (int edits = 1 + random.bounded(3); edits > 0 && !damaged.isEmpty(); --edits) {
            const qsizetype at = random.bounded(damaged.size());
            const char byte = bytes[random.bounded(bytes.size())];
            switch (random.bounded(4)) {
            case 0:
                damaged.remove(at, 1 + random.bounded(4));
                break;
            case 1:
                damaged.insert(at, byte);
                break;
            case 2:
                damaged[at] = byte;
                break;
            default:
                damaged.truncate(at + 1);
                break;
            }
        }
        const auto leaves = jsonLeaves(damaged);
        if (!leaves)
            continue;
        ++read;
        QSet<QString> paths;
        for (const JsonLeaf &leaf : *leaves) {
            QVERIFY2(!paths.contains(leaf.path), damaged);
            paths.insert(leaf.path);
        }
        QVERIFY(!leaves->isEmpty());
    }
    QVERIFY(read > 100);
}

void TestVersionDiff::configuration_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QStringList>("unchanged");
    const QStringList none;
    QTest::newRow("equal") << R"({"model":"m","top_p":1})"_ba << R"({"model":"m","top_p":1})"_ba << none
                           << QStringList{u"model"_s, u"top_p"_s};
    QTest::newRow("number") << R"({"model":"m","temperature":0.2})"_ba << R"({"model":"m","temperature":0.1})"_ba
                            << QStringList{u"temperature: 0.2 → 0.1"_s} << QStringList{u"model"_s};
    QTest::newRow("number's text") << R"({"t":0.10})"_ba << R"({"t":0.1})"_ba << QStringList{u"t: 0.10 → 0.1"_s}
                                   << none;
    QTest::newRow("number and string") << R"({"t":"0.1"})"_ba << R"({"t":0.1})"_ba << QStringList{u"t: \"0.1\" → 0.1"_s}
                                       << none;
    QTest::newRow("deep") << R"({"f":{"s":[1,{"type":"string"}]},"g":1})"_ba
                          << R"({"f":{"s":[1,{"type":"object"}]},"g":1})"_ba
                          << QStringList{u"f.s[1].type: string → object"_s} << QStringList{u"g"_s};
    QTest::newRow("added and removed") << R"({"a":1})"_ba << R"({"b":2})"_ba
                                       << QStringList{u"a: 1 → —"_s, u"b: — → 2"_s} << none;
    QTest::newRow("from empty") << "{}"_ba << R"({"b":2})"_ba << QStringList{u"b: — → 2"_s} << none;
    QTest::newRow("emptied") << R"({"a":[1]})"_ba << R"({"a":[]})"_ba << QStringList{u"a[0]: 1 → —"_s, u"a: — → []"_s}
                             << none;
    QTest::newRow("spacing") << R"({"a":1})"_ba << R"({"a": 1})"_ba << QStringList{u"layout: 7 bytes → 8 bytes"_s}
                             << QStringList{u"a"_s};
    QTest::newRow("order")
        << R"({"a":1,"b":2})"_ba << R"({"b":2,"a":1})"_ba
        << QStringList{u"layout: 13 bytes, same values in another order → 13 bytes, same values in another order"_s}
        << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("object and list") << "{}"_ba << "[]"_ba << QStringList{u"model configuration: {} → []"_s} << none;
}

void TestVersionDiff::configuration()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QStringList, fields);
    QFETCH(QStringList, unchanged);
    const VersionDiff diff = compared({.messages = {}, .modelConfig = left}, {.messages = {}, .modelConfig = right});
    QCOMPARE(fieldTexts(diff), fields);
    QCOMPARE(diff.unchangedFields, unchanged);
}

void TestVersionDiff::variables_data()
{
    QTest::addColumn<QList<Variable>>("left");
    QTest::addColumn<QList<Variable>>("right");
    QTest::addColumn<QStringList>("fields");
    const Variable required{.name = u"x"_s};
    const Variable optional{.name = u"x"_s, .required = false};
    const Variable withDefault{.name = u"x"_s, .defaultValue = R"("EUR")"_ba};
    Variable described = required;
    described.description = u"The currency"_s;
    using V = QList<Variable>;
    QTest::newRow("equal") << V{required} << V{required} << QStringList{};
    QTest::newRow("new and required") << V{} << V{required} << QStringList{u"x: — → string, required, no default !"_s};
    QTest::newRow("new with a default") << V{} << V{withDefault}
                                        << QStringList{u"x: — → string, required, default \"EUR\""_s};
    QTest::newRow("new and optional") << V{} << V{optional} << QStringList{u"x: — → string, optional, no default"_s};
    QTest::newRow("becomes required") << V{optional} << V{required}
                                      << QStringList{
                                             u"x: string, optional, no default → string, required, no default !"_s};
    QTest::newRow("loses its default")
        << V{withDefault} << V{required}
        << QStringList{u"x: string, required, default \"EUR\" → string, required, no default !"_s};
    const Variable number{.name = u"x"_s, .type = u"integer"_s, .defaultValue = "12345678901234567890"_ba};
    const Variable next{.name = u"x"_s, .type = u"integer"_s, .defaultValue = "12345678901234567891"_ba};
    QTest::newRow("last digit of a long number")
        << V{number} << V{next}
        << QStringList{u"x: integer, required, default 12345678901234567890 → integer, required, default "
                       "12345678901234567891"_s};
    QTest::newRow("removed") << V{required} << V{} << QStringList{u"x: string, required, no default → —"_s};
    QTest::newRow("description")
        << V{required} << V{described}
        << QStringList{
               u"x: string, required, no default, no description → string, required, no default, “The currency”"_s};
    QTest::newRow("order") << V{{.name = u"a"_s}, {.name = u"b"_s}} << V{{.name = u"b"_s}, {.name = u"a"_s}}
                           << QStringList{u"order of variables: a, b → b, a"_s};
}

void TestVersionDiff::variables()
{
    QFETCH(QList<Variable>, left);
    QFETCH(QList<Variable>, right);
    QFETCH(QStringList, fields);
    const VersionDiff diff = compared({.messages = {}, .variables = left}, {.messages = {}, .variables = right});
    QCOMPARE(fieldTexts(diff), fields);
    QCOMPARE(diff.equal(), left == right);
}

void TestVersionDiff::equalOnlyWhereNothingDiffers()
{
    const VersionContent content{.messages = messages({u"system: a"_s}),
                                 .format = u"jinja2"_s,
                                 .variables = {{.name = u"x"_s}},
                                 .modelConfig = "{\"a\":1}"};
    QVERIFY(compared(content, content).equal());
    QCOMPARE(compared(content, content).unchangedFields, (QStringList{u"variable x"_s, u"a"_s}));
    VersionContent other = content;
    other.format = u"mustache"_s;
    QCOMPARE(fieldTexts(compared(content, other)), QStringList{u"format: jinja2 → mustache"_s});
    QVERIFY(!compared(content, other).equal());
    other = content;
    other.messages[0].role = u"developer"_s;
    QVERIFY(!compared(content, other).equal());
    other = content;
    other.messages.append({u"user"_s, QString()}); // without a line of text
    QVERIFY(!compared(content, other).equal());
    QCOMPARE(compared(content, other).added(), 0);
}

void TestVersionDiff::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto diff = diffVersions({.messages = messages({u"user: a"_s})}, {.messages = messages({u"user: b"_s})},
                                   source.get_token());
    QVERIFY(!diff);
    QCOMPARE(diff.error().kind, ErrorKind::Cancelled);
}

void TestVersionDiff::stopsInTheConfiguration()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY(!jsonLeaves("[" + QByteArray("1,").repeated(5000) + "1]", source.get_token()));
    const auto diff = diffVersions({.messages = {}, .modelConfig = "[1]"}, {.messages = {}, .modelConfig = "[2]"},
                                   source.get_token());
    QVERIFY(!diff);
    QCOMPARE(diff.error().kind, ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestVersionDiff)
#include "tst_versiondiff.moc"
