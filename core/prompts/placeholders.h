// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QStringView>

namespace promptuary
{

/// What a stretch of template syntax does.
enum class PlaceholderKind : std::uint8_t {
    Value,   ///< stands for a value: {{ name }}, {name}
    Tag,     ///< steers: {% if … %}, {{#section}}, {{> partial}}
    Comment, ///< {# … #}, {{! … }}
    Escape,  ///< a doubled brace of the fstring format, which renders as one
};

/// A stretch of template syntax in a text, delimiters included.
struct Placeholder {
    qsizetype start = 0;
    qsizetype length = 0;
    PlaceholderKind kind = PlaceholderKind::Value;
    bool operator==(const Placeholder &) const = default;
};

/// Every stretch of template syntax in a text, in order, none overlapping. `format` is that of VersionContent; "text"
/// and names not known here have none. What is opened and never closed is not marked: a half-typed brace must not
/// colour all that follows. Positions are in UTF-16 code units.
[[nodiscard]] QList<Placeholder> findPlaceholders(QStringView text, QStringView format);

/// The same over UTF-8; positions are in bytes.
[[nodiscard]] QList<Placeholder> findPlaceholders(QByteArrayView utf8, QStringView format);

} // namespace promptuary
