// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"
#include "core/diff/linediff.h"
#include "core/diff/unifieddiff.h"
#include "core/diff/versiondiff.h"
#include "core/prompts/versiontext.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct DiffOptions {
    QString left;
    QString right;
    bool words = false;
};

/// One side: a file's bytes, or a version and its text.
struct Side {
    QString name;
    QByteArray text;
    std::optional<VersionContent> content = {};
};

bool isFile(const QString &argument)
{
    return argument == "-"_L1 || QFileInfo::exists(argument);
}

/// NotFound where a name without "@", most likely a misspelt file's, would make a database only to be looked for there.
Result<void> checkSide(const Session &session, const QString &argument)
{
    if (isFile(argument) || argument.contains(u'@') || !session.makesDatabase())
        return {};
    return failure(ErrorKind::NotFound, u"There is no file “%1”."_s.arg(argument),
                   u"A version is named TEMPLATE@N, for example “%1@1”."_s.arg(argument));
}

/// A file of that name is meant before a version: a script that compares files must not depend on what templates there
/// are. A template whose NAME@N is also a file's name is reached by its key.
Result<Side> readSide(Session &session, const QString &argument)
{
    if (isFile(argument)) {
        const auto bytes = readInput(argument);
        if (!bytes)
            return std::unexpected(bytes.error());
        return Side{argument, *bytes};
    }
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    auto reference = findVersion(**store, argument);
    if (!reference) {
        if (reference.error().sqlState == "PM001"_L1)
            reference.error().message = u"There is no file “%1”, and no template of that name."_s.arg(argument);
        return std::unexpected(reference.error());
    }
    const auto version = (*store)->version(reference->summary.id, reference->number).result();
    if (!version)
        return std::unexpected(version.error());
    return Side{u"%1@%2"_s.arg(reference->summary.name).arg(reference->number),
                versionToText(version->content.messages), version->content};
}

QString partName(FieldChange::Part part)
{
    switch (part) {
    case FieldChange::Part::Format:
        return u"format"_s;
    case FieldChange::Part::Variable:
        return u"variable"_s;
    case FieldChange::Part::ModelConfig:
        return u"model_config"_s;
    }
    return {};
}

QJsonValue textOrNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

/// What two versions differ in beside their texts; nothing where a side is a file.
Result<QList<FieldChange>> fieldChanges(const Session &session, const Side &left, const Side &right)
{
    if (!left.content || !right.content)
        return QList<FieldChange>{};
    const auto diff = diffVersions(*left.content, *right.content, session.stopToken());
    if (!diff)
        return std::unexpected(diff.error());
    return diff->fields;
}

Output asJson(const LineDiff &lines, const QList<UnifiedHunk> &unified, const QList<FieldChange> &fields)
{
    QJsonArray hunks;
    for (const UnifiedHunk &hunk : unified)
        hunks << QJsonObject{{u"old_start"_s, hunk.oldStart},
                             {u"old_lines"_s, hunk.oldLines},
                             {u"new_start"_s, hunk.newStart},
                             {u"new_lines"_s, hunk.newLines}};
    QJsonArray changes;
    for (const FieldChange &field : fields)
        changes << QJsonObject{{u"part"_s, partName(field.part)},
                               {u"name"_s, field.name},
                               {u"left"_s, textOrNull(field.left)},
                               {u"right"_s, textOrNull(field.right)},
                               {u"new_requirement"_s, field.newRequirement}};
    return jsonOutput(QJsonObject{{u"equal"_s, lines.equal() && fields.isEmpty()},
                                  {u"added"_s, lines.added()},
                                  {u"deleted"_s, lines.removed()},
                                  {u"hunks"_s, hunks},
                                  {u"fields"_s, changes}});
}

/// On standard error, because what goes to standard output is for `patch`.
void tell(const QList<FieldChange> &fields)
{
    for (const FieldChange &field : fields)
        writeMessage(u"%1 %2: %3 → %4"_s.arg(partName(field.part), field.name, field.left.value_or(u"absent"_s),
                                             field.right.value_or(u"absent"_s)));
}

Result<Output> diff(Session &session, const DiffOptions &options)
{
    for (const QString &argument : {options.left, options.right}) {
        if (const auto checked = checkSide(session, argument); !checked)
            return std::unexpected(checked.error());
    }
    const auto left = readSide(session, options.left);
    if (!left)
        return std::unexpected(left.error());
    const auto right = readSide(session, options.right);
    if (!right)
        return std::unexpected(right.error());
    const auto lines = diffLines(left->text, right->text, session.stopToken());
    if (!lines)
        return std::unexpected(lines.error());
    const auto fields = fieldChanges(session, *left, *right);
    if (!fields)
        return std::unexpected(fields.error());
    if (session.json()) {
        const auto count = [](const QByteArray &text) { return static_cast<int>(splitLines(text).size()); };
        return asJson(*lines, unifiedHunks(*lines, count(left->text), count(right->text)), *fields);
    }
    tell(*fields);
    return Output{options.words ? wordMarkedDiff(left->text, right->text, *lines, left->name, right->name)
                                : unifiedDiff(left->text, right->text, *lines, left->name, right->name)};
}

} // namespace

void addDiffVerbs(CLI::App &app, Verb &chosen)
{
    auto options = std::make_shared<DiffOptions>();
    CLI::App *verb = app.add_subcommand("diff", "What differs between two versions or files, as `patch` applies it");
    addText(*verb, "A", options->left, "a file, or NAME@N; what names both is the file")->required();
    addText(*verb, "B", options->right, "the other one")->required();
    verb->add_flag("--word", options->words, "mark the changed words: [-removed-]{+added+}");
    verb->callback([&chosen, options] { chosen = [options](Session &session) { return diff(session, *options); }; });
}

} // namespace promptuary
