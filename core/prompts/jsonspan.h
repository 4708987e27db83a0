// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <utility>
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

/// Finds a value in a JSON text without a jsonFault, so that its exact text can be kept or an error can be placed. Of
/// members with the same name the last counts, as for QJsonDocument.
[[nodiscard]] std::optional<JsonSpan> jsonSpan(QByteArrayView validJson, const JsonPath &path);

/// The members of an object that stands there, in their order, repeated ones too; none where it is no object.
[[nodiscard]] QList<std::pair<QString, JsonSpan>> jsonMembers(QByteArrayView validJson, JsonSpan object);

/// The elements of an array that stands there; none where it is no array.
[[nodiscard]] QList<JsonSpan> jsonElements(QByteArrayView validJson, JsonSpan array);

/// "LINE:COLUMN" of a byte of UTF-8 text, both from 1; columns count characters.
[[nodiscard]] QString lineAndColumn(QByteArrayView text, qsizetype offset);

} // namespace promptuary
