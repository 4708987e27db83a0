// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/database/migrator.h"
#include "core/prompts/jsontext.h"
#include "core/prompts/nameorder.h"
#include "core/prompts/promptstore.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

VersionContent prompt(const QString &content)
{
    return {.messages = {{u"user"_s, content}}};
}

} // namespace

class PromptStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void rightsOfTheOwner();
    void rightsOfAViewer();
    void namedThings();
    void createFindAndList();
    void aTaskTypeIsMadeWithItsTemplateOrNotAtAll();
    void findNamesTheNearest();
    void changesOfATemplate();
    void searchReadsTexts();
    void contentIsKeptExactly_data();
    void contentIsKeptExactly();
    void unusableContentIsRefused_data();
    void unusableContentIsRefused();
    void saveNumbersAndLineage();
    void saveThatChangesNothing();
    void saveAfterSomeoneElse();
    void missingVersion();
    void activateRollBackDeactivate();
    void activateAfterSomeoneElse();
    void archivedTemplate();
    void concurrentSaversLeaveNoGap();
    void concurrentActivatorsKeepOneServing();
    void unreachableServer();

private:
    TemplateSummary createTemplate(const QString &name);
    int saveText(TemplateId id, int newest, const QString &content);

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<PromptStore> m_store;
    int m_count = 0;
};

void PromptStoreTest::initTestCase()
{
    m_server = std::make_unique<TestServer>();
    const QString conninfo = m_server->createDatabase();
    auto connection = Connection::open(conninfo);
    QVERIFY2(connection, "the test server does not answer");
    const auto deployed = Migrator(*connection).deploy();
    QVERIFY2(deployed, qPrintable(deployed ? QString() : deployed.error().toString()));
    m_database = std::make_unique<Database>(conninfo, 4);
    m_store = std::make_unique<PromptStore>(*m_database);
}

void PromptStoreTest::init()
{
    ++m_count; // names are unique, so each test function has its own
}

TemplateSummary PromptStoreTest::createTemplate(const QString &name)
{
    return valueOf(m_store->create(u"%1 %2"_s.arg(name).arg(m_count), u"extraction"_s));
}

int PromptStoreTest::saveText(TemplateId id, int newest, const QString &content)
{
    return valueOf(m_store->save(
        {.templateId = id, .parent = newest, .expectedNewest = newest, .content = prompt(content), .note = {}}));
}

void PromptStoreTest::rightsOfTheOwner()
{
    const Rights rights = valueOf(m_store->rights());
    QVERIFY(rights.view && rights.edit && rights.publish && rights.administer);
    QCOMPARE(rights.role, u"postgres"_s);
}

void PromptStoreTest::rightsOfAViewer()
{
    auto connection = Connection::open(m_database->conninfo());
    QVERIFY(connection);
    QVERIFY(connection->script(u"create role looker login in role promptuary_viewer"_s));
    auto name = connection->query(u"select current_database()"_s);
    QVERIFY(name);
    QVERIFY(name->next());
    Database database(m_server->conninfo(name->value(0).toString(), u"looker"_s), 1);
    PromptStore store(database);
    const Rights rights = valueOf(store.rights());
    QVERIFY(rights.view);
    QVERIFY(!rights.edit && !rights.publish && !rights.administer);
    QVERIFY(!valueOf(store.templates()).isEmpty());
    const Error refused = errorOf(store.create(u"not mine"_s, u"extraction"_s));
    QCOMPARE(refused.kind, ErrorKind::NotPermitted);
    QCOMPARE(refused.remedy, u"Ask an administrator for the role promptuary_editor."_s);
    const Error unpublished = errorOf(store.activate({1}, 1, u"staging"_s, {}));
    QCOMPARE(unpublished.remedy, u"Ask an administrator for the role promptuary_publisher."_s);

    QVERIFY(connection->script(u"create role stranger login"_s));
    Database strangers(m_server->conninfo(name->value(0).toString(), u"stranger"_s), 1);
    const Error unread = errorOf(PromptStore(strangers).templates());
    QCOMPARE(unread.kind, ErrorKind::NotPermitted);
    QCOMPARE(unread.remedy, u"Ask an administrator for the role promptuary_viewer."_s);
}

void PromptStoreTest::namedThings()
{
    const auto types = valueOf(m_store->taskTypes());
    QVERIFY(types.contains(TaskType{u"classification"_s, u"Classification"_s}));
    const auto environments = valueOf(m_store->environments());
    QVERIFY(environments.contains(Environment{u"production"_s, true}));
    QVERIFY(environments.contains(Environment{u"staging"_s, false}));

    const TaskType made = valueOf(m_store->createTaskType(u"Übersetzung & Co"_s));
    QCOMPARE(made.name, u"Übersetzung & Co"_s);
    QVERIFY(!made.key.isEmpty());
    QCOMPARE(valueOf(m_store->createTaskType(u"Übersetzung & Co"_s)), made);
    QVERIFY(valueOf(m_store->taskTypes()).contains(made));
}

void PromptStoreTest::aTaskTypeIsMadeWithItsTemplateOrNotAtAll()
{
    const auto before = valueOf(m_store->taskTypes());
    const TemplateSummary made =
        valueOf(m_store->createInTaskType(u"Route %1"_s.arg(m_count), u"Route requests"_s, u"Who answers"_s));
    QCOMPARE(made.taskType, u"route-requests"_s);
    QCOMPARE(made.description, u"Who answers"_s);
    const auto after = valueOf(m_store->taskTypes());
    QCOMPARE(after.size(), before.size() + 1);
    // Its key is no new name, and the name in any case is the same.
    QCOMPARE(valueOf(m_store->createInTaskType(u"By key %1"_s.arg(m_count), u"route-requests"_s)).taskType,
             made.taskType);
    QCOMPARE(valueOf(m_store->createInTaskType(u"By name %1"_s.arg(m_count), u"ROUTE requests"_s)).taskType,
             made.taskType);
    QCOMPARE(valueOf(m_store->taskTypes()), after);
    const Error taken = errorOf(m_store->createInTaskType(made.name, u"Never made"_s));
    QVERIFY2(taken.message.contains(u"exists already"), qPrintable(taken.message));
    QCOMPARE(valueOf(m_store->taskTypes()), after);
}

void PromptStoreTest::createFindAndList()
{
    const QStringList tags = {u"mail"_s, u"two words"_s, u"it's \"quoted\""_s, u"back\\slash, comma"_s, u"{brace}"_s};
    const QString name = u"Zürich 'mail' \\ @home %1"_s.arg(m_count);
    const TemplateSummary made = valueOf(m_store->create(name, u"Extraction"_s, u"line one\nline two"_s, tags));
    QVERIFY(made.id);
    QCOMPARE(made.name, name);
    QCOMPARE(made.taskType, u"extraction"_s);
    QCOMPARE(made.description, u"line one\nline two"_s);
    QCOMPARE(made.tags, tags);
    QCOMPARE(made.newest, 0);
    QVERIFY(made.active.isEmpty());
    QVERIFY(!made.archived);
    QVERIFY(qAbs(made.updatedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);

    QCOMPARE(valueOf(m_store->find(name)), made);
    QCOMPARE(valueOf(m_store->find(made.key)), made);
    QCOMPARE(valueOf(m_store->templates({made.id})), QList{made});
    QVERIFY(valueOf(m_store->templates(QList<TemplateId>{})).isEmpty());
    const auto all = valueOf(m_store->templates());
    QVERIFY(all.contains(made));
    const NameOrder order;
    QVERIFY(std::ranges::is_sorted(all, [&](const auto &one, const auto &other) { return order.before(one, other); }));

    const Error taken = errorOf(m_store->create(name, u"extraction"_s));
    QCOMPARE(taken.kind, ErrorKind::Conflict);
    QCOMPARE(errorOf(m_store->create(u"another"_s, u"no such type"_s)).kind, ErrorKind::NotFound);
}

void PromptStoreTest::findNamesTheNearest()
{
    const TemplateSummary made = createTemplate(u"Quarterly figures summariser"_s);
    const Error error = errorOf(m_store->find(u"Quarterly figures sumariser"_s));
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QVERIFY2(error.remedy.contains(made.name), qPrintable(error.toString()));
}

void PromptStoreTest::changesOfATemplate()
{
    const TemplateSummary made = createTemplate(u"Before"_s);
    const TemplateSummary renamed = valueOf(m_store->rename(made.id, u"After %1"_s.arg(m_count)));
    QCOMPARE(renamed.name, u"After %1"_s.arg(m_count));
    QCOMPARE(renamed.key, made.key);
    QCOMPARE(valueOf(m_store->move(made.id, u"validation"_s)).taskType, u"validation"_s);
    const TemplateSummary described = valueOf(m_store->describe(made.id, u"What it does"_s, {u"a"_s, u"b"_s}));
    QCOMPARE(described.description, u"What it does"_s);
    QCOMPARE(described.tags, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(valueOf(m_store->describe(made.id, {}, {})).tags.isEmpty());
    QVERIFY(valueOf(m_store->archive(made.id)).archived);
    QVERIFY(!valueOf(m_store->restore(made.id)).archived);
    QCOMPARE(errorOf(m_store->rename(TemplateId{987654321}, u"x"_s)).kind, ErrorKind::NotFound);
}

void PromptStoreTest::searchReadsTexts()
{
    const TemplateSummary made = createTemplate(u"Searched"_s);
    saveText(made.id, 0, u"Tell me about 100% ÄPFEL_%1"_s.arg(m_count));
    QCOMPARE(valueOf(m_store->search(u"100% äpfel_%1"_s.arg(m_count))), QList{made.id});
    QVERIFY(valueOf(m_store->search(u"nobody wrote this"_s)).isEmpty());
}

void PromptStoreTest::contentIsKeptExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("modelConfig");
    QTest::newRow("plain") << u"Hello"_s << "{}"_ba;
    QTest::newRow("empty text") << u""_s << "{}"_ba;
    QTest::newRow("line ends") << u"a\r\nb\rc\n\n"_s << "{}"_ba;
    QTest::newRow("trailing newline and blanks") << u"  x \t\n"_s << "{}"_ba;
    QTest::newRow("byte order marks") << u"\uFEFFfirst \uFEFF and last\uFEFF"_s << "{}"_ba;
    QTest::newRow("emoji and CJK") << u"👩‍👩‍👧 漢字 かな 한글 Ω\u0301 \U0001F600"_s
                                   << "{\"ключ\": \"値\"}"_ba;
    QTest::newRow("quotes and backslashes") << u"\\n 'a' \"b\" $1 ? :x %1 {{y}} E'\\''"_s << R"({"a": "\\ ' ?"})"_ba;
    QTest::newRow("control characters") << u"\u0001\u001f\u007f\u2028\ufeff"_s << "{}"_ba;
    QTest::newRow("100 KB") << u"漢 line of a prompt\r\n"_s.repeated(5000) << "{}"_ba;
    QTest::newRow("odd numbers, order, blanks")
        << u"x"_s << "{\r\n\t\"z\": 1.0, \"a\" : 1e-7,\n  \"big\": 123456789012345678901234567890.00, \"z\": 2\n}"_ba;
    QTest::newRow("blanks around the configuration") << u"x"_s << "\n  {\"t\": 0.70 }\n\n"_ba;
    QTest::newRow("configuration that is no object") << u"x"_s << "[1, 2.50, null]"_ba;
}

void PromptStoreTest::contentIsKeptExactly()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, modelConfig);
    const TemplateSummary made = createTemplate(u"Exact"_s + QString::fromLatin1(QTest::currentDataTag()));
    VersionContent content;
    content.messages = {{u"system"_s, u"Be brief."_s}, {u"user"_s, text}, {u"assistant"_s, text}};
    content.format = u"jinja2"_s;
    content.variables = {
        {.name = u"größe"_s, .type = u"integer"_s, .required = false, .defaultValue = "12345678901234567890"_ba},
        {.name = u"list"_s,
         .type = u"array"_s,
         .defaultValue = normalJson(R"([1.50, -2.5e3, "zwei", {"bb": 1e-7, "a": -0.0, "aé": "\u00e9"}])"),
         .description = u"Some."_s},
        {.name = u"nothing"_s, .defaultValue = "null"_ba},
        {.name = u"huge"_s, .type = u"number"_s, .defaultValue = normalJson("1e400")},
        {.name = u"plain"_s}};
    content.modelConfig = modelConfig;
    QCOMPARE(valueOf(m_store->save({.templateId = made.id, .content = content, .note = u"n"_s + text})), 1);

    const Version version = valueOf(m_store->version(made.id, 1));
    QCOMPARE(version.templateId, made.id);
    QCOMPARE(version.content.modelConfig, modelConfig);
    QCOMPARE(version.content.messages, content.messages);
    QCOMPARE(version.content, content);
    QCOMPARE(version.summary.note, u"n"_s + text);
    QCOMPARE(version.summary.author, u"postgres"_s);
    QCOMPARE(version.summary.sha256.size(), 32);
    QCOMPARE(version.summary.importedBy, QString());
    // The same content read and saved again is the same content.
    const Error same = errorOf(m_store->save(
        {.templateId = made.id, .parent = 1, .expectedNewest = 1, .content = version.content, .note = {}}));
    QCOMPARE(same.kind, ErrorKind::Unchanged);
    content.variables[0].defaultValue = "12345678901234567891";
    QCOMPARE(valueOf(m_store->save(
                 {.templateId = made.id, .parent = 1, .expectedNewest = 1, .content = content, .note = {}})),
             2);
}

void PromptStoreTest::unusableContentIsRefused_data()
{
    QTest::addColumn<VersionContent>("content");
    QTest::addColumn<QString>("place");
    QTest::newRow("U+0000") << prompt(u"a\0b"_s) << u"messages[0].content"_s;
    QTest::newRow("half a character") << prompt(QString(QChar(0xD83D))) << u"messages[0].content"_s;
    QTest::newRow("no messages") << VersionContent{.messages = {}} << u"messages"_s;
    VersionContent content = prompt(u"x"_s);
    content.modelConfig = "{\"a\": 1,\n  \"b\": }";
    QTest::newRow("configuration is no JSON") << content << u"model_config:2:8"_s;
    content.modelConfig = "1, 2";
    QTest::newRow("configuration is two values") << content << u"model_config:1:2"_s;
    content = prompt(u"x"_s);
    content.variables = {{.name = u"a"_s}, {.name = u"a"_s}};
    QTest::newRow("variable declared twice") << content << u"variables[1].name"_s;
    content = prompt(u"x"_s);
    content.format = u"erb"_s;
    QTest::newRow("unknown format") << content << u"format"_s;
    content = prompt(u"x"_s);
    content.messages[0].role = u"two words"_s;
    QTest::newRow("role") << content << u"messages[0].role"_s;
    content.messages = {{u"system"_s, u"x"_s}, {u"User"_s, u"x"_s}};
    QTest::newRow("role in capitals") << content << u"messages[1].role"_s;
    content.messages = {{u"system"_s, u" \n"_s}, {u"user"_s, u"\u2003"_s}};
    QTest::newRow("blank") << content << u"messages[0].content"_s;
    content.messages = {{u"user"_s, u"x"_s}, {u"placeholder"_s, u"two words"_s}};
    QTest::newRow("placeholder") << content << u"messages[1].content"_s;
}

void PromptStoreTest::unusableContentIsRefused()
{
    QFETCH(VersionContent, content);
    QFETCH(QString, place);
    const TemplateSummary made = createTemplate(u"Refused"_s + QString::fromLatin1(QTest::currentDataTag()));
    const Error error = errorOf(m_store->save({.templateId = made.id, .content = content, .note = {}}));
    QCOMPARE(error.kind, ErrorKind::Invalid);
    QCOMPARE(error.place, place);
    QVERIFY(valueOf(m_store->history(made.id)).isEmpty());
}

void PromptStoreTest::saveNumbersAndLineage()
{
    const TemplateSummary made = createTemplate(u"Lineage"_s);
    QCOMPARE(saveText(made.id, 0, u"one"_s), 1);
    QCOMPARE(saveText(made.id, 1, u"two"_s), 2);
    const SaveRequest branch{
        .templateId = made.id, .parent = 1, .expectedNewest = 2, .content = prompt(u"from one"_s), .note = u"why"_s};
    QCOMPARE(valueOf(m_store->save(branch)), 3);

    const auto history = valueOf(m_store->history(made.id));
    QCOMPARE(history.size(), 3);
    QCOMPARE(history.at(0).parent, 0);
    QCOMPARE(history.at(1).parent, 1);
    QCOMPARE(history.at(2).parent, 1);
    QCOMPARE(history.at(2).note, u"why"_s);
    QVERIFY(history.at(0).createdAt <= history.at(2).createdAt);
    QCOMPARE(valueOf(m_store->version(made.id, 3)).summary, history.at(2));

    const auto some = valueOf(m_store->versions(made.id, {3, 1}));
    QCOMPARE(some.size(), 2);
    QCOMPARE(some.at(0).content, prompt(u"one"_s));
    QCOMPARE(some.at(1).content, prompt(u"from one"_s));
    QCOMPARE(valueOf(m_store->find(made.key)).newest, 3);
    QVERIFY(valueOf(m_store->find(made.key)).active.isEmpty()); // saving serves nothing
}

void PromptStoreTest::saveThatChangesNothing()
{
    const TemplateSummary made = createTemplate(u"Unchanged"_s);
    saveText(made.id, 0, u"same"_s);
    const Error error = errorOf(m_store->save({.templateId = made.id,
                                               .parent = 1,
                                               .expectedNewest = 1,
                                               .content = prompt(u"same"_s),
                                               .note = u"new note"_s}));
    QCOMPARE(error.kind, ErrorKind::Unchanged);
    QCOMPARE(error.detail.value(u"number"_s).toInt(), 1);
    QCOMPARE(valueOf(m_store->history(made.id)).size(), 1);
}

void PromptStoreTest::saveAfterSomeoneElse()
{
    const TemplateSummary made = createTemplate(u"Overtaken"_s);
    saveText(made.id, 0, u"one"_s);
    saveText(made.id, 1, u"theirs"_s);
    const Error error = errorOf(m_store->save(
        {.templateId = made.id, .parent = 1, .expectedNewest = 1, .content = prompt(u"mine"_s), .note = {}}));
    QCOMPARE(error.kind, ErrorKind::Conflict);
    QCOMPARE(error.detail.value(u"newest"_s).toInt(), 2);
    QCOMPARE(error.detail.value(u"author"_s).toString(), u"postgres"_s);
    QVERIFY(!error.message.isEmpty() && !error.remedy.isEmpty());
    QCOMPARE(valueOf(m_store->history(made.id)).size(), 2);
}

void PromptStoreTest::missingVersion()
{
    const TemplateSummary made = createTemplate(u"Sparse"_s);
    QCOMPARE(errorOf(m_store->version(made.id, 1)).kind, ErrorKind::NotFound);
    saveText(made.id, 0, u"one"_s);
    const Error error = errorOf(m_store->version(made.id, 7));
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QVERIFY2(error.message.contains(made.name) && error.message.contains(u"7"_s), qPrintable(error.message));
    QCOMPARE(errorOf(m_store->version(TemplateId{987654321}, 1)).kind, ErrorKind::NotFound);
    QVERIFY(valueOf(m_store->versions(made.id, {5, 6})).isEmpty());
    QCOMPARE(errorOf(m_store->activate(made.id, 7, u"production"_s, {})).kind, ErrorKind::NotFound);
}

void PromptStoreTest::activateRollBackDeactivate()
{
    const TemplateSummary made = createTemplate(u"Serving"_s);
    for (int newest = 0; newest < 3; ++newest)
        saveText(made.id, newest, QString::number(newest));
    const QString production = u"production"_s;
    QCOMPARE(valueOf(m_store->activate(made.id, 1, production, u"first"_s, 0)), (ActivationResult{1, 0}));
    QCOMPARE(valueOf(m_store->activate(made.id, 3, production, u"better"_s, 1)), (ActivationResult{3, 1}));
    QCOMPARE(valueOf(m_store->activate(made.id, 2, u"staging"_s, u"try"_s)), (ActivationResult{2, 0}));
    QCOMPARE(valueOf(m_store->find(made.key)).active, (QMap<QString, int>{{production, 3}, {u"staging"_s, 2}}));
    QCOMPARE(valueOf(m_store->rollBack(made.id, 0, production, u"worse"_s)), (ActivationResult{1, 3}));
    QCOMPARE(valueOf(m_store->rollBack(made.id, 2, production, u"chosen"_s, 1)), (ActivationResult{2, 1}));
    QCOMPARE(valueOf(m_store->deactivate(made.id, production, u"off"_s, 2)), (ActivationResult{0, 2}));
    QCOMPARE(valueOf(m_store->find(made.key)).active, (QMap<QString, int>{{u"staging"_s, 2}}));

    const auto log = valueOf(m_store->activations(made.id));
    QStringList lines;
    for (const Activation &line : log)
        lines << u"%1 %2 %3→%4 %5 by %6"_s.arg(line.environment, line.kind)
                     .arg(line.previous)
                     .arg(line.active)
                     .arg(line.reason, line.actor);
    QCOMPARE(
        lines,
        (QStringList{u"production deactivate 2→0 off by postgres"_s, u"production rollback 1→2 chosen by postgres"_s,
                     u"production rollback 3→1 worse by postgres"_s, u"staging activate 0→2 try by postgres"_s,
                     u"production activate 1→3 better by postgres"_s, u"production activate 0→1 first by postgres"_s}));
    QVERIFY(log.first().at.isValid() && log.first().templateId == made.id);
    QCOMPARE(errorOf(m_store->activate(made.id, 1, u"no such place"_s, {})).kind, ErrorKind::NotFound);
}

void PromptStoreTest::activateAfterSomeoneElse()
{
    const TemplateSummary made = createTemplate(u"Switched"_s);
    saveText(made.id, 0, u"one"_s);
    saveText(made.id, 1, u"two"_s);
    const QString production = u"production"_s;
    valueOf(m_store->activate(made.id, 1, production, {}, 0));
    for (const auto &late :
         {m_store->activate(made.id, 2, production, {}, 0), m_store->rollBack(made.id, 2, production, {}, 2),
          m_store->deactivate(made.id, production, {}, 2)}) {
        const Error error = errorOf(late);
        QCOMPARE(error.kind, ErrorKind::Conflict);
        QCOMPARE(error.detail.value(u"active"_s).toInt(), 1);
        QCOMPARE(error.detail.value(u"actor"_s).toString(), u"postgres"_s);
    }
    QCOMPARE(valueOf(m_store->activations(made.id)).size(), 1);
}

void PromptStoreTest::archivedTemplate()
{
    const TemplateSummary made = createTemplate(u"Put away"_s);
    saveText(made.id, 0, u"one"_s);
    QVERIFY(valueOf(m_store->archive(made.id)).archived);
    QCOMPARE(errorOf(m_store->activate(made.id, 1, u"production"_s, {})).kind, ErrorKind::Conflict);
    QCOMPARE(
        errorOf(m_store->save(
                    {.templateId = made.id, .parent = 1, .expectedNewest = 1, .content = prompt(u"two"_s), .note = {}}))
            .kind,
        ErrorKind::Conflict);
    QVERIFY(valueOf(m_store->templates()).contains(valueOf(m_store->find(made.key))));
}

void PromptStoreTest::concurrentSaversLeaveNoGap()
{
    constexpr int savers = 20;
    const TemplateSummary made = createTemplate(u"Crowded"_s);
    Database crowd(m_database->conninfo(), savers);
    PromptStore store(crowd);
    // Everyone saves over what they saw; whoever was overtaken looks again, as an editor's user would.
    QList<QFuture<Result<int>>> saves;
    int refused = 0;
    QList<int> numbers;
    QList<int> waiting;
    for (int i = 0; i < savers; ++i)
        waiting << i;
    for (int newest = 0; !waiting.isEmpty(); newest = valueOf(store.find(made.key)).newest) {
        saves.clear();
        for (const int i : std::as_const(waiting))
            saves << store.save({.templateId = made.id,
                                 .parent = newest,
                                 .expectedNewest = newest,
                                 .content = prompt(u"text of %1"_s.arg(i)),
                                 .note = {}});
        QList<int> overtaken;
        for (qsizetype i = 0; i < saves.size(); ++i) {
            const Result<int> saved = saves.at(i).result();
            if (saved) {
                numbers << *saved;
                continue;
            }
            QCOMPARE(saved.error().kind, ErrorKind::Conflict);
            QVERIFY(saved.error().detail.value(u"newest"_s).toInt() > newest);
            overtaken << waiting.at(i);
            ++refused;
        }
        QVERIFY(overtaken.size() < waiting.size());
        waiting = overtaken;
    }
    QVERIFY(refused > 0);
    QCOMPARE(numbers.size(), savers);
    const auto history = valueOf(store.history(made.id));
    QCOMPARE(history.size(), savers);
    for (int i = 0; i < savers; ++i) {
        QCOMPARE(numbers.at(i), i + 1);
        QCOMPARE(history.at(i).number, i + 1);
        QCOMPARE(history.at(i).parent, i);
    }
}

void PromptStoreTest::concurrentActivatorsKeepOneServing()
{
    constexpr int activators = 20;
    const TemplateSummary made = createTemplate(u"Contended"_s);
    for (int i = 0; i < activators; ++i)
        saveText(made.id, i, QString::number(i));
    Database crowd(m_database->conninfo(), activators);
    PromptStore store(crowd);
    QList<QFuture<Result<ActivationResult>>> switches;
    for (int number = 1; number <= activators; ++number)
        switches << store.activate(made.id, number, u"production"_s, QString::number(number));
    for (const auto &future : std::as_const(switches))
        valueOf(future);
    // Each line of the log begins where the one before ended, and the last one serves.
    const auto log = valueOf(store.activations(made.id));
    QCOMPARE(log.size(), activators);
    for (qsizetype i = 0; i + 1 < log.size(); ++i)
        QCOMPARE(log.at(i).previous, log.at(i + 1).active);
    QCOMPARE(log.last().previous, 0);
    QCOMPARE(valueOf(store.find(made.key)).active.value(u"production"_s), log.first().active);

    // Of those who all saw the same version serve, one wins and the others are told what serves instead.
    const int seen = log.first().active;
    switches.clear();
    for (int number = 1; number <= activators; ++number) {
        if (number != seen)
            switches << store.activate(made.id, number, u"production"_s, {}, seen);
    }
    int won = 0;
    for (const auto &future : std::as_const(switches)) {
        const auto result = future.result();
        won += result ? 1 : 0;
        if (!result) {
            QCOMPARE(result.error().kind, ErrorKind::Conflict);
            QVERIFY(result.error().detail.value(u"active"_s).toInt() != seen);
        }
    }
    QCOMPARE(won, 1);
}

void PromptStoreTest::unreachableServer()
{
    Database nowhere(u"host=/nonexistent dbname=x connect_timeout=2"_s, 1);
    PromptStore store(nowhere);
    QCOMPARE(errorOf(store.templates()).kind, ErrorKind::NoDatabase);
}

QTEST_GUILESS_MAIN(PromptStoreTest)
#include "tst_promptstore.moc"
