// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

#include <stop_token>

namespace promptuary
{

/// A place where two texts can be cut without separating lines that belong together.
struct LineCut {
    int left = 0;
    int right = 0;
    bool operator==(const LineCut &) const = default;
};

/// The most lines of one side that are compared in one go. xdiff takes up to 6 µs for a line of a hostile text and
/// cannot be interrupted, so this is what keeps a cancelled comparison from going on.
inline constexpr int lineCutLimit = 8192;

/// Cuts two long texts into pieces of at most lineCutLimit lines a side. The cuts stand at lines that occur once in
/// either text, where there are such lines near enough; elsewhere in proportion. The first cut is {0, 0} and the last
/// one the lengths. Empty where `stop` was requested.
[[nodiscard]] QList<LineCut> cutLines(const QList<QByteArrayView> &left, const QList<QByteArrayView> &right,
                                      const std::stop_token &stop = {});

} // namespace promptuary
