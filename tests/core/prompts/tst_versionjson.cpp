// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/jsoncheck.h"
#include "core/prompts/jsonspan.h"
#include "core/prompts/versionjson.h"
#include "core/prompts/versiontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class VersionJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelConfigSurvives_data();
    void modelConfigSurvives();
    void documentHasItsMembers();
    void numbersOfTheConfigurationAreNotRead();
    void digitsOfDefaultsAreKept_data();
    void digitsOfDefaultsAreKept();
    void placesInJson();
    void startsOfMessages();
    void missingMembersComeFromBase();
    void errorsHaveTheirPlace_data();
    void errorsHaveTheirPlace();
    void faults_data();
    void faults();
    void spans();
    void textRoundTrip_data();
    void textRoundTrip();
    void textIntoMessages();
};

void VersionJsonTest::modelConfigSurvives_data()
{
    QTest::addColumn<QByteArray>("modelConfig");
    QTest::newRow("empty object") << "{}"_ba;
    QTest::newRow("order and numbers") << R"({"z":1.0,"a":1e-7,"n":12345678901234567890123.10,"z":-0.0})"_ba;
    QTest::newRow("layout") << "{\r\n\t\"a\" : [ 1,2 ,3 ],\n\n  \"b\":{ }\n}"_ba;
    QTest::newRow("blanks around") << " \n{\"a\": 1}\n"_ba;
    QTest::newRow("brackets and commas in texts") << R"({"stop": ["}", "],", "\"", "\\"], "model_config": 1})"_ba;
    QTest::newRow("escapes as written") << R"({"caf\u00e9": "\ud83d\ude00 \/"})"_ba;
    QTest::newRow("a number") << "0.70"_ba;
    QTest::newRow("null") << "null"_ba;
}

void VersionJsonTest::modelConfigSurvives()
{
    QFETCH(QByteArray, modelConfig);
    const VersionContent content{.messages = {{u"system"_s, u"a\r\nb 👍\n"_s}, {u"user"_s, u"\"{{x}}\"\t"_s}},
                                 .format = u"mustache"_s,
                                 .variables = {{.name = u"x"_s, .required = false, .defaultValue = "1.5"_ba}},
                                 .modelConfig = modelConfig};
    const QByteArray text = versionToJson({{u"number"_s, 3}, {u"note"_s, u"why \"so\""_s}}, content);
    QJsonParseError error;
    QJsonDocument::fromJson(text, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    const auto read = versionFromJson(text, u"f.json"_s);
    QVERIFY(read);
    QCOMPARE(read->modelConfig, modelConfig);
    QCOMPARE(*read, content);
}

void VersionJsonTest::documentHasItsMembers()
{
    const VersionContent content{.messages = {{u"user"_s, u"Hi"_s}}, .modelConfig = R"({"t": 1.50})"};
    const QByteArray text = versionToJson({{u"name"_s, u"Greeting"_s}}, content);
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    QCOMPARE(object.value(u"name"_s).toString(), u"Greeting"_s);
    QCOMPARE(object.value(u"format"_s).toString(), u"text"_s);
    QCOMPARE(object.value(u"variables"_s).toArray(), QJsonArray());
    QCOMPARE(object.value(u"messages"_s).toArray(),
             (QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, u"Hi"_s}}}));
    QVERIFY(text.contains(R"("model_config": {"t": 1.50},)"));
    QVERIFY(text.endsWith("}\n"));
}

void VersionJsonTest::numbersOfTheConfigurationAreNotRead()
{
    // PostgreSQL and JSON know them; no double does.
    const QByteArray config = R"({"a": 1e400, "b": 123456789012345678901234567890.5, "c": -0.0, "d": [1E-999]})";
    const auto read = versionFromJson(
        "{\"model_config\": " + config + ", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", u"f"_s);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().toString()));
    QCOMPARE(read->modelConfig, config);
    QCOMPARE(read->messages.first().content, u"x"_s);
    const auto again = versionFromJson(versionToJson({}, *read), u"f"_s);
    QVERIFY(again);
    QCOMPARE(again->modelConfig, config);
    const auto repeated = versionFromJson(
        R"({"model_config": 1e400, "model_config": 2, "messages": [], "messages": [{"role": "user", "content": "y"}]})",
        u"f"_s);
    QVERIFY(repeated);
    QCOMPARE(repeated->modelConfig, "2"_ba); // of equal names the last counts
    QCOMPARE(repeated->messages.size(), 1);
}

void VersionJsonTest::digitsOfDefaultsAreKept_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("kept");
    const auto row = [](const char *written, const QByteArray &kept) {
        QTest::newRow(written) << QByteArray(written) << kept;
    };
    row("12345678901234567890", "12345678901234567890");
    row("-0.10", "-0.10");
    row("1.50E+1", "15.0");
    row("-1.5e3", "-1500");
    row("12e-3", "0.012");
    row("-0", "0");
    row("0e2", "0");
    row("1e99999999999", "1e99999999999");
    row("[ 1e2 ,\n9007199254740993]", "[100,9007199254740993]");
    row(R"({ "b": 1.0, "a": [], "b": {"c" : null} })", R"({"a":[],"b":{"c":null}})");
    row(R"("caf\u00e9 \/")", R"("café /")");
    row("true", "true");
}

void VersionJsonTest::digitsOfDefaultsAreKept()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, kept);
    const QByteArray variables = R"([{"name": "a", "default": )" + written + "}]";
    const auto read =
        versionFromJson(R"({"messages": [{"role": "user", "content": "x"}], "variables": )" + variables + '}', u"f"_s);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().toString()));
    QCOMPARE(read->variables.at(0).defaultValue, kept);
    const auto again = versionFromJson(versionToJson({}, *read), u"f"_s);
    QVERIFY(again);
    QCOMPARE(*again, *read);
    QCOMPARE(variablesFromDatabase(variables), read->variables);
}

void VersionJsonTest::placesInJson()
{
    const QByteArray text = "{\"messages\": [\n{\"role\": \"x\", \"content\": \"\"}],\n\"format\": 1}";
    QCOMPARE(placeInJson(text, u"messages[0].role"_s), u"2:10"_s);
    QCOMPARE(placeInJson(text, u"messages[0].content"_s), u"2:26"_s);
    QCOMPARE(placeInJson(text, u"messages[0].other"_s), u"2:1"_s);
    QCOMPARE(placeInJson(text, u"messages[7]"_s), u"1:14"_s);
    QCOMPARE(placeInJson(text, u"format"_s), u"3:11"_s);
    QCOMPARE(placeInJson(text, u"parent"_s), u"1:1"_s);
    QCOMPARE(placeInJson(text, {}), u"1:1"_s);
}

void VersionJsonTest::startsOfMessages()
{
    const QByteArray text = "=== system ===\nü\n\\=== user ===\n=== user ===\nx";
    QCOMPARE(startOfMessage(text, 0), 0);
    QCOMPARE(startOfMessage(text, 1), text.lastIndexOf("\n=== user") + 1);
    QCOMPARE(startOfMessage(text, 2), 0);
    QCOMPARE(startOfMessage("x\n=== user ===\n", 1), 0);
}

void VersionJsonTest::missingMembersComeFromBase()
{
    const VersionContent base{.messages = {{u"user"_s, u"old"_s}},
                              .format = u"jinja2"_s,
                              .variables = {{.name = u"x"_s}},
                              .modelConfig = "{\"t\": 0}"};
    const auto read = versionFromJson(R"({"messages": [{"role": "user", "content": "new"}]})", u"f"_s, base);
    QVERIFY(read);
    VersionContent expected = base;
    expected.messages[0].content = u"new"_s;
    QCOMPARE(*read, expected);
    const auto config = versionFromJson("{\"model_config\":   [1] }", u"f"_s, base);
    QVERIFY(config);
    QCOMPARE(config->modelConfig, "  [1]"_ba);
}

void VersionJsonTest::errorsHaveTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("not closed") << "{\n  \"messages\": ["_ba << u"f.json:2:16"_s << u"ends too early"_s;
    QTest::newRow("an array") << "[]"_ba << u"f.json:1:1"_s << u"object"_s;
    QTest::newRow("no messages") << "{\"format\": \"text\"}"_ba << u"f.json:1:1"_s << u"messages"_s;
    QTest::newRow("misspelt member") << "{\n  \"messages\": [],\n  \"model_confg\": {}\n}"_ba << u"f.json:3:18"_s
                                     << u"model_confg"_s;
    QTest::newRow("content is a number")
        << "{\"messages\": [\n  {\"role\": \"ü\", \"content\": \"\"},\n  {\"role\": \"a\", \"content\": 1}]}"_ba
        << u"f.json:3:28"_s << u"content"_s;
    QTest::newRow("role is a number")
        << "{\"messages\": [\n  {\"role\": \"user\", \"content\": \"\"},\n  {\"content\": \"\", \"role\": 7}]}"_ba
        << u"f.json:3:27"_s << u"role"_s;
    QTest::newRow("no content") << "{\"messages\": [\n  {\"role\": \"user\"}]}"_ba << u"f.json:2:3"_s << u"content"_s;
    QTest::newRow("a message is a text") << "{\"messages\": [\"x\"]}"_ba << u"f.json:1:15"_s << u"role"_s;
    QTest::newRow("messages are a text") << "{\"messages\": \"x\"}"_ba << u"f.json:1:14"_s << u"array"_s;
    QTest::newRow("a name is a number") << "{\"variables\": [{\"name\": 1}]}"_ba << u"f.json:1:25"_s << u"name"_s;
    QTest::newRow("a description beyond any number")
        << "{\"variables\": [{\"name\": \"a\", \"description\": 1e400}]}"_ba << u"f.json:1:45"_s << u"description"_s;
    QTest::newRow("a type is a number") << "{\"variables\": [{\"name\": \"a\", \"type\": 1}]}"_ba << u"f.json:1:38"_s
                                        << u"type"_s;
    QTest::newRow("a description is a list")
        << "{\"variables\": [{\"name\": \"a\", \"description\": []}]}"_ba << u"f.json:1:45"_s << u"description"_s;
    QTest::newRow("first of two") << "{\"messages\": [],\n\"variables\": 1,\n\"format\": 2}"_ba << u"f.json:2:14"_s
                                  << u"variables"_s;
    QTest::newRow("content after wide letters")
        << "{\"messages\": [{\"role\": \"漢字\", \"contents\": \"\", \"content\": \"\"}]}"_ba << u"f.json:1:42"_s
        << u"contents"_s;
    QTest::newRow("unknown format") << "{\"format\": \"erb\"}"_ba << u"f.json:1:12"_s << u"jinja2"_s;
    QTest::newRow("unknown type") << "{\"variables\": [{\"name\": \"a\", \"type\": \"int\"}]}"_ba << u"f.json:1:38"_s
                                  << u"integer"_s;
    QTest::newRow("required is text") << "{\"variables\": [{\"name\": \"a\", \"required\": \"no\"}]}"_ba
                                      << u"f.json:1:42"_s << u"required"_s;
}

void VersionJsonTest::errorsHaveTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, mentions);
    const auto read = versionFromJson(text, u"f.json"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Invalid);
    QCOMPARE(read.error().place, place);
    QVERIFY2(read.error().message.contains(mentions), qPrintable(read.error().message));
}

void VersionJsonTest::faults_data()
{
    QTest::addColumn<QByteArray>("text"); // "^" stands in front of the byte the fault is noticed at
    const auto rows = {"^",          "^x",          "[1 ^2]",       "[1,^]",        "[1^",        "{^a: 1}",
                       "{\"a\" ^1}", "{\"a\": ^}",  "{\"a\": 1,^}", "{\"a\": 1^",   "{} ^x",      "[^tru]",
                       "[1.^]",      "[0^1]",       "[-^]",         "[1e^]",        "[\"^\\x\"]", "[\"^\\u12g4\"]",
                       "[\"a^",      "[\"a^\nb\"]", "[1]^]",        "{\"a\": ^.5}", "[^'a']",     "[^NaN]"};
    for (const char *row : rows)
        QTest::newRow(row) << QByteArray(row);
    for (const char *row :
         {"{}", "[]", " null\n", "-0.0e-12", "\"\\u00e9\\\\\\/ \xc3\xbc\"", "{\"a\":[true,false,{\"\":1E+2}]}"})
        QTest::newRow(row) << QByteArray(row);
}

void VersionJsonTest::faults()
{
    QFETCH(QByteArray, text);
    const qsizetype expected = text.indexOf('^');
    const auto fault = jsonFault(text.replace("^", ""));
    QCOMPARE(fault ? fault->offset : -1, expected);
    QVERIFY(!fault || fault->message.endsWith(u'.'));
}

void VersionJsonTest::spans()
{
    const QByteArray json = "{\"a\": [1, {\"b\\\"\": \"x,]}\"}, []], \"c\": null, \"a\": [true ]}";
    const auto text = [&](const JsonPath &path) {
        const auto span = jsonSpan(json, path);
        return span ? json.sliced(span->start, span->length) : "none"_ba;
    };
    QCOMPARE(text({}), json);
    QCOMPARE(text({u"c"_s}), "null"_ba);
    QCOMPARE(text({u"a"_s}), "[true ]"_ba); // of equal names the last counts
    QCOMPARE(text({u"a"_s, 0}), "true"_ba);
    QCOMPARE(text({u"a"_s, 1}), "none"_ba);
    QCOMPARE(text({u"d"_s}), "none"_ba);
    const QByteArray nested = R"([[], {"k\u0065y": {"x": -1.5e3}}])";
    const auto span = jsonSpan(nested, {1, u"key"_s, u"x"_s});
    QVERIFY(span);
    QCOMPARE(nested.sliced(span->start, span->length), "-1.5e3"_ba);
    QCOMPARE(lineAndColumn("a\nüx", 4), u"2:2"_s);
    QCOMPARE(lineAndColumn("", 9), u"1:1"_s);
}

void VersionJsonTest::textRoundTrip_data()
{
    QTest::addColumn<QStringList>("contents");
    QTest::newRow("one") << QStringList{u"Hello\r\n"_s};
    QTest::newRow("one that begins like a heading") << QStringList{u"=== user ===\nx"_s};
    QTest::newRow("two") << QStringList{u"Be brief."_s, u"Sum up:\n{{text}}\n"_s};
    QTest::newRow("empty ones") << QStringList{u""_s, u""_s, u""_s};
    QTest::newRow("newlines at the ends") << QStringList{u"\n\na\n\n"_s, u"\n"_s, u"b\n\n"_s};
    QTest::newRow("headings inside") << QStringList{u"a\n=== system ===\n\\=== x ===\n"_s,
                                                    u"\\\\=== y ===\n=== z ==="_s};
    QTest::newRow("CRLF") << QStringList{u"a\r\n=== system ===\r\nb\r\n"_s, u"c\r\n"_s};
}

void VersionJsonTest::textRoundTrip()
{
    QFETCH(QStringList, contents);
    QList<Message> messages;
    for (const QString &content : std::as_const(contents))
        messages << Message{messages.isEmpty() && contents.size() > 1 ? u"system"_s : u"user"_s, content};
    const auto read = messagesFromText(versionToText(messages), messages);
    QVERIFY(read);
    QCOMPARE(*read, messages);
}

void VersionJsonTest::textIntoMessages()
{
    const Message system{u"system"_s, u"Be brief."_s};
    const Message user{u"user"_s, u"old"_s};
    const Message assistant{u"assistant"_s, u"Yes?"_s};
    const Message changed{u"user"_s, u"new"_s};
    QCOMPARE(messagesFromText("new", {}), (QList{changed}));
    QCOMPARE(messagesFromText("new", {user}), (QList{changed}));
    QCOMPARE(messagesFromText("new", {system}), (QList{Message{u"system"_s, u"new"_s}}));
    QCOMPARE(messagesFromText("new", {system, user, assistant}), (QList{system, changed, assistant}));
    QCOMPARE(messagesFromText("new", {system, assistant}), std::nullopt);
    QCOMPARE(messagesFromText("=== user ===\nnew", {system, assistant}), (QList{changed}));
}

QTEST_APPLESS_MAIN(VersionJsonTest)
#include "tst_versionjson.moc"
