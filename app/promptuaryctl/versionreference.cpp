// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/versionreference.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Result<VersionReference> templateOnly(PromptStore &store, const QString &name)
{
    auto found = store.find(name).result();
    if (!found)
        return std::unexpected(found.error());
    return VersionReference{std::move(*found), 0};
}

/// The template called `whole`, or where there is none the error about the name in front of the "@".
Result<VersionReference> wholeName(PromptStore &store, const QString &whole, const Error &prefixError)
{
    auto found = templateOnly(store, whole);
    if (!found && found.error().kind == ErrorKind::NotFound)
        return std::unexpected(prefixError);
    return found;
}

Result<VersionReference> numbered(PromptStore &store, const QString &whole, const QString &name, const QString &number)
{
    auto found = templateOnly(store, name);
    if (!found)
        return found.error().kind == ErrorKind::NotFound ? wholeName(store, whole, found.error()) : found;
    bool fits = false;
    found->number = number.toInt(&fits);
    if (!fits || found->number < 1)
        return failure(ErrorKind::NotFound, u"“%1” has no version %2."_s.arg(found->summary.name, number),
                       u"Its newest is %1."_s.arg(found->summary.newest));
    return found;
}

Result<VersionReference> serving(PromptStore &store, const QString &whole, const QString &name,
                                 const QString &environment)
{
    auto found = templateOnly(store, name);
    if (!found)
        return found.error().kind == ErrorKind::NotFound ? wholeName(store, whole, found.error()) : found;
    found->number = found->summary.active.value(environment);
    if (found->number == 0)
        return failure(ErrorKind::NotFound, u"No version of “%1” serves in %2."_s.arg(found->summary.name, environment),
                       u"Activate one, or name a version by its number."_s);
    return found;
}

} // namespace

Result<VersionReference> findReference(PromptStore &store, const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at <= 0 || at + 1 == text.size())
        return templateOnly(store, text);
    const QString name = text.first(at);
    const QString suffix = text.sliced(at + 1);
    if (isNumber(suffix))
        return numbered(store, text, name, suffix);
    const auto environments = store.environments().result();
    if (!environments)
        return std::unexpected(environments.error());
    if (std::ranges::contains(*environments, suffix, &Environment::key))
        return serving(store, text, name, suffix);
    return templateOnly(store, text);
}

Result<VersionReference> findVersion(PromptStore &store, const QString &text)
{
    auto found = findReference(store, text);
    if (!found || found->number != 0)
        return found;
    found->number = found->summary.newest;
    if (found->number == 0)
        return failure(ErrorKind::NotFound, u"“%1” has no version yet."_s.arg(found->summary.name),
                       u"Save one with `promptuaryctl version save`."_s);
    return found;
}

Result<QString> environmentOrDefault(PromptStore &store, const QString &environment)
{
    if (!environment.isEmpty())
        return environment;
    const auto environments = store.environments().result();
    if (!environments)
        return std::unexpected(environments.error());
    const auto standard = std::ranges::find(*environments, true, &Environment::isDefault);
    if (standard == environments->end())
        return failure(ErrorKind::NotFound, u"No environment is the default one."_s, u"Name one with --environment."_s);
    return standard->key;
}

Result<void> checkEnvironment(PromptStore &store, const QString &environment)
{
    const auto environments = store.environments().result();
    if (!environments)
        return std::unexpected(environments.error());
    if (std::ranges::contains(*environments, environment, &Environment::key))
        return {};
    QStringList keys;
    for (const Environment &known : *environments)
        keys << known.key;
    return failure(ErrorKind::NotFound, u"There is no environment “%1”."_s.arg(environment),
                   u"Known are: %1."_s.arg(keys.join(u", "_s)));
}

Result<TaskType> findTaskType(PromptStore &store, const QString &keyOrName)
{
    const auto types = store.taskTypes().result();
    if (!types)
        return std::unexpected(types.error());
    QStringList keys;
    for (const TaskType &type : *types) {
        if (type.key == keyOrName || type.name.compare(keyOrName, Qt::CaseInsensitive) == 0)
            return type;
        keys << type.key;
    }
    return failure(ErrorKind::NotFound, u"There is no task type “%1”."_s.arg(keyOrName),
                   u"There are: %1. Make another with `promptuaryctl task-type create`."_s.arg(keys.join(u", "_s)));
}

} // namespace promptuary
