// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QList>

namespace promptuary
{

/// What is drawn beside one version's row. The main line joins a version to the one below where that is its parent. A
/// version with an older parent has a branch: it leaves the row on a lane to the right, passes the rows between and
/// ends at its parent. Branches beyond the lanes there are not drawn; the row's "from v8" says it in words.
struct Lineage {
    static constexpr int lanes = 2;

    bool up = false;     ///< the version above was made from this one
    bool down = false;   ///< this one was made from the version below
    int leaves = -1;     ///< the lane on which this version's branch starts
    quint8 passing = 0;  ///< lanes that go through, one bit each
    quint8 arriving = 0; ///< lanes that end here
    bool operator==(const Lineage &) const = default;
};

/// For versions given newest first, one entry each.
[[nodiscard]] QList<Lineage> lineageOf(const QList<VersionSummary> &newestFirst);

} // namespace promptuary
