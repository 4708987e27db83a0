// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/version.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>

#include <utility>

namespace promptuary
{

// A version's content as JSON: {"messages": [{"role", "content"}], "format", "variables", "model_config"}, the shape
// that the database, the command line and exported files share.
//
// The model configuration is never parsed and written again, so key order, odd numbers and line breaks survive. The
// document's own text gives "model_config" exactly one blank before and, where a comma follows, none after: any more
// belongs to the configuration. A variable's default is kept digit by digit too, but not its layout, which jsonb drops.

/// The members a document begins with, in this order.
using JsonMembers = QList<std::pair<QString, QJsonValue>>;

/// What a message can be. A placeholder stands for messages that the agent puts there; its content is their name.
[[nodiscard]] const QStringList &messageRoles();

/// [{"role": …, "content": …}]
[[nodiscard]] QByteArray messagesToJson(const QList<Message> &messages);
/// [{"name", "type", "required", "default", "description"}]; the last two only where there is one.
[[nodiscard]] QByteArray variablesToJson(const QList<Variable> &variables);

/// Both trust what the database's constraints have checked: a member that is missing is empty.
[[nodiscard]] QList<Message> messagesFromDatabase(const QByteArray &json);
[[nodiscard]] QList<Variable> variablesFromDatabase(const QByteArray &json);

/// An indented document with a line end: the members of `heading`, then the content's, model_config's text as it is.
[[nodiscard]] QByteArray versionToJson(const JsonMembers &heading, const VersionContent &content);

/// Reads such a document. A content member that is missing is taken from `base`; members that versionToJson's callers
/// add (number, author…) are passed over; any other is an error, so that a misspelt one is not lost silently.
/// Errors are of kind Invalid, their place "fileName:LINE:COLUMN".
[[nodiscard]] Result<VersionContent> versionFromJson(QByteArrayView text, const QString &fileName,
                                                     const VersionContent &base = {});

/// "LINE:COLUMN" of what a path such as "messages[1].role" names in such a document, or of the innermost thing around
/// it that is there.
[[nodiscard]] QString placeInJson(QByteArrayView validJson, const QString &path);

[[nodiscard]] bool isBlank(const Message &message); ///< nothing but white space

/// What no database can hold or no agent can use: unknown roles, nothing but blank messages, texts with U+0000 or half
/// a surrogate pair, a configuration that is no JSON, a repeated variable. `place` is a JSON path, e.g.
/// "messages[1].content", in the configuration "model_config:LINE:COLUMN".
[[nodiscard]] Result<void> checkContent(const VersionContent &content);

} // namespace promptuary
