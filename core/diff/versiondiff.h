// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/fieldchanges.h"
#include "core/diff/linediff.h"
#include "core/prompts/version.h"

#include <optional>
#include <stop_token>

namespace promptuary
{

/// Two messages held against each other. One side is missing where a message was added or removed.
struct MessageDiff {
    std::optional<int> left;  ///< index into the left version's messages
    std::optional<int> right; ///< index into the right version's messages
    bool roleChanged = false;
    LineDiff lines; ///< of the UTF-8 contents
    [[nodiscard]] bool equal() const { return left && right && !roleChanged && lines.equal(); }
    bool operator==(const MessageDiff &) const = default;
};

/// Everything that differs between two versions, as plain data.
struct VersionDiff {
    QList<MessageDiff> messages; ///< in reading order, unchanged ones included
    QList<FieldChange> fields;   ///< changed ones only
    QStringList unchangedFields; ///< names of the configuration's and variables' unchanged members
    [[nodiscard]] bool equal() const;
    [[nodiscard]] int added() const;   ///< lines over all messages
    [[nodiscard]] int removed() const; ///< lines over all messages
    bool operator==(const VersionDiff &) const = default;
};

/// Compares two versions. Messages are matched in order, by role and likeness, so an inserted one does not make all
/// that follow look changed.
[[nodiscard]] Result<VersionDiff> diffVersions(const VersionContent &left, const VersionContent &right,
                                               const std::stop_token &stop = {});

} // namespace promptuary
