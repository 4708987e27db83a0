// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/diffrows.h"

#include "core/diff/linepairs.h"
#include "core/diff/worddiff.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace promptuary
{

namespace
{

// Hiding a single line behind a row of the same height gains nothing.
constexpr int fewestFolded = 2;
constexpr int linesBetweenLooks = 1024;

// The lines of a message without "\n". The text after the last "\n" is a line where it is not empty.
QList<QStringView> textLines(QStringView text)
{
    QList<QStringView> lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf(u'\n');
        lines.append(text.first(end < 0 ? text.size() : end));
        text.slice(end < 0 ? text.size() : end + 1);
    }
    return lines;
}

// The rows of one message.
class MessageLayout
{
public:
    MessageLayout(DiffRows &rows, int message, const DiffRowsOptions &options, const std::stop_token &stop)
        : m_result(rows)
        , m_message(message)
        , m_options(options)
        , m_stop(stop)
    {
    }

    // Appends header and lines; false where it was stopped.
    bool append(const MessageDiff &diff, const Message *left, const Message *right)
    {
        if (left)
            m_left = textLines(left->content);
        if (right)
            m_right = textLines(right->content);
        appendHeader(diff, left, right);
        int leftLine = 0;
        for (qsizetype i = 0; i <= diff.lines.hunks.size(); ++i) {
            const bool last = i == diff.lines.hunks.size();
            const int end = last ? static_cast<int>(m_left.size()) : diff.lines.hunks[i].leftStart;
            const int rightLine = i == 0 ? 0 : diff.lines.hunks[i - 1].rightEnd();
            appendUnchanged(leftLine, rightLine, end - leftLine, i == 0, last);
            if (last || stopped())
                break;
            appendHunk(diff.lines.hunks[i]);
            leftLine = diff.lines.hunks[i].leftEnd();
        }
        appendNoNewline(diff, left, right);
        return !stopped();
    }

private:
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

    DiffRow &appendRow(DiffRow::Kind kind)
    {
        m_result.rows.append(DiffRow{.kind = kind, .message = m_message});
        return m_result.rows.last();
    }

    void appendHeader(const MessageDiff &diff, const Message *left, const Message *right)
    {
        DiffRow &row = appendRow(DiffRow::Kind::Header);
        if (left)
            row.leftText = left->role;
        if (right)
            row.rightText = right->role;
        // A message that came or went without a line of text has no other row to step to.
        if (!diff.equal() && diff.lines.equal())
            row.change = m_result.changes++;
    }

    void appendUnchanged(int leftLine, int rightLine, int count, bool first, bool last)
    {
        const int context = m_options.context < 0 ? std::numeric_limits<int>::max() : m_options.context;
        // Context belongs to a change: there is none above the first lines and none below the last.
        const int before = std::min(first ? 0 : context, count);
        const int after = std::min(last ? 0 : context, count - before);
        const int hidden = m_options.context < 0 ? 0 : count - before - after;
        const bool fold =
            hidden >= fewestFolded && !m_options.unfolded.contains(DiffFold{m_message, leftLine + before + 1});
        for (int i = 0; i < count; ++i) {
            if (i % linesBetweenLooks == 0 && stopped())
                return;
            if (fold && i == before) {
                DiffRow &row = appendRow(DiffRow::Kind::Fold);
                row.leftLine = leftLine + i + 1;
                row.rightLine = rightLine + i + 1;
                row.foldedLines = hidden;
                i += hidden - 1;
                continue;
            }
            DiffRow &row = appendRow(DiffRow::Kind::Unchanged);
            row.leftLine = leftLine + i + 1;
            row.rightLine = rightLine + i + 1;
            row.leftText = m_left[leftLine + i].toString();
            row.rightText = row.leftText;
        }
    }

    void appendHunk(const LineHunk &hunk)
    {
        const int change = m_result.changes++;
        const qsizetype firstRow = m_result.rows.size();
        const auto pairs =
            pairLines(m_left.sliced(hunk.leftStart, hunk.leftCount), m_right.sliced(hunk.rightStart, hunk.rightCount));
        QList<DiffRow> addedRows; // stay behind the removed ones where the sides stand under each other
        for (const LinePair &pair : pairs) {
            if (stopped())
                return;
            const int left = pair.left < 0 ? -1 : hunk.leftStart + pair.left;
            const int right = pair.right < 0 ? -1 : hunk.rightStart + pair.right;
            DiffRow row = changedRow(left, right);
            row.change = change;
            if (row.kind != DiffRow::Kind::Changed || m_options.sideBySide) {
                (row.kind == DiffRow::Kind::Added && !m_options.sideBySide ? addedRows : m_result.rows)
                    .append(std::move(row));
                continue;
            }
            addedRows.append(DiffRow{.kind = DiffRow::Kind::Added,
                                     .message = m_message,
                                     .rightLine = row.rightLine,
                                     .rightText = std::exchange(row.rightText, {}),
                                     .rightWords = std::exchange(row.rightWords, {}),
                                     .change = change});
            row.kind = DiffRow::Kind::Removed;
            row.rightLine = 0;
            m_result.rows.append(std::move(row));
        }
        m_result.rows += addedRows;
        Q_ASSERT(m_result.rows.size() > firstRow);
    }

    [[nodiscard]] DiffRow changedRow(int left, int right) const
    {
        DiffRow row{.message = m_message, .leftLine = left + 1, .rightLine = right + 1};
        if (left >= 0)
            row.leftText = m_left[left].toString();
        if (right >= 0)
            row.rightText = m_right[right].toString();
        row.kind = left < 0 ? DiffRow::Kind::Added : right < 0 ? DiffRow::Kind::Removed : DiffRow::Kind::Changed;
        if (row.kind == DiffRow::Kind::Changed) {
            WordDiff words = diffWords(row.leftText, row.rightText, m_stop);
            // A line marked from end to end says no more than its colour does.
            const auto whole = [](const QList<TextSpan> &spans, const QString &text) {
                return text.isEmpty() || (spans.size() == 1 && spans.first().length == text.size());
            };
            if (!whole(words.left, row.leftText) || !whole(words.right, row.rightText)) {
                row.leftWords = std::move(words.left);
                row.rightWords = std::move(words.right);
            }
        }
        return row;
    }

    void appendNoNewline(const MessageDiff &diff, const Message *left, const Message *right)
    {
        if (m_left.isEmpty() || m_right.isEmpty() || stopped())
            return;
        const bool leftEnds = left->content.endsWith(u'\n');
        const bool rightEnds = right->content.endsWith(u'\n');
        if (leftEnds == rightEnds || diff.lines.equal())
            return;
        DiffRow &row = appendRow(DiffRow::Kind::NoNewline);
        (leftEnds ? row.rightLine : row.leftLine) = static_cast<int>(leftEnds ? m_right.size() : m_left.size());
        row.change = m_result.changes - 1;
    }

    DiffRows &m_result;
    const int m_message;
    const DiffRowsOptions &m_options;
    const std::stop_token &m_stop;
    QList<QStringView> m_left;
    QList<QStringView> m_right;
};

} // namespace

Result<DiffRows> diffRows(const VersionContent &left, const VersionContent &right, const VersionDiff &diff,
                          const DiffRowsOptions &options, const std::stop_token &stop)
{
    DiffRows rows;
    for (int i = 0; i < diff.messages.size(); ++i) {
        const MessageDiff &message = diff.messages[i];
        MessageLayout layout(rows, i, options, stop);
        if (!layout.append(message, message.left ? &left.messages[*message.left] : nullptr,
                           message.right ? &right.messages[*message.right] : nullptr))
            return failure(ErrorKind::Cancelled, QStringLiteral("The comparison was cancelled."));
    }
    return rows;
}

} // namespace promptuary
