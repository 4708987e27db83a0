// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/treechanges.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QSet>

#include <functional>
#include <optional>

namespace promptuary
{

/// How much of a file's content another one has, as Git measures it: the content is cut at line ends (and after 64
/// bytes of a long line), and equal pieces are counted by their bytes, wherever they stand.
class ContentPieces
{
public:
    explicit ContentPieces(QByteArrayView content);
    /// 0 to 1: the bytes of equal pieces by the size of the larger content.
    [[nodiscard]] double similarity(const ContentPieces &other) const;

private:
    QHash<QByteArray, qint64> m_bytesOfPiece;
    qint64 m_size = 0;
};

/// Reads a file's content; nothing where it cannot be compared (too large, missing, no file).
using ContentOf = std::function<std::optional<QByteArray>(const git_oid &)>;

/// Where an added file came from.
struct RenamedFrom {
    QByteArray path;
    git_oid id = {};
};

/// Which of the files that `changes` adds are files it removes under another name, by their new path. Equal content
/// goes first, then the most similar pair, at least half alike; among equals the one whose path ends alike. Empty files
/// prove nothing by their content, so they are followed only where the name is the same.
///
/// Comparing all pairs costs their product; where that is too much, only `wanted` paths are compared, then none.
[[nodiscard]] QHash<QByteArray, RenamedFrom> findRenames(const QList<TreeChange> &changes,
                                                         const QSet<QByteArray> &wanted, const ContentOf &contentOf);

} // namespace promptuary
