// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/input.h"
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"
#include "core/prompts/jsonspan.h"
#include "core/prompts/versionjson.h"
#include "core/prompts/versiontext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct SaveOptions {
    QString name;
    QString file;
    QString note;
    int parent = 0;
    int expectedNewest = -1; ///< -1: whatever is newest
};

JsonMembers heading(const TemplateSummary &summary, const VersionSummary &version)
{
    return {{u"name"_s, summary.name},         {u"key"_s, summary.key},
            {u"number"_s, version.number},     {u"parent"_s, numberOrNull(version.parent)},
            {u"author"_s, version.author},     {u"created_at"_s, version.createdAt.toString(Qt::ISODateWithMs)},
            {u"note"_s, version.note},         {u"sha256"_s, QString::fromLatin1(version.sha256.toHex())},
            {u"archived"_s, version.archived}, {u"imported_by"_s, textOrNull(version.importedBy)}};
}

Result<Output> show(Session &session, const QString &name)
{
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    const auto reference = findVersion(**store, name);
    if (!reference)
        return std::unexpected(reference.error());
    const auto version = (*store)->version(reference->summary.id, reference->number).result();
    if (!version)
        return std::unexpected(version.error());
    if (session.json())
        return Output{versionToJson(heading(reference->summary, version->summary), version->content)};
    QByteArray text = versionToText(version->content.messages);
    // A file or a pipe gets the text byte for byte; on a terminal the shell's prompt belongs on a line of its own.
    if (!text.endsWith('\n') && ::isatty(STDOUT_FILENO) == 1)
        text += '\n';
    return Output{text};
}

/// JSON where the text is an object; a prompt that happens to begin with a brace is no object with "messages".
bool looksLikeJson(const QByteArray &text, const QString &file)
{
    return file.endsWith(".json"_L1, Qt::CaseInsensitive) ||
           (text.trimmed().startsWith('{') && text.contains("\"messages\""));
}

Result<VersionContent> contentFrom(const QByteArray &text, const SaveOptions &options, const VersionContent &base)
{
    if (looksLikeJson(text, options.file))
        return versionFromJson(text, inputName(options.file), base);
    const auto messages = messagesFromText(text, base.messages);
    if (!messages)
        return std::unexpected(
            Error{.kind = ErrorKind::Invalid,
                  .message = u"The version this is based on has several messages and none of the user's, so it is not "
                             "clear which one this text replaces."_s,
                  .remedy = u"Give each message under a line \"=== role ===\", as `version show` prints them."_s,
                  .place = inputName(options.file) + u":1:1"_s});
    VersionContent content = base;
    content.messages = *messages;
    return content;
}

/// LINE:COLUMN of what was wrong with the content that was read from the file.
QString placeOf(const QString &path, const QByteArray &text, const SaveOptions &options)
{
    if (looksLikeJson(text, options.file))
        return placeInJson(text, path);
    if (const qsizetype nul = text.indexOf('\0'); nul >= 0)
        return lineAndColumn(text, nul);
    static const QRegularExpression message(u"^messages\\[(\\d+)\\]"_s);
    return lineAndColumn(text, startOfMessage(text, message.match(path).captured(1).toInt()));
}

/// The version that was edited, where the file is what `version show --json` printed of this template; 0 otherwise.
int numberIn(const QByteArray &text, const SaveOptions &options, const TemplateSummary &summary)
{
    if (!looksLikeJson(text, options.file))
        return 0;
    const QJsonObject shown = QJsonDocument::fromJson(text).object();
    const int number = shown.value(u"key"_s).toString() == summary.key ? shown.value(u"number"_s).toInt() : 0;
    return number <= summary.newest ? number : 0;
}

/// Saves over the newest version there is now.
Result<int> saveOnce(PromptStore &store, const TemplateSummary &summary, const QByteArray &text,
                     const SaveOptions &options)
{
    const int edited = options.parent != 0 ? options.parent : numberIn(text, options, summary);
    SaveRequest request{.templateId = summary.id,
                        .parent = edited != 0 ? edited : summary.newest,
                        .expectedNewest = options.expectedNewest >= 0 ? options.expectedNewest : summary.newest,
                        .content = {},
                        .note = options.note};
    if (request.parent != 0) {
        auto parent = store.version(summary.id, request.parent).result();
        if (!parent)
            return std::unexpected(parent.error());
        request.content = std::move(parent->content);
    }
    auto content = contentFrom(text, options, request.content);
    if (!content)
        return std::unexpected(content.error());
    request.content = std::move(*content);
    auto number = store.save(request).result();
    if (!number && number.error().kind == ErrorKind::Invalid)
        number.error().place = inputName(options.file) + u':' + placeOf(number.error().place, text, options);
    return number;
}

Result<Output> save(Session &session, const SaveOptions &options)
{
    const auto text = readTextInput(options.file);
    if (!text)
        return std::unexpected(text.error());
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    // Who did not say which version must be the newest wants the next number, whoever else saves at the same time.
    constexpr int attempts = 100;
    for (int attempt = 1;; ++attempt) {
        const auto summary = (*store)->find(options.name).result();
        if (!summary)
            return std::unexpected(summary.error());
        const auto number = saveOnce(**store, *summary, *text, options);
        if (number)
            return session.json() ? jsonOutput(QJsonObject{{u"number"_s, *number}})
                                  : lineOutput(u"Saved version %1 of “%2”."_s.arg(*number).arg(summary->name));
        const bool overtaken = number.error().detail.contains("newest"_L1) && options.expectedNewest < 0;
        if (!overtaken || attempt == attempts)
            return std::unexpected(number.error());
    }
}

} // namespace

void addVersionVerbs(CLI::App &app, Verb &chosen)
{
    CLI::App *group = app.add_subcommand("version", "Versions: show one, save the next");
    group->require_subcommand(1);
    auto name = std::make_shared<QString>();
    CLI::App *verb = group->add_subcommand("show", "A version's text; with --json all of it");
    addText(*verb, "NAME@N", *name, "the version: NAME@N, NAME@production, or NAME for the newest")->required();
    verb->callback([&chosen, name] { chosen = [name](Session &session) { return show(session, *name); }; });

    auto options = std::make_shared<SaveOptions>();
    verb = group->add_subcommand("save", "Save the next version of a template");
    addText(*verb, "NAME", options->name, "the template's name or key")->required();
    addText(*verb, "--from", options->file,
            "the content: JSON as `version show --json` prints it, or text; - for standard input")
        ->required()
        ->type_name("FILE");
    addText(*verb, "--note", options->note, "what was changed and why");
    addNumber(*verb, "--parent", options->parent, 1,
              "the version this was made from (default: the one the JSON names, or the newest)");
    addNumber(*verb, "--expect-newest", options->expectedNewest, 0,
              "refuse where another version is the newest by now");
    verb->callback([&chosen, options] { chosen = [options](Session &session) { return save(session, *options); }; });
}

} // namespace promptuary
