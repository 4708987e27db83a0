// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct TemplateOptions {
    QString name;
    QString newName;
    QString taskType;
    QString search;
    QString description;
    QStringList tags;
    bool archived = false;
};

QString activeText(const TemplateSummary &summary)
{
    QStringList parts;
    for (auto it = summary.active.begin(); it != summary.active.end(); ++it)
        parts << u"%1: %2"_s.arg(it.key()).arg(it.value());
    parts.sort();
    return parts.join(u", "_s);
}

/// The reader's own time, with its zone: a log is read elsewhere too.
QString timeText(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate);
}

QJsonObject toJson(const TemplateSummary &summary)
{
    QJsonObject active;
    for (auto it = summary.active.begin(); it != summary.active.end(); ++it)
        active.insert(it.key(), it.value());
    return {{u"key"_s, summary.key},
            {u"name"_s, summary.name},
            {u"task_type"_s, summary.taskType},
            {u"tags"_s, QJsonArray::fromStringList(summary.tags)},
            {u"versions"_s, summary.newest},
            {u"active"_s, active},
            {u"archived"_s, summary.archived},
            {u"updated_at"_s, summary.updatedAt.toString(Qt::ISODateWithMs)}};
}

Output describe(const Session &session, const TemplateSummary &summary)
{
    if (session.json()) {
        QJsonObject object = toJson(summary);
        object.insert(u"description"_s, summary.description);
        return jsonOutput(object);
    }
    QStringList lines = {u"%1%2"_s.arg(summary.name, summary.archived ? u" (archived)"_s : u""_s),
                         u"key          %1"_s.arg(summary.key),
                         u"task type    %1"_s.arg(summary.taskType),
                         u"tags         %1"_s.arg(summary.tags.isEmpty() ? u"none"_s : summary.tags.join(u", "_s)),
                         u"versions     %1"_s.arg(summary.newest),
                         u"active       %1"_s.arg(summary.active.isEmpty() ? u"none"_s : activeText(summary)),
                         u"changed      %1"_s.arg(timeText(summary.updatedAt))};
    if (!summary.description.isEmpty())
        lines << QString() << summary.description;
    return lineOutput(lines.join(u'\n'));
}

/// The templates that --task-type, --search and --archived leave.
Result<QList<TemplateSummary>> wanted(PromptStore &store, const TemplateOptions &options)
{
    auto templates = store.templates().result();
    if (!templates)
        return templates;
    if (!options.archived)
        templates->removeIf([](const TemplateSummary &summary) { return summary.archived; });
    if (!options.taskType.isEmpty()) {
        const auto type = findTaskType(store, options.taskType);
        if (!type)
            return std::unexpected(type.error());
        templates->removeIf([&](const TemplateSummary &summary) { return summary.taskType != type->key; });
    }
    if (!options.search.isEmpty()) {
        const auto found = store.search(options.search).result();
        if (!found)
            return std::unexpected(found.error());
        const QSet<TemplateId> ids(found->begin(), found->end());
        templates->removeIf([&](const TemplateSummary &summary) { return !ids.contains(summary.id); });
    }
    return templates;
}

Result<Output> list(Session &session, const TemplateOptions &options)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto templates = wanted(**store, options);
    if (!templates)
        return std::unexpected(templates.error());
    if (session.json()) {
        QJsonArray array;
        for (const TemplateSummary &summary : *templates)
            array << toJson(summary);
        return jsonOutput(array);
    }
    QList<QStringList> rows;
    for (const TemplateSummary &summary : *templates)
        rows << QStringList{summary.archived ? summary.name + u" (archived)"_s : summary.name,
                            summary.key,
                            summary.taskType,
                            QString::number(summary.newest),
                            activeText(summary),
                            summary.tags.join(u", "_s)};
    return Output{
        table({{u"NAME"_s}, {u"KEY"_s}, {u"TASK TYPE"_s}, {u"VERSIONS"_s, true}, {u"ACTIVE"_s}, {u"TAGS"_s}}, rows)};
}

Result<Output> create(Session &session, const TemplateOptions &options)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto type = findTaskType(**store, options.taskType);
    if (!type)
        return std::unexpected(type.error());
    const auto created = (*store)->create(options.name, type->key, options.description, options.tags).result();
    if (!created)
        return std::unexpected(created.error());
    return describe(session, *created);
}

/// Finds the named template, lets `change` change it, and shows it.
template<typename Change>
Result<Output> withTemplate(Session &session, const QString &name, const Change &change)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto found = (*store)->find(name).result();
    if (!found)
        return std::unexpected(found.error());
    const Result<TemplateSummary> changed = change(**store, *found);
    if (!changed)
        return std::unexpected(changed.error());
    return describe(session, *changed);
}

Result<TemplateSummary> unchanged(PromptStore &, const TemplateSummary &summary)
{
    return summary;
}

Result<TemplateSummary> archive(PromptStore &store, const TemplateSummary &summary)
{
    return store.archive(summary.id).result();
}

Result<TemplateSummary> restore(PromptStore &store, const TemplateSummary &summary)
{
    return store.restore(summary.id).result();
}

Result<Output> rename(Session &session, const TemplateOptions &options)
{
    return withTemplate(session, options.name, [&](PromptStore &store, const TemplateSummary &summary) {
        return store.rename(summary.id, options.newName).result();
    });
}

Result<Output> move(Session &session, const TemplateOptions &options)
{
    return withTemplate(session, options.name,
                        [&](PromptStore &store, const TemplateSummary &summary) -> Result<TemplateSummary> {
                            const auto type = findTaskType(store, options.taskType);
                            if (!type)
                                return std::unexpected(type.error());
                            return store.move(summary.id, type->key).result();
                        });
}

QJsonObject toJson(const VersionSummary &version)
{
    return {{u"number"_s, version.number},     {u"parent"_s, numberOrNull(version.parent)},
            {u"author"_s, version.author},     {u"created_at"_s, version.createdAt.toString(Qt::ISODateWithMs)},
            {u"note"_s, version.note},         {u"sha256"_s, QString::fromLatin1(version.sha256.toHex())},
            {u"archived"_s, version.archived}, {u"imported_by"_s, textOrNull(version.importedBy)}};
}

Result<Output> history(Session &session, const TemplateOptions &options)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto found = (*store)->find(options.name).result();
    if (!found)
        return std::unexpected(found.error());
    const auto versions = (*store)->history(found->id).result();
    if (!versions)
        return std::unexpected(versions.error());
    if (session.json()) {
        QJsonArray array;
        for (const VersionSummary &version : *versions)
            array << toJson(version);
        return jsonOutput(array);
    }
    QList<QStringList> rows;
    for (const VersionSummary &version : *versions) {
        QStringList marks;
        for (auto it = found->active.begin(); it != found->active.end(); ++it) {
            if (it.value() == version.number)
                marks << it.key();
        }
        marks.sort();
        if (version.archived)
            marks << u"archived"_s;
        rows << QStringList{QString::number(version.number),
                            version.parent == 0 ? QString() : QString::number(version.parent),
                            version.importedBy.isEmpty()
                                ? version.author
                                : u"%1 (imported by %2)"_s.arg(version.author, version.importedBy),
                            timeText(version.createdAt),
                            marks.join(u", "_s),
                            version.note};
    }
    return Output{table(
        {{u"VERSION"_s, true}, {u"PARENT"_s, true}, {u"AUTHOR"_s}, {u"SAVED"_s}, {u"ACTIVE IN"_s}, {u"NOTE"_s}}, rows)};
}

Result<Output> listTaskTypes(Session &session)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto types = (*store)->taskTypes().result();
    if (!types)
        return std::unexpected(types.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const TaskType &type : *types) {
        array << QJsonObject{{u"key"_s, type.key}, {u"name"_s, type.name}};
        rows << QStringList{type.key, type.name};
    }
    return session.json() ? jsonOutput(array) : Output{table({{u"KEY"_s}, {u"NAME"_s}}, rows)};
}

Result<Output> createTaskType(Session &session, const QString &name)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto type = (*store)->createTaskType(name).result();
    if (!type)
        return std::unexpected(type.error());
    if (session.json())
        return jsonOutput(QJsonObject{{u"key"_s, type->key}, {u"name"_s, type->name}});
    return lineOutput(u"%1 (key %2)"_s.arg(type->name, type->key));
}

void addTaskTypeVerbs(CLI::App &app, Verb &chosen)
{
    CLI::App *group = app.add_subcommand("task-type", "What templates are for");
    group->require_subcommand(1);
    group->add_subcommand("list", "All task types")->callback([&chosen] { chosen = listTaskTypes; });
    auto name = std::make_shared<QString>();
    CLI::App *verb = group->add_subcommand("create", "Add a task type; one of that name is shown as it is");
    addText(*verb, "NAME", *name, "its name for people")->required();
    verb->callback([&chosen, name] { chosen = [name](Session &session) { return createTaskType(session, *name); }; });
}

} // namespace

void addTemplateVerbs(CLI::App &app, Verb &chosen)
{
    auto options = std::make_shared<TemplateOptions>();
    CLI::App *group = app.add_subcommand("template", "Templates: list, show, create, archive, rename");
    group->require_subcommand(1);
    const auto choose = [&chosen, options](Result<Output> (*verb)(Session &, const TemplateOptions &)) {
        return [&chosen, options, verb] {
            chosen = [options, verb](Session &session) { return verb(session, *options); };
        };
    };
    const auto add = [&](const std::string &name, const std::string &help) {
        CLI::App *verb = group->add_subcommand(name, help);
        addText(*verb, "NAME", options->name, "the template's name or key")->required();
        return verb;
    };

    CLI::App *verb = group->add_subcommand("list", "All templates, by name");
    addText(*verb, "--task-type", options->taskType, "only those of this task type");
    addText(*verb, "--search", options->search, "only those whose newest or active text, name, tags hold this");
    verb->add_flag("--archived", options->archived, "archived ones as well");
    verb->callback(choose(list));

    verb = add("create", "A new template, without a version yet");
    addText(*verb, "--task-type", options->taskType, "what it is for: a task type's key or name")->required();
    addText(*verb, "--description", options->description, "what it does, for people");
    addTexts(*verb, "--tag", options->tags, "a tag; may be repeated")->take_all()->expected(1);
    verb->callback(choose(create));

    verb = add("rename", "Another name for people; the key stays");
    addText(*verb, "NEW_NAME", options->newName, "the new name")->required();
    verb->callback(choose(rename));

    verb = add("move", "Give a template another task type");
    addText(*verb, "--task-type", options->taskType, "a task type's key or name")->required();
    verb->callback(choose(move));

    add("history", "Its versions, oldest first")->callback(choose(history));
    add("show", "One template")->callback(choose([](Session &session, const TemplateOptions &chosenOptions) {
        return withTemplate(session, chosenOptions.name, unchanged);
    }));
    add("archive", "Put a template away; nothing is destroyed")
        ->callback(choose([](Session &session, const TemplateOptions &chosenOptions) {
            return withTemplate(session, chosenOptions.name, archive);
        }));
    add("restore", "Bring an archived template back")
        ->callback(choose([](Session &session, const TemplateOptions &chosenOptions) {
            return withTemplate(session, chosenOptions.name, restore);
        }));
    addTaskTypeVerbs(app, chosen);
}

} // namespace promptuary
