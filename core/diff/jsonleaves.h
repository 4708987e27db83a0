// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <stop_token>

namespace promptuary
{

/// One value of a JSON document that holds no others, and where it stands.
struct JsonLeaf {
    QString path;   ///< "response_format.schema[2].type"; empty for the document itself; a repeated key ends in "#2"
    QString member; ///< the first part of the path
    QString text;   ///< the value as written: numbers digit by digit, strings in quotes, "{}" and "[]" where empty
    bool operator==(const JsonLeaf &) const = default;
};

/// The values of a document in its order, numbers as they were written (0.10 is not 0.1) and strings normalised to one
/// way of escaping. Nothing where it is not JSON, nested deeper than 200, or so deep and wide at once that the paths
/// would take more than 8 million characters; nothing either where `stop` was requested meanwhile.
[[nodiscard]] std::optional<QList<JsonLeaf>> jsonLeaves(QByteArrayView json, const std::stop_token &stop = {});

/// A leaf's value for people: strings without quotes, unless they would read as something else.
[[nodiscard]] QString plainValue(const QString &text);

} // namespace promptuary
