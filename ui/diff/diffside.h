// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"
#include "ui/widgets/pill.h"

#include <QString>

namespace promptuary
{

/// One side of a comparison: "v12 · active", in green, and its content.
struct DiffSide {
    QString label;
    PillKind kind = PillKind::Neutral;
    VersionContent content = {};
    QString id = {}; ///< the DiffChoice it is; found by the label where empty
    bool operator==(const DiffSide &) const = default;
};

/// What a side can be set to: a version, or the unsaved text.
struct DiffChoice {
    QString id;
    QString label;
    PillKind kind = PillKind::Neutral;
    bool operator==(const DiffChoice &) const = default;
};

} // namespace promptuary
