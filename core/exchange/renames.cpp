// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/renames.h"

#include <algorithm>
#include <memory>

namespace promptuary
{

namespace
{

constexpr double leastSimilarity = 0.5;
constexpr qsizetype mostPairs = 1'000'000; // Git's own limit: 1000 files on either side

/// How many characters the ends of two paths have in common, counted in whole names.
qsizetype commonEnd(const QByteArray &a, const QByteArray &b)
{
    qsizetype whole = 0;
    for (qsizetype n = 1;; ++n) {
        const bool aEnds = n > a.size();
        const bool bEnds = n > b.size();
        const char ca = aEnds ? '/' : a[a.size() - n];
        const char cb = bEnds ? '/' : b[b.size() - n];
        if (ca != cb)
            return whole;
        if (ca == '/')
            whole = n;
        if (aEnds || bEnds)
            return whole;
    }
}

QByteArrayView nameOf(const QByteArray &path)
{
    return QByteArrayView(path).sliced(path.lastIndexOf('/') + 1);
}

struct Pair {
    const TreeChange *from;
    const TreeChange *to;
    double similarity;
    qsizetype end; ///< of their paths, in common
};

class Matcher
{
public:
    Matcher(const QList<TreeChange> &changes, const ContentOf &contentOf)
        : m_contentOf(contentOf)
    {
        for (const TreeChange &change : changes) {
            const bool isFile =
                change.before.exists() != change.after.exists() &&
                (change.before.exists() ? change.before.mode : change.after.mode) != GIT_FILEMODE_COMMIT;
            if (isFile)
                (change.before.exists() ? m_removed : m_added).append(&change);
        }
    }

    QHash<QByteArray, RenamedFrom> match(const QSet<QByteArray> &wanted)
    {
        if (m_removed.isEmpty() || m_added.isEmpty())
            return {};
        matchEqual();
        prune();
        if (m_added.size() * m_removed.size() > mostPairs)
            m_added.removeIf([&wanted](const TreeChange *change) { return !wanted.contains(change->path); });
        if (m_added.size() * m_removed.size() <= mostPairs)
            matchSimilar();
        return m_result;
    }

private:
    void matchEqual()
    {
        QHash<QByteArray, QList<const TreeChange *>> byId;
        for (const TreeChange *change : std::as_const(m_removed))
            byId[idBytes(change->before.id)].append(change);
        QList<Pair> pairs;
        for (const TreeChange *change : std::as_const(m_added)) {
            for (const TreeChange *from : byId.value(idBytes(change->after.id))) {
                const bool proves = !isEmpty(change->after.id) || nameOf(from->path) == nameOf(change->path);
                if (proves)
                    pairs.append({from, change, 1.0, commonEnd(from->path, change->path)});
            }
        }
        accept(pairs);
    }

    void matchSimilar()
    {
        QList<Pair> pairs;
        for (const TreeChange *to : std::as_const(m_added)) {
            const ContentPieces *after = pieces(to->after.id);
            for (const TreeChange *from : std::as_const(m_removed)) {
                const ContentPieces *before = after ? pieces(from->before.id) : nullptr;
                const double similarity = before ? before->similarity(*after) : 0;
                if (similarity >= leastSimilarity)
                    pairs.append({from, to, similarity, commonEnd(from->path, to->path)});
            }
        }
        accept(pairs);
    }

    /// The best pairs first; each file is in one pair at most.
    void accept(QList<Pair> &pairs)
    {
        std::ranges::stable_sort(pairs, [](const Pair &a, const Pair &b) {
            return a.similarity != b.similarity ? a.similarity > b.similarity : a.end > b.end;
        });
        for (const Pair &pair : std::as_const(pairs)) {
            if (m_result.contains(pair.to->path) || m_used.contains(pair.from->path))
                continue;
            m_result.insert(pair.to->path, {pair.from->path, pair.from->before.id});
            m_used.insert(pair.from->path);
        }
    }

    void prune()
    {
        m_added.removeIf([this](const TreeChange *change) { return m_result.contains(change->path); });
        m_removed.removeIf([this](const TreeChange *change) { return m_used.contains(change->path); });
    }

    const ContentPieces *pieces(const git_oid &id)
    {
        auto &known = m_pieces[idBytes(id)];
        if (!known) {
            const auto content = m_contentOf(id);
            known = std::make_shared<std::optional<ContentPieces>>();
            if (content && !content->isEmpty())
                known->emplace(*content);
        }
        return known->has_value() ? &**known : nullptr;
    }

    static QByteArray idBytes(const git_oid &id)
    {
        return QByteArray(reinterpret_cast<const char *>(id.id), sizeof id.id);
    }

    static bool isEmpty(const git_oid &id)
    {
        static const QByteArray emptyBlob = QByteArray::fromHex("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        return idBytes(id) == emptyBlob;
    }

    const ContentOf &m_contentOf;
    QList<const TreeChange *> m_removed;
    QList<const TreeChange *> m_added;
    QHash<QByteArray, RenamedFrom> m_result; // by new path
    QSet<QByteArray> m_used;
    QHash<QByteArray, std::shared_ptr<std::optional<ContentPieces>>> m_pieces;
};

} // namespace

ContentPieces::ContentPieces(QByteArrayView content)
    : m_size(content.size())
{
    constexpr qsizetype longest = 64;
    const bool isText = !content.first(std::min<qsizetype>(content.size(), 8000)).contains('\0');
    while (!content.isEmpty()) {
        const qsizetype newline = content.first(std::min(longest, content.size())).indexOf('\n');
        const qsizetype length = newline >= 0 ? newline + 1 : std::min(longest, content.size());
        QByteArray piece = content.first(length).toByteArray();
        if (isText && piece.endsWith("\r\n"))
            piece.remove(piece.size() - 2, 1); // a change of line ends alone is no change
        m_bytesOfPiece[piece] += piece.size();
        content.slice(length);
    }
}

double ContentPieces::similarity(const ContentPieces &other) const
{
    const qint64 larger = std::max(m_size, other.m_size);
    const qint64 smaller = std::min(m_size, other.m_size);
    if (larger == 0 || static_cast<double>(smaller) < leastSimilarity * static_cast<double>(larger))
        return 0;
    qint64 common = 0;
    for (auto piece = m_bytesOfPiece.begin(); piece != m_bytesOfPiece.end(); ++piece)
        common += std::min(piece.value(), other.m_bytesOfPiece.value(piece.key()));
    return static_cast<double>(common) / static_cast<double>(larger);
}

QHash<QByteArray, RenamedFrom> findRenames(const QList<TreeChange> &changes, const QSet<QByteArray> &wanted,
                                           const ContentOf &contentOf)
{
    return Matcher(changes, contentOf).match(wanted);
}

} // namespace promptuary
