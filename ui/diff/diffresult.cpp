// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffresult.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int tabColumns = 4;

// Wide scripts take two columns of the fixed font. An estimate: what is painted widens it where it was too small.
int columnsOf(QStringView text)
{
    int columns = 0;
    for (const QChar c : text.first(std::min(text.size(), longestShown)))
        columns += c == u'\t' ? tabColumns - columns % tabColumns : c.unicode() >= 0x1100 ? 2 : 1;
    return columns;
}

} // namespace

Result<DiffResultPtr> makeDiffResult(const VersionContent &left, const VersionContent &right,
                                     const DiffRowsOptions &options, const DiffResultPtr &earlier,
                                     const std::stop_token &stop)
{
    auto result = std::make_shared<DiffResult>();
    result->left = left;
    result->right = right;
    result->options = options;
    if (earlier) {
        result->diff = earlier->diff;
    } else {
        Result<VersionDiff> diff = diffVersions(left, right, stop);
        if (!diff)
            return std::unexpected(diff.error());
        result->diff = std::make_shared<const VersionDiff>(*std::move(diff));
    }
    Result<DiffRows> rows = diffRows(left, right, *result->diff, options, stop);
    if (!rows)
        return std::unexpected(rows.error());
    result->rows = *std::move(rows);
    for (int i = 0; i < result->rows.rows.size(); ++i) {
        const DiffRow &row = result->rows.rows[i];
        if (row.change == result->changeRows.size())
            result->changeRows.append(i);
        result->columns = std::max({result->columns, columnsOf(row.leftText), columnsOf(row.rightText)});
        result->lines = std::max({result->lines, row.leftLine + row.foldedLines, row.rightLine + row.foldedLines});
    }
    return result;
}

void release(DiffResultPtr result)
{
    if (result)
        QThreadPool::globalInstance()->start([gone = std::move(result)]() mutable { gone.reset(); });
}

QString messageLines(const QString &text, int first, int count)
{
    qsizetype start = 0;
    for (int i = 1; i < first; ++i)
        start = text.indexOf(u'\n', start) + 1;
    qsizetype end = start;
    for (int i = 0; i < count && end >= 0; ++i)
        end = text.indexOf(u'\n', end + (i ? 1 : 0));
    return text.sliced(start, (end < 0 ? text.size() : end) - start);
}

} // namespace promptuary
