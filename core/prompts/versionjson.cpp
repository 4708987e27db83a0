// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/versionjson.h"

#include "core/prompts/jsoncheck.h"
#include "core/prompts/jsonspan.h"
#include "core/prompts/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

const QStringList &formats()
{
    static const QStringList all = {u"text"_s, u"fstring"_s, u"mustache"_s, u"jinja2"_s};
    return all;
}

const QStringList &variableTypes()
{
    static const QStringList all = {u"string"_s, u"number"_s, u"integer"_s, u"boolean"_s, u"array"_s, u"object"_s};
    return all;
}

/// Tells members that are about a version from those that are its content.
bool isDescriptive(const QString &member)
{
    static const QSet<QString> all = {u"name"_s,       u"key"_s,  u"number"_s, u"parent"_s,   u"author"_s,
                                      u"created_at"_s, u"note"_s, u"sha256"_s, u"archived"_s, u"imported_by"_s};
    return all.contains(member);
}

/// One element a line, so that a version's JSON reads and compares well.
QByteArray jsonLines(const QByteArrayList &elements, const QByteArray &indent)
{
    if (elements.isEmpty())
        return "[]"_ba;
    const QByteArray separator = ",\n" + indent + "    ";
    return "[\n" + indent + "    " + elements.join(separator) + '\n' + indent + ']';
}

QByteArray toJson(const Message &message)
{
    return R"({"role": )" + jsonText(message.role) + R"(, "content": )" + jsonText(message.content) + '}';
}

QByteArray toJson(const Variable &variable)
{
    QByteArray text = R"({"name": )" + jsonText(variable.name) + R"(, "type": )" + jsonText(variable.type) +
                      R"(, "required": )" + (variable.required ? "true" : "false");
    if (variable.defaultValue)
        text += R"(, "default": )" + *variable.defaultValue;
    if (!variable.description.isEmpty())
        text += R"(, "description": )" + jsonText(variable.description);
    return text + '}';
}

template<typename T>
QByteArrayList toJsonList(const QList<T> &values)
{
    QByteArrayList list;
    for (const T &value : values)
        list << toJson(value);
    return list;
}

/// A variable's members as they stand in a text, its default apart, since that is kept as text.
struct VariableMembers {
    QJsonObject values; ///< a number that no double can be is null, and so is the default
    std::optional<QByteArray> defaultValue = {};
};

VariableMembers variableMembers(QByteArrayView json, JsonSpan span)
{
    VariableMembers members;
    for (const auto &[name, value] : jsonMembers(json, span)) {
        const QByteArrayView text = json.sliced(value.start, value.length);
        const bool isDefault = name == "default"_L1;
        if (isDefault)
            members.defaultValue = normalJson(text);
        const QJsonValue read = isDefault ? QJsonValue() : jsonValue(text);
        members.values.insert(name, read.isUndefined() ? QJsonValue() : read);
    }
    return members;
}

Variable variableFrom(const VariableMembers &members)
{
    const QJsonObject &object = members.values;
    Variable variable;
    variable.name = object.value("name"_L1).toString();
    variable.type = object.value("type"_L1).toString(variable.type);
    variable.required = object.value("required"_L1).toBool(true);
    variable.defaultValue = members.defaultValue;
    variable.description = object.value("description"_L1).toString();
    return variable;
}

/// Where the thing at `path` begins, or the innermost thing around it that is there.
qsizetype startOf(QByteArrayView validJson, JsonPath path)
{
    auto span = jsonSpan(validJson, path);
    while (!span && !path.isEmpty()) {
        path.removeLast();
        span = jsonSpan(validJson, path);
    }
    return span.value_or(JsonSpan{}).start;
}

/// Reads one file; the first thing wrong ends it.
class Reader
{
public:
    Reader(QByteArrayView text, QString fileName)
        : m_text(text)
        , m_fileName(std::move(fileName))
    {
    }

    Result<VersionContent> read(const VersionContent &base)
    {
        if (const auto fault = jsonFault(m_text))
            return wrong(fault->offset, fault->message);
        const JsonSpan document = jsonSpan(m_text, {}).value_or(JsonSpan{});
        if (m_text[document.start] != '{')
            return wrong({}, u"A version is a JSON object with \"messages\", as `version show --json` prints it."_s);
        VersionContent content = base;
        // Member by member, because QJsonDocument would refuse a whole document for a number that is not its own to
        // read.
        for (const auto &[name, value] : jsonMembers(m_text, document)) {
            Result<void> taken = takeMember(name, value, content);
            if (!taken)
                return std::unexpected(taken.error());
        }
        if (content.messages.isEmpty())
            return wrong({}, u"There are no \"messages\" here; a version has at least one."_s);
        return content;
    }

private:
    std::unexpected<Error> wrong(qsizetype offset, const QString &message) const
    {
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = message,
                                     .place = m_fileName + u':' + lineAndColumn(m_text, offset)});
    }
    std::unexpected<Error> wrong(const JsonPath &path, const QString &message) const
    {
        return wrong(startOf(m_text, path), message);
    }

    Result<void> takeMember(const QString &name, JsonSpan span, VersionContent &content) const
    {
        if (name == "model_config"_L1) {
            content.modelConfig = modelConfigText();
            return {};
        }
        if (name == "variables"_L1)
            return takeVariables(span, content);
        const QJsonValue value = jsonValue(m_text.sliced(span.start, span.length));
        if (value.isUndefined())
            return wrong({name}, u"A number in \"%1\" is larger than any program can read."_s.arg(name));
        if (name == "messages"_L1)
            return takeMessages(value, content);
        if (name == "format"_L1) {
            if (!formats().contains(value.toString()))
                return wrong({name}, u"The format is one of %1."_s.arg(formats().join(u", "_s)));
            content.format = value.toString();
        } else if (!isDescriptive(name)) {
            return wrong(
                {name},
                u"A version has no member \"%1\"; it has messages, format, variables, model_config."_s.arg(name));
        }
        return {};
    }

    Result<void> takeMessages(const QJsonValue &value, VersionContent &content) const
    {
        const QString messages = u"messages"_s;
        if (!value.isArray())
            return wrong({messages}, u"\"messages\" is an array of {\"role\", \"content\"}."_s);
        content.messages.clear();
        const QJsonArray array = value.toArray();
        for (int i = 0; i < array.size(); ++i) {
            const QJsonObject object = array.at(i).toObject();
            if (object.value("role"_L1).toString().isEmpty())
                return wrong({messages, i, u"role"_s}, u"A message has a \"role\", e.g. \"system\" or \"user\"."_s);
            if (!object.value("content"_L1).isString())
                return wrong({messages, i, u"content"_s}, u"A message has a \"content\" that is a text."_s);
            for (const QString &name : object.keys()) {
                if (name != "role"_L1 && name != "content"_L1)
                    return wrong({messages, i, name},
                                 u"A message has no member \"%1\"; it has role and content."_s.arg(name));
            }
            content.messages << Message{object.value("role"_L1).toString(), object.value("content"_L1).toString()};
        }
        return {};
    }

    Result<void> takeVariables(JsonSpan span, VersionContent &content) const
    {
        const QString variables = u"variables"_s;
        if (m_text[span.start] != '[')
            return wrong({variables},
                         u"\"variables\" is an array of {\"name\", \"type\", \"required\", \"default\"}."_s);
        content.variables.clear();
        const QList<JsonSpan> elements = jsonElements(m_text, span);
        for (int i = 0; i < elements.size(); ++i) {
            const VariableMembers members = variableMembers(m_text, elements.at(i));
            Result<void> checked = checkVariable(members.values, {variables, i});
            if (!checked)
                return checked;
            content.variables << variableFrom(members);
        }
        return {};
    }

    Result<void> checkVariable(const QJsonObject &object, const JsonPath &path) const
    {
        static const QSet<QString> known = {u"name"_s, u"type"_s, u"required"_s, u"default"_s, u"description"_s};
        if (object.value("name"_L1).toString().isEmpty())
            return wrong(path + JsonPath{u"name"_s}, u"A variable has a \"name\" that is a text."_s);
        for (const QString &name : object.keys()) {
            if (!known.contains(name))
                return wrong(path + JsonPath{name}, u"A variable has no member \"%1\"."_s.arg(name));
        }
        const QJsonValue type = object.value("type"_L1);
        if (!type.isUndefined() && !type.isString())
            return wrong(path + JsonPath{u"type"_s}, u"A variable's \"type\" is a text."_s);
        if (object.contains("description"_L1) && !object.value("description"_L1).isString())
            return wrong(path + JsonPath{u"description"_s}, u"A variable's \"description\" is a text."_s);
        if (object.contains("required"_L1) && !object.value("required"_L1).isBool())
            return wrong(path + JsonPath{u"required"_s}, u"\"required\" is true or false."_s);
        if (type.isString() && !variableTypes().contains(type.toString()))
            return wrong(path + JsonPath{u"type"_s},
                         u"A variable's type is one of %1."_s.arg(variableTypes().join(u", "_s)));
        return {};
    }

    /// The member's own text with the blanks that are the configuration's, see the header.
    QByteArray modelConfigText() const
    {
        const JsonSpan value = jsonSpan(m_text, {u"model_config"_s}).value_or(JsonSpan{});
        qsizetype start = m_text.first(value.start).lastIndexOf(':') + 1;
        if (start < value.start && m_text[start] == ' ')
            ++start;
        const qsizetype end = value.start + value.length;
        qsizetype next = end;
        while (next < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[next]))
            ++next;
        const bool beforeComma = next < m_text.size() && m_text[next] == ',';
        return m_text.sliced(start, (beforeComma ? next : end) - start).toByteArray();
    }

    QByteArrayView m_text;
    QString m_fileName;
};

Result<void> checkText(const QString &text, const QString &place)
{
    if (text.contains(QChar::Null))
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"The text holds the character U+0000, which no database text can."_s,
                                     .place = place});
    if (!text.isValidUtf16())
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"The text holds half a character (a lone surrogate)."_s,
                                     .place = place});
    return {};
}

Result<void> checkModelConfig(const QByteArray &json)
{
    const auto fault = jsonFault(json);
    if (!fault)
        return {};
    return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                 .message = u"The model configuration is no JSON: %1"_s.arg(fault->message),
                                 .place = u"model_config:"_s + lineAndColumn(json, fault->offset)});
}

} // namespace

const QStringList &messageRoles()
{
    static const QStringList all = {u"system"_s,    u"developer"_s, u"user"_s,
                                    u"assistant"_s, u"tool"_s,      u"placeholder"_s};
    return all;
}

QByteArray messagesToJson(const QList<Message> &messages)
{
    return '[' + toJsonList(messages).join(", ") + ']';
}

QByteArray variablesToJson(const QList<Variable> &variables)
{
    return '[' + toJsonList(variables).join(", ") + ']';
}

QList<Message> messagesFromDatabase(const QByteArray &json)
{
    QList<Message> messages;
    const QJsonArray array = parsedJson(json).array();
    for (const auto &value : array)
        messages << Message{value["role"_L1].toString(), value["content"_L1].toString()};
    return messages;
}

QList<Variable> variablesFromDatabase(const QByteArray &json)
{
    QList<Variable> variables;
    for (const JsonSpan &element : jsonElements(json, jsonSpan(json, {}).value_or(JsonSpan{})))
        variables << variableFrom(variableMembers(json, element));
    return variables;
}

QByteArray versionToJson(const JsonMembers &heading, const VersionContent &content)
{
    const QByteArray indent = "    ";
    QByteArray text = "{\n";
    for (const auto &[name, value] : heading)
        text += indent + jsonText(name) + ": " + jsonText(value) + ",\n";
    // The configuration stands before another member, because a comma ends it sharply.
    text += indent + R"("model_config": )" + content.modelConfig + ",\n";
    text += indent + R"("format": )" + jsonText(content.format) + ",\n";
    text += indent + R"("variables": )" + jsonLines(toJsonList(content.variables), indent) + ",\n";
    text += indent + R"("messages": )" + jsonLines(toJsonList(content.messages), indent) + "\n}\n";
    return text;
}

Result<VersionContent> versionFromJson(QByteArrayView text, const QString &fileName, const VersionContent &base)
{
    return Reader(text, fileName).read(base);
}

QString placeInJson(QByteArrayView validJson, const QString &path)
{
    JsonPath steps;
    static const QRegularExpression step(u"\\[(\\d+)\\]|([^.\\[\\]]+)"_s);
    for (auto it = step.globalMatch(path); it.hasNext();) {
        const auto match = it.next();
        if (match.hasCaptured(1))
            steps << match.captured(1).toInt();
        else
            steps << match.captured(2);
    }
    return lineAndColumn(validJson, startOf(validJson, steps));
}

bool isBlank(const Message &message)
{
    return QStringView(message.content).trimmed().isEmpty();
}

Result<void> checkContent(const VersionContent &content)
{
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        const QString place = u"messages[%1]"_s.arg(i);
        if (!messageRoles().contains(content.messages.at(i).role))
            return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                         .message = u"“%1” is not a role."_s.arg(content.messages.at(i).role.left(64)),
                                         .remedy = u"Roles are %1."_s.arg(messageRoles().join(u", "_s)),
                                         .place = place + u".role"_s});
        if (auto checked = checkText(content.messages.at(i).role, place + u".role"_s); !checked)
            return checked;
        if (auto checked = checkText(content.messages.at(i).content, place + u".content"_s); !checked)
            return checked;
    }
    if (!content.messages.isEmpty() && std::ranges::all_of(content.messages, isBlank))
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"Every message is blank."_s,
                                     .remedy = u"Write something first."_s,
                                     .place = u"messages[0].content"_s});
    QSet<QString> names;
    for (qsizetype i = 0; i < content.variables.size(); ++i) {
        const Variable &variable = content.variables.at(i);
        const QString place = u"variables[%1]"_s.arg(i);
        if (names.contains(variable.name))
            return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                         .message = u"The variable “%1” is declared twice."_s.arg(variable.name),
                                         .place = place + u".name"_s});
        names << variable.name;
        const QString whole = QString::fromUtf8(toJson(variable));
        if (whole.contains("\\u0000"_L1) || !variable.name.isValidUtf16() || !variable.description.isValidUtf16())
            return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                         .message = u"The variable holds a character that no database text can."_s,
                                         .place = place});
    }
    return checkModelConfig(content.modelConfig);
}

} // namespace promptuary
