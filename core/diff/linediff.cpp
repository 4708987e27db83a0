// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/linediff.h"

#include "core/diff/linecuts.h"

#include <git2.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <system_error>
#include <thread>
#include <vector>

namespace promptuary
{

namespace
{

constexpr qsizetype usualLine = 32; // bytes
constexpr std::size_t mostThreads = 4;

// libgit2 counts its users; this one stays until the program ends.
struct Library {
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
    Library(const Library &) = delete;
    Library &operator=(const Library &) = delete;
};

// What the callback of one piece needs.
struct Collector {
    QList<LineHunk> &hunks;
    LineCut offset;
    const std::stop_token &stop;
};

// Neighbouring pieces may both be changed where they meet; that is one region.
void appendHunk(QList<LineHunk> &hunks, const LineHunk &hunk)
{
    if (!hunks.isEmpty() && hunks.last().leftEnd() == hunk.leftStart && hunks.last().rightEnd() == hunk.rightStart) {
        hunks.last().leftCount += hunk.leftCount;
        hunks.last().rightCount += hunk.rightCount;
    } else {
        hunks.append(hunk);
    }
}

int collect(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    const auto *to = static_cast<Collector *>(payload);
    // The format names the line before an empty range, and counts from 1.
    const int left = hunk->old_lines == 0 ? hunk->old_start : hunk->old_start - 1;
    const int right = hunk->new_lines == 0 ? hunk->new_start : hunk->new_start - 1;
    appendHunk(to->hunks, {to->offset.left + left, hunk->old_lines, to->offset.right + right, hunk->new_lines});
    return to->stop.stop_requested() ? GIT_EUSER : 0;
}

// The bytes of the lines [from, to), which lie one after the other.
QByteArrayView joined(const QList<QByteArrayView> &lines, int from, int to)
{
    return from == to ? QByteArrayView() : QByteArrayView(lines[from].begin(), lines[to - 1].end());
}

// One call of xdiff. False where it was stopped or found no memory.
bool diffPiece(QByteArrayView left, QByteArrayView right, Collector to)
{
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
    // A null pointer would mean a missing file rather than an empty one.
    const auto data = [](QByteArrayView text) { return text.isEmpty() ? "" : text.data(); };
    return git_diff_buffers(data(left), static_cast<size_t>(left.size()), nullptr, data(right),
                            static_cast<size_t>(right.size()), nullptr, &options, nullptr, nullptr, collect, nullptr,
                            &to) == 0;
}

// What lies between two cuts.
struct Piece {
    LineCut from;
    LineCut to;
    QList<LineHunk> hunks = {};
    bool failed = false;
};

// Two texts of which each piece is compared by itself.
struct Comparison {
    const QList<QByteArrayView> &leftLines;
    const QList<QByteArrayView> &rightLines;
    const std::stop_token &stop;

    void compare(Piece &piece) const
    {
        const LineCut from = piece.from;
        const LineCut to = piece.to;
        const QByteArrayView left = joined(leftLines, from.left, to.left);
        const QByteArrayView right = joined(rightLines, from.right, to.right);
        if (left.isEmpty() || right.isEmpty())
            appendHunk(piece.hunks, {from.left, to.left - from.left, from.right, to.right - from.right});
        else if (left != right)
            piece.failed = !diffPiece(left, right, {piece.hunks, from, stop});
    }

    /// By this thread and some more, where there is more than one piece.
    void compare(std::vector<Piece> &pieces) const
    {
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < pieces.size() && !stop.stop_requested(); i = next++)
                compare(pieces[i]);
        };
        std::vector<std::jthread> helpers;
        const std::size_t threads =
            std::min({pieces.size(), mostThreads, std::size_t{std::thread::hardware_concurrency()}});
        try {
            while (helpers.size() + 1 < threads)
                helpers.emplace_back(work);
        } catch (const std::system_error &error) {
            qWarning("The texts are compared by fewer threads: %s", error.what());
        }
        work();
    }
};

std::unexpected<Error> cancelled()
{
    return failure(ErrorKind::Cancelled, QStringLiteral("The comparison was cancelled."));
}

} // namespace

int LineDiff::added() const
{
    return std::accumulate(hunks.begin(), hunks.end(), 0,
                           [](int sum, const LineHunk &h) { return sum + h.rightCount; });
}

int LineDiff::removed() const
{
    return std::accumulate(hunks.begin(), hunks.end(), 0, [](int sum, const LineHunk &h) { return sum + h.leftCount; });
}

QList<QByteArrayView> splitLines(QByteArrayView text)
{
    QList<QByteArrayView> lines;
    lines.reserve(text.size() / usualLine + 1); // to count them would take longer than to find them
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        lines.append(text.first(end < 0 ? text.size() : end + 1));
        text.slice(lines.last().size());
    }
    return lines;
}

Result<LineDiff> diffLines(QByteArrayView left, QByteArrayView right, const std::stop_token &stop)
{
    if (std::max(left.size(), right.size()) > std::numeric_limits<int>::max() / 2)
        return failure(ErrorKind::Invalid, QStringLiteral("A text of more than 1 GB cannot be compared."));
    if (stop.stop_requested())
        return cancelled();
    LineDiff diff;
    if (left == right)
        return diff;
    const QList<QByteArrayView> leftLines = splitLines(left);
    const QList<QByteArrayView> rightLines = splitLines(right);
    const int leftCount = static_cast<int>(leftLines.size());
    const int rightCount = static_cast<int>(rightLines.size());
    if (leftCount == 0 || rightCount == 0) {
        diff.hunks.append({0, leftCount, 0, rightCount});
        return diff;
    }
    static const Library library;
    const QList<LineCut> cuts = std::max(leftCount, rightCount) > lineCutLimit
                                    ? cutLines(leftLines, rightLines, stop)
                                    : QList<LineCut>{{0, 0}, {leftCount, rightCount}};
    std::vector<Piece> pieces;
    for (qsizetype i = 1; i < cuts.size(); ++i)
        pieces.push_back({.from = cuts[i - 1], .to = cuts[i]});
    Comparison{leftLines, rightLines, stop}.compare(pieces);
    if (stop.stop_requested())
        return cancelled();
    for (const Piece &piece : pieces) {
        if (piece.failed)
            return failure(ErrorKind::Failed, QStringLiteral("The texts could not be compared: memory ran out."));
        for (const LineHunk &hunk : piece.hunks)
            appendHunk(diff.hunks, hunk);
    }
    return diff;
}

QByteArray applyLines(QByteArrayView left, const LineDiff &diff, QByteArrayView right)
{
    const QList<QByteArrayView> leftLines = splitLines(left);
    const QList<QByteArrayView> rightLines = splitLines(right);
    QByteArray result;
    result.reserve(right.size());
    int at = 0;
    for (const LineHunk &hunk : diff.hunks) {
        result += joined(leftLines, at, hunk.leftStart);
        result += joined(rightLines, hunk.rightStart, hunk.rightEnd());
        at = hunk.leftEnd();
    }
    result += joined(leftLines, at, static_cast<int>(leftLines.size()));
    return result;
}

} // namespace promptuary
