// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/versiondiff.h"

#include "core/diff/linepairs.h"

#include <algorithm>
#include <numeric>

namespace promptuary
{

namespace
{

// Conversations longer than this (on both sides, and changed throughout) are paired one by one.
constexpr qsizetype mostComparisons = 10'000;
constexpr qsizetype mostWords = 128;
// A message is recognised by its beginning; reading all of a large one would take longer than comparing it.
constexpr qsizetype longestPart = 8'000;
// A message keeps its place when it keeps its role; with another role it must be much the same text.
constexpr double sameRole = 0.25;
constexpr double sameText = 0.5;

using Messages = QList<Message>;

QList<QList<size_t>> fingerprints(const Messages &messages, qsizetype from, qsizetype count)
{
    QList<QList<size_t>> all;
    for (const Message &message : messages.sliced(from, count)) {
        const QStringView text = message.content;
        all.append(wordHashes(text.first(std::min(text.size(), longestPart)), mostWords));
    }
    return all;
}

// The messages between those that both begin and end with.
QList<LinePair> changedPairs(const Messages &left, const Messages &right, int head, int leftCount, int rightCount)
{
    QList<LinePair> pairs;
    if (qsizetype(leftCount) * rightCount > mostComparisons) {
        for (int i = 0; i < std::min(leftCount, rightCount); ++i)
            pairs.append({head + i, head + i});
        return pairs;
    }
    const QList<QList<size_t>> leftWords = fingerprints(left, head, leftCount);
    const QList<QList<size_t>> rightWords = fingerprints(right, head, rightCount);
    pairs = bestPairs(leftCount, rightCount, [&](int i, int j) {
        const double alike = likeness(leftWords[i], rightWords[j]);
        if (left[head + i].role == right[head + j].role)
            return alike + sameRole;
        return alike >= sameText ? alike : 0.0;
    });
    for (LinePair &pair : pairs)
        pair = {pair.left + head, pair.right + head};
    return pairs;
}

QList<LinePair> messagePairs(const Messages &left, const Messages &right)
{
    const int leftCount = static_cast<int>(left.size());
    const int rightCount = static_cast<int>(right.size());
    const int shorter = std::min(leftCount, rightCount);
    int head = 0;
    while (head < shorter && left[head] == right[head])
        ++head;
    int tail = 0;
    while (tail < shorter - head && left[leftCount - 1 - tail] == right[rightCount - 1 - tail])
        ++tail;
    QList<LinePair> pairs;
    for (int i = 0; i < head; ++i)
        pairs.append({i, i});
    pairs += changedPairs(left, right, head, leftCount - head - tail, rightCount - head - tail);
    for (int i = tail; i > 0; --i)
        pairs.append({leftCount - i, rightCount - i});
    return pairs;
}

Result<MessageDiff> diffMessage(const Messages &left, const Messages &right, LinePair pair, const std::stop_token &stop)
{
    MessageDiff diff;
    QByteArray leftText;
    QByteArray rightText;
    if (pair.left >= 0) {
        diff.left = pair.left;
        leftText = left[pair.left].content.toUtf8();
    }
    if (pair.right >= 0) {
        diff.right = pair.right;
        rightText = right[pair.right].content.toUtf8();
    }
    diff.roleChanged = diff.left && diff.right && left[pair.left].role != right[pair.right].role;
    const Result<LineDiff> lines = diffLines(leftText, rightText, stop);
    if (!lines)
        return std::unexpected(lines.error());
    diff.lines = *lines;
    return diff;
}

} // namespace

bool VersionDiff::equal() const
{
    return fields.isEmpty() && std::ranges::all_of(messages, &MessageDiff::equal);
}

int VersionDiff::added() const
{
    return std::accumulate(messages.begin(), messages.end(), 0,
                           [](int sum, const MessageDiff &m) { return sum + m.lines.added(); });
}

int VersionDiff::removed() const
{
    return std::accumulate(messages.begin(), messages.end(), 0,
                           [](int sum, const MessageDiff &m) { return sum + m.lines.removed(); });
}

Result<VersionDiff> diffVersions(const VersionContent &left, const VersionContent &right, const std::stop_token &stop)
{
    VersionDiff diff;
    QList<LinePair> order;
    int l = 0;
    int r = 0;
    const auto alone = [&](int toLeft, int toRight) {
        while (l < toLeft)
            order.append({l++, -1});
        while (r < toRight)
            order.append({-1, r++});
    };
    for (const LinePair &pair : messagePairs(left.messages, right.messages)) {
        alone(pair.left, pair.right);
        order.append({l++, r++});
    }
    alone(static_cast<int>(left.messages.size()), static_cast<int>(right.messages.size()));
    for (const LinePair &pair : order) {
        Result<MessageDiff> message = diffMessage(left.messages, right.messages, pair, stop);
        if (!message)
            return std::unexpected(message.error());
        diff.messages.append(*std::move(message));
    }
    FieldChanges fields = compareFields(left, right, stop);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, QStringLiteral("The comparison was cancelled."));
    diff.fields = std::move(fields.changed);
    diff.unchangedFields = std::move(fields.unchanged);
    return diff;
}

} // namespace promptuary
