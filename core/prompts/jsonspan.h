// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace promptuary
{

/// Where a value stands in the text of a JSON document, in bytes.
struct JsonSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const JsonSpan &) const = default;
};

/// A member's name or an array's index, from the outside in.
using JsonPath = QList<std::variant<QString, int>>;

/// Finds a value in a JSON text that QJsonDocument has accepted, so that its exact text can be kept or an error can be
/// placed. Of members with the same name the last counts, as for QJsonDocument.
[[nodiscard]] std::optional<JsonSpan> jsonSpan(QByteArrayView validJson, const JsonPath &path);

/// "LINE:COLUMN" of a byte of UTF-8 text, both from 1; columns count characters.
[[nodiscard]] QString lineAndColumn(QByteArrayView text, qsizetype offset);

} // namespace promptuary
