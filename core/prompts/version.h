// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace promptuary
{

/// One message of a prompt, e.g. role "system" or "user". The text is kept byte for byte, line ends included.
struct Message {
    QString role;
    QString content;
    bool operator==(const Message &) const = default;
};

/// A placeholder that the agent fills in.
struct Variable {
    QString name;
    QString type = QStringLiteral("string"); ///< string, number, integer, boolean, array, object
    bool required = true;
    std::optional<QByteArray> defaultValue = {}; ///< used where the agent sends none; JSON as normalJson() writes it
    QString description = {};
    bool operator==(const Variable &) const = default;
};

/// Everything that makes one version differ from another: what is compared, saved and hashed.
struct VersionContent {
    QList<Message> messages;
    QString format = QStringLiteral("text"); ///< text, fstring, mustache or jinja2
    QList<Variable> variables = {};
    QByteArray modelConfig = QByteArrayLiteral("{}"); ///< any JSON document, kept exactly as written
    bool operator==(const VersionContent &) const = default;
};

/// What the timeline shows of a version; its texts are read apart.
struct VersionSummary {
    int number = 0;
    int parent = 0; ///< the version it was edited from; 0 for a first version
    QString author;
    QDateTime createdAt;
    QString note;
    QByteArray sha256; ///< of the content, 32 bytes
    bool archived = false;
    QString importedBy = {}; ///< who brought it in; empty for a version that its author saved here
    bool operator==(const VersionSummary &) const = default;
};

/// A whole immutable version.
struct Version {
    TemplateId templateId;
    VersionSummary summary;
    VersionContent content;
    bool operator==(const Version &) const = default;
};

} // namespace promptuary
