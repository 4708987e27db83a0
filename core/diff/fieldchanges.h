// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <stop_token>

namespace promptuary
{

/// A change outside the texts: format, a variable, a value inside the model configuration.
struct FieldChange {
    enum class Part : std::uint8_t { Format, Variable, ModelConfig };
    Part part = Part::Format;
    QString name;                 ///< variable's name, or the JSON path, e.g. "response_format.schema[2].type"
    std::optional<QString> left;  ///< for people; nullopt where absent
    std::optional<QString> right; ///< for people; nullopt where absent
    bool newRequirement =
        false; ///< agents that send what they sent before will get an error: a new required variable without default
    bool operator==(const FieldChange &) const = default;
};

/// The changed fields in the order format, variables, configuration, and the names of the unchanged ones. A document
/// that holds the same values in another order or spacing is one change named "layout"; variables that only changed
/// places are one named "order of variables".
struct FieldChanges {
    QList<FieldChange> changed;
    QStringList unchanged;
    bool operator==(const FieldChanges &) const = default;
};

/// Incomplete where `stop` was requested meanwhile.
[[nodiscard]] FieldChanges compareFields(const VersionContent &left, const VersionContent &right,
                                         const std::stop_token &stop = {});

} // namespace promptuary
