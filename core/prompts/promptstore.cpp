// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/promptstore.h"

#include "core/database/database.h"
#include "core/prompts/promptrows.h"
#include "core/prompts/versionjson.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

template<typename Number>
QString numberArray(const QList<Number> &values)
{
    QStringList numbers;
    for (const Number &value : values)
        numbers << QString::number(value);
    return u'{' + numbers.join(u',') + u'}';
}

QList<qint64> plainIds(const QList<TemplateId> &ids)
{
    QList<qint64> values;
    for (const TemplateId id : ids)
        values << id.value;
    return values;
}

/// Every row of a query, each read by `read`.
template<typename Read, typename Row = std::invoke_result_t<Read, QSqlQuery &>>
Result<QList<Row>> readAll(Result<QSqlQuery> query, const Read &read)
{
    if (!query)
        return std::unexpected(query.error());
    QList<Row> rows;
    while (query->next())
        rows << read(*query);
    return rows;
}

/// The one row of a query that a function of the database always gives.
Result<QSqlQuery> oneRow(Result<QSqlQuery> query)
{
    if (query && !query->next())
        return failure(ErrorKind::Failed, u"The database gave no answer."_s);
    return query;
}

Result<QList<TemplateSummary>> summaries(Connection &connection, const QString &where, const QVariantList &values)
{
    auto query = connection.query(summarySelect() + where, values);
    if (!query)
        return std::unexpected(query.error());
    return readSummaries(ResultRows(*std::move(query)));
}

Result<TemplateSummary> summaryOf(Connection &connection, TemplateId id)
{
    const auto found = summaries(connection, u" where o.id = ?"_s, {id.value});
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty())
        return failure(ErrorKind::NotFound, u"The template is no longer there."_s);
    return found->first();
}

/// Calls a function for one template and reads the template as it is afterwards, in the same transaction.
QFuture<Result<TemplateSummary>> change(Database &database, TemplateId id, const QString &call, QVariantList values)
{
    values.prepend(id.value);
    return database.run([=](Connection &connection) -> Result<TemplateSummary> {
        if (auto called = connection.query(u"select promptuary."_s + call, values); !called)
            return std::unexpected(called.error());
        return summaryOf(connection, id);
    });
}

Result<TemplateSummary> createTemplate(Connection &connection, const QVariantList &values)
{
    const auto row = oneRow(connection.query(u"select promptuary.create_template(?, ?, ?, ?)"_s, values));
    if (!row)
        return std::unexpected(row.error());
    return summaryOf(connection, TemplateId{row->value(0).toLongLong()});
}

QFuture<Result<ActivationResult>> serve(Database &database, const QString &call, const QVariantList &values,
                                        std::optional<int> expectedActive)
{
    QVariantList all = values;
    all << (expectedActive ? QVariant(*expectedActive) : QVariant(QMetaType::fromType<int>()));
    return database.run([=](Connection &connection) -> Result<ActivationResult> {
        const auto row = oneRow(connection.query(u"select active, previous from promptuary."_s + call, all));
        if (!row)
            return std::unexpected(row.error());
        return ActivationResult{.active = row->value(0).toInt(), .previous = row->value(1).toInt()};
    });
}

} // namespace

PromptStore::PromptStore(Database &database)
    : m_database(database)
{
}

QFuture<Result<Rights>> PromptStore::rights()
{
    return m_database.run([](Connection &connection) -> Result<Rights> {
        const auto row = oneRow(connection.query(
            u"select can_view, can_edit, can_publish, can_administer, role_name from promptuary.my_rights()"_s));
        if (!row)
            return std::unexpected(row.error());
        return Rights{.view = row->value(0).toBool(),
                      .edit = row->value(1).toBool(),
                      .publish = row->value(2).toBool(),
                      .administer = row->value(3).toBool(),
                      .role = row->value(4).toString()};
    });
}

QFuture<Result<QList<TaskType>>> PromptStore::taskTypes()
{
    return m_database.run([](Connection &connection) {
        return readAll(connection.query(u"select key, name from promptuary.task_types order by position, name"_s),
                       [](QSqlQuery &row) { return TaskType{row.value(0).toString(), row.value(1).toString()}; });
    });
}

QFuture<Result<QList<Environment>>> PromptStore::environments()
{
    return m_database.run([](Connection &connection) {
        return readAll(
            connection.query(u"select key, is_default from promptuary.environments order by position, key"_s),
            [](QSqlQuery &row) { return Environment{row.value(0).toString(), row.value(1).toBool()}; });
    });
}

PromptLists PromptStore::lists()
{
    PromptLists lists;
    lists.templates = templates();
    lists.rights = rights();
    lists.environments = environments();
    lists.taskTypes = taskTypes();
    return lists;
}

QFuture<Result<QList<TemplateSummary>>> PromptStore::templates()
{
    return m_database.run([](Connection &connection) { return summaries(connection, {}, {}); });
}

QFuture<Result<QList<TemplateSummary>>> PromptStore::templates(const QList<TemplateId> &ids)
{
    return m_database.run([list = numberArray(plainIds(ids))](Connection &connection) {
        return summaries(connection, u" where o.id = any(?::bigint[])"_s, {list});
    });
}

QFuture<Result<QList<TemplateId>>> PromptStore::search(const QString &words)
{
    return m_database.run([words](Connection &connection) {
        return readAll(connection.query(u"select id from promptuary.search_templates(?) as found(id)"_s, {words}),
                       [](QSqlQuery &row) { return TemplateId{row.value(0).toLongLong()}; });
    });
}

QFuture<Result<TemplateSummary>> PromptStore::find(const QString &nameOrKey)
{
    return m_database.run([nameOrKey](Connection &connection) -> Result<TemplateSummary> {
        const auto found = oneRow(connection.query(u"select promptuary.find_template(?)"_s, {nameOrKey}));
        if (!found)
            return std::unexpected(found.error());
        return summaryOf(connection, TemplateId{found->value(0).toLongLong()});
    });
}

QFuture<Result<TaskType>> PromptStore::createTaskType(const QString &name)
{
    return m_database.run([name](Connection &connection) -> Result<TaskType> {
        const auto key = oneRow(connection.query(u"select promptuary.create_task_type(?)"_s, {name}));
        if (!key)
            return std::unexpected(key.error());
        const auto row = oneRow(connection.query(u"select key, name from promptuary.task_types where key = ?"_s,
                                                 {key->value(0).toString()}));
        if (!row)
            return std::unexpected(row.error());
        return TaskType{row->value(0).toString(), row->value(1).toString()};
    });
}

QFuture<Result<TemplateSummary>> PromptStore::create(const QString &name, const QString &taskType,
                                                     const QString &description, const QStringList &tags)
{
    return m_database.run(
        [=](Connection &connection) { return createTemplate(connection, {name, taskType, description, tags}); });
}

QFuture<Result<TemplateSummary>> PromptStore::createInTaskType(const QString &name, const QString &taskType,
                                                               const QString &description)
{
    return m_database.run([=](Connection &connection) -> Result<TemplateSummary> {
        // By its key first: a name that is another one's key would make a task type beside it.
        const auto key =
            oneRow(connection.query(u"select coalesce((select key from promptuary.task_types where key = ?), "
                                    "promptuary.create_task_type(?))"_s,
                                    {taskType, taskType}));
        if (!key)
            return std::unexpected(key.error());
        return createTemplate(connection, {name, key->value(0).toString(), description, QStringList()});
    });
}

QFuture<Result<TemplateSummary>> PromptStore::rename(TemplateId id, const QString &name)
{
    return change(m_database, id, u"rename_template(?, ?)"_s, {name});
}

QFuture<Result<TemplateSummary>> PromptStore::move(TemplateId id, const QString &taskType)
{
    return change(m_database, id, u"move_template(?, ?)"_s, {taskType});
}

QFuture<Result<TemplateSummary>> PromptStore::describe(TemplateId id, const QString &description,
                                                       const QStringList &tags)
{
    return change(m_database, id, u"describe_template(?, ?, ?)"_s, {description, tags});
}

QFuture<Result<TemplateSummary>> PromptStore::archive(TemplateId id)
{
    return change(m_database, id, u"archive_template(?)"_s, {});
}

QFuture<Result<TemplateSummary>> PromptStore::restore(TemplateId id)
{
    return change(m_database, id, u"restore_template(?)"_s, {});
}

QFuture<Result<QList<VersionSummary>>> PromptStore::history(TemplateId id)
{
    return m_database.run([id](Connection &connection) {
        return readAll(connection.query(versionSelect(false) + u" where template_id = ? order by number"_s, {id.value}),
                       [](QSqlQuery &row) { return readVersionSummary(row); });
    });
}

QFuture<Result<Version>> PromptStore::version(TemplateId id, int number)
{
    return m_database.run([id, number](Connection &connection) -> Result<Version> {
        auto row =
            connection.query(versionSelect(true) + u" where template_id = ? and number = ?"_s, {id.value, number});
        if (!row)
            return std::unexpected(row.error());
        if (row->next())
            return readVersion(*row, id);
        const auto summary = summaryOf(connection, id);
        if (!summary)
            return std::unexpected(summary.error());
        return failure(ErrorKind::NotFound, u"“%1” has no version %2."_s.arg(summary->name).arg(number),
                       summary->newest == 0 ? u"It has no version yet."_s
                                            : u"Its newest is %1."_s.arg(summary->newest));
    });
}

QFuture<Result<QList<Version>>> PromptStore::versions(TemplateId id, const QList<int> &numbers)
{
    return m_database.run([id, list = numberArray(numbers)](Connection &connection) {
        return readAll(connection.query(versionSelect(true) +
                                            u" where template_id = ? and number = any(?::integer[]) order by number"_s,
                                        {id.value, list}),
                       [id](QSqlQuery &row) { return readVersion(row, id); });
    });
}

QFuture<Result<int>> PromptStore::save(const SaveRequest &request)
{
    return m_database.run([request](Connection &connection) -> Result<int> {
        const VersionContent &content = request.content;
        if (auto checked = checkContent(content); !checked)
            return std::unexpected(checked.error());
        const auto row =
            oneRow(connection.query(u"select promptuary.save_version(?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::json, ?)"_s,
                                    {request.templateId.value, request.parent, request.expectedNewest,
                                     QString::fromUtf8(messagesToJson(content.messages)), content.format,
                                     QString::fromUtf8(variablesToJson(content.variables)),
                                     QString::fromUtf8(content.modelConfig), request.note}));
        if (!row)
            return std::unexpected(row.error());
        return row->value(0).toInt();
    });
}

QFuture<Result<ActivationResult>> PromptStore::activate(TemplateId id, int number, const QString &environment,
                                                        const QString &reason, std::optional<int> expectedActive)
{
    return serve(m_database, u"activate_version(?, ?, ?, ?, ?)"_s, {id.value, number, environment, reason},
                 expectedActive);
}

QFuture<Result<ActivationResult>> PromptStore::rollBack(TemplateId id, int number, const QString &environment,
                                                        const QString &reason, std::optional<int> expectedActive)
{
    return serve(m_database, u"roll_back(?, ?, ?, ?, ?)"_s, {id.value, number, environment, reason}, expectedActive);
}

QFuture<Result<ActivationResult>> PromptStore::deactivate(TemplateId id, const QString &environment,
                                                          const QString &reason, std::optional<int> expectedActive)
{
    return serve(m_database, u"deactivate_template(?, ?, ?, ?)"_s, {id.value, environment, reason}, expectedActive);
}

QFuture<Result<void>> PromptStore::importActivations(const QList<Activation> &activations)
{
    return m_database.run([activations](Connection &connection) -> Result<void> {
        for (const Activation &one : activations) {
            const auto imported =
                connection.query(u"select promptuary.import_activation(?, ?, ?, ?, ?, ?::timestamptz)"_s,
                                 {one.templateId.value, one.active, one.environment, one.reason, one.actor,
                                  one.at.toUTC().toString(Qt::ISODateWithMs)});
            if (!imported)
                return std::unexpected(imported.error());
        }
        return {};
    });
}

QFuture<Result<QList<Activation>>> PromptStore::activations(TemplateId id)
{
    return m_database.run([id](Connection &connection) {
        return readAll(connection.query(activationSelect() + u" where template_id = ? order by id desc"_s, {id.value}),
                       [id](QSqlQuery &row) { return readActivation(row, id); });
    });
}

} // namespace promptuary
