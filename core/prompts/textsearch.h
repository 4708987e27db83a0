// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QRegularExpression>

namespace promptuary
{

/// What someone looks for in a text.
struct SearchQuery {
    QString text;
    bool caseSensitive = false;
    bool wholeWord = false;
    bool regex = false;
    bool operator==(const SearchQuery &) const = default;
};

/// A place found, in bytes of the text's UTF-8.
struct SearchMatch {
    qsizetype start = 0;
    qsizetype end = 0;
    bool operator==(const SearchMatch &) const = default;
};

/// The expression a query means. Invalid where the user's own is none; the message says why and where.
[[nodiscard]] Result<QRegularExpression> searchExpression(const SearchQuery &query);

/// All places, in order, not overlapping and not empty; at most `most` of them.
[[nodiscard]] QList<SearchMatch> findMatches(const QString &text, const QRegularExpression &expression,
                                             qsizetype most = 10'000);

/// What replaces one match: as it is for plain text; for an expression \1…\9, \0, \n and \t mean what they usually do.
[[nodiscard]] QString replacementFor(const QString &text, const QRegularExpression &expression,
                                     const SearchMatch &match, const QString &replacement, bool regex);

/// The text with every place replaced that findMatches would find, however many.
[[nodiscard]] QString withAllReplaced(const QString &text, const QRegularExpression &expression,
                                      const QString &replacement, bool regex);

} // namespace promptuary
