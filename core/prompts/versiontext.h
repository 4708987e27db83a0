// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace promptuary
{

/// A version's messages as one text for a terminal, an editor or `patch`. A single message is its content, byte for
/// byte. Several are put one after the other, each under a line "=== role ===" and, but for the last, followed by a
/// line end; a line of a content that could be taken for such a line gets a backslash in front.
[[nodiscard]] QByteArray versionToText(const QList<Message> &messages);

/// The inverse. Text whose first line is not "=== role ===" is one message's content: of the only message of `base`, or
/// of its last user message (the others stay), or of a first user message. Nothing where `base` has several messages
/// and none of them is the user's: it cannot be said which one is meant.
[[nodiscard]] std::optional<QList<Message>> messagesFromText(QByteArrayView utf8, const QList<Message> &base);

/// The byte of such a text at which the message with this index begins, its heading included; 0 where there is none.
[[nodiscard]] qsizetype startOfMessage(QByteArrayView utf8, int index);

} // namespace promptuary
