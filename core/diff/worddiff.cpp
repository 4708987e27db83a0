// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/worddiff.h"

#include "core/diff/linediff.h"

#include <QByteArray>
#include <QSpan>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

// More changed tokens than this are not compared: nobody reads so many marks, and it would take longer than a blink.
constexpr qsizetype mostTokens = 60'000;
// Where less than one part in this many of the longer text's words is common, marks would only be confetti.
constexpr qsizetype leastCommonPart = 5;
constexpr qsizetype shortGap = 2;

QList<TextSpan> whole(QStringView text)
{
    return text.isEmpty() ? QList<TextSpan>{} : QList<TextSpan>{{0, text.size()}};
}

// One token a line, for the line diff: code units below 255 as a byte, the others and the line feed as byte 255 and
// three bytes above 127, so that different tokens are different lines and no token holds a line end.
QByteArray asLines(QStringView text, QSpan<const WordToken> tokens)
{
    QByteArray lines;
    for (const WordToken &token : tokens) {
        for (const QChar c : text.sliced(token.start, token.length)) {
            const unsigned unit = c.unicode();
            if (unit < 0xFF && unit != u'\n') {
                lines += static_cast<char>(unit);
                continue;
            }
            lines += static_cast<char>(0xFF);
            for (const unsigned shift : {14U, 7U, 0U})
                lines += static_cast<char>(0x80U | ((unit >> shift) & 0x7FU));
        }
        lines += '\n';
    }
    return lines;
}

// Whether two neighbouring changes read better as one: nothing but blanks between them, or hardly more than the dash
// or comma between two words that were both replaced.
bool oneChange(const LineHunk &first, const LineHunk &second, const QList<WordToken> &left)
{
    const auto gap = QSpan(left).subspan(first.leftEnd(), second.leftStart - first.leftEnd());
    const auto is = [](WordToken::Kind kind) { return [kind](const WordToken &t) { return t.kind == kind; }; };
    if (std::ranges::all_of(gap, is(WordToken::Kind::Blank)))
        return true;
    const auto replaces = [](const LineHunk &hunk) { return hunk.leftCount > 0 && hunk.rightCount > 0; };
    return replaces(first) && replaces(second) && gap.back().end() - gap.front().start <= shortGap &&
           std::ranges::none_of(gap, is(WordToken::Kind::Word));
}

QList<LineHunk> mergedOverGaps(const QList<LineHunk> &hunks, const QList<WordToken> &left)
{
    QList<LineHunk> merged;
    for (const LineHunk &hunk : hunks) {
        if (!merged.isEmpty() && oneChange(merged.last(), hunk, left)) {
            merged.last().leftCount = hunk.leftEnd() - merged.last().leftStart;
            merged.last().rightCount = hunk.rightEnd() - merged.last().rightStart;
        } else {
            merged.append(hunk);
        }
    }
    return merged;
}

qsizetype wordLength(const QList<WordToken> &tokens, int from, int to)
{
    qsizetype length = 0;
    for (int i = from; i < to; ++i)
        length += tokens[i].kind == WordToken::Kind::Word ? tokens[i].length : 0;
    return length;
}

bool tooDifferent(const QList<LineHunk> &hunks, const QList<WordToken> &left, const QList<WordToken> &right)
{
    const qsizetype leftAll = wordLength(left, 0, static_cast<int>(left.size()));
    const qsizetype rightAll = wordLength(right, 0, static_cast<int>(right.size()));
    qsizetype common = leftAll;
    for (const LineHunk &hunk : hunks)
        common -= wordLength(left, hunk.leftStart, hunk.leftEnd());
    return common * leastCommonPart < std::max(leftAll, rightAll);
}

void appendSpan(QList<TextSpan> &spans, const QList<WordToken> &tokens, int from, int count)
{
    if (count > 0)
        spans.append({tokens[from].start, tokens[from + count - 1].end() - tokens[from].start});
}

} // namespace

WordDiff diffWords(QStringView left, QStringView right, const std::stop_token &stop)
{
    if (left == right)
        return {};
    WordDiff everything{whole(left), whole(right)};
    if (left.isEmpty() || right.isEmpty() || stop.stop_requested())
        return everything;
    const QList<WordToken> leftTokens = splitWords(left);
    const QList<WordToken> rightTokens = splitWords(right);

    // What both begin and end with needs no comparison, however long it is.
    const auto same = [&](const WordToken &a, const WordToken &b) {
        return left.sliced(a.start, a.length) == right.sliced(b.start, b.length);
    };
    const qsizetype shorter = std::min(leftTokens.size(), rightTokens.size());
    qsizetype head = 0;
    while (head < shorter && same(leftTokens[head], rightTokens[head]))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head &&
           same(leftTokens[leftTokens.size() - 1 - tail], rightTokens[rightTokens.size() - 1 - tail]))
        ++tail;
    const qsizetype leftCount = leftTokens.size() - head - tail;
    const qsizetype rightCount = rightTokens.size() - head - tail;

    QList<LineHunk> hunks;
    const int start = static_cast<int>(head);
    if (leftCount == 0 || rightCount == 0 || std::max(leftCount, rightCount) > mostTokens) {
        hunks.append({start, static_cast<int>(leftCount), start, static_cast<int>(rightCount)});
    } else {
        const auto diff = diffLines(asLines(left, QSpan(leftTokens).subspan(head, leftCount)),
                                    asLines(right, QSpan(rightTokens).subspan(head, rightCount)), stop);
        if (!diff)
            return everything;
        for (const LineHunk &hunk : diff->hunks)
            hunks.append({hunk.leftStart + start, hunk.leftCount, hunk.rightStart + start, hunk.rightCount});
        hunks = mergedOverGaps(hunks, leftTokens);
    }
    if (tooDifferent(hunks, leftTokens, rightTokens))
        return everything;
    WordDiff words;
    for (const LineHunk &hunk : std::as_const(hunks)) {
        appendSpan(words.left, leftTokens, hunk.leftStart, hunk.leftCount);
        appendSpan(words.right, rightTokens, hunk.rightStart, hunk.rightCount);
    }
    return words;
}

} // namespace promptuary
