// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QJsonDocument>
#include <QString>

#include <optional>

namespace promptuary
{

/// What keeps a text from being JSON, and the byte it was noticed at.
struct JsonFault {
    qsizetype offset = 0;
    QString message; ///< a sentence
    bool operator==(const JsonFault &) const = default;
};

/// Checks a UTF-8 text against the grammar of RFC 8259. QJsonDocument takes more than that (unknown escapes, "1.", line
/// ends inside texts), which PostgreSQL then refuses, and names faults in words that do not help to mend them.
[[nodiscard]] std::optional<JsonFault> jsonFault(QByteArrayView text);

/// QJsonDocument::fromJson, except that a byte order mark at the beginning of a string stays in it: Qt takes it for an
/// encoding mark and drops it, which would change a prompt.
[[nodiscard]] QJsonDocument parsedJson(QByteArray validJson);

} // namespace promptuary
