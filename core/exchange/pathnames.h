// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace promptuary
{

/// What a file with a prompt is called and filed under.
struct PromptFile {
    QString name;
    QString taskType;
    QString role;
    QString format;
    bool operator==(const PromptFile &) const = default;
};

/// Names for prompts from their files' paths, in the same order.
///
/// A name is the file's without its ending, with as many folders before it as make it unique. A folder with a file
/// named for a role (system, user, assistant) is one prompt, so its files are called by it:
/// patterns/summarize/system.md is "summarize/system"; so are files whose name says nothing alone (prompt, index,
/// readme…). The task type is the folder the prompt lies in ("patterns" there), or "Imported" at the top. The role is
/// the one the file is named for, else user; the format follows the ending, and is text for all but .j2, .jinja,
/// .jinja2 and .mustache, so braces in Markdown stay text.
[[nodiscard]] QList<PromptFile> namePromptFiles(const QStringList &paths);

} // namespace promptuary
