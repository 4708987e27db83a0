// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recordmembers.h"

#include "core/prompts/jsoncheck.h"
#include "core/prompts/jsonspan.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr std::array<QLatin1StringView, 25> known{"id"_L1,
                                                  "template"_L1,
                                                  "version"_L1,
                                                  "environment"_L1,
                                                  "started_at"_L1,
                                                  "model"_L1,
                                                  "input_tokens"_L1,
                                                  "success"_L1,
                                                  "cached_input_tokens"_L1,
                                                  "output_tokens"_L1,
                                                  "cost_usd"_L1,
                                                  "latency_ms"_L1,
                                                  "error_type"_L1,
                                                  "error_message"_L1,
                                                  "confidence"_L1,
                                                  "needs_review"_L1,
                                                  "request_id"_L1,
                                                  "user_id"_L1,
                                                  "variables"_L1,
                                                  "rendered_prompt"_L1,
                                                  "experiment"_L1,
                                                  "variant"_L1,
                                                  "guardrails"_L1,
                                                  "trace_id"_L1,
                                                  "span_id"_L1};

bool isKnown(const QString &name)
{
    return std::ranges::any_of(known, [&name](QLatin1StringView member) { return name == member; });
}

/// How many letters have to be added, taken away or exchanged.
qsizetype distance(QStringView from, QStringView to)
{
    std::vector<qsizetype> row(std::size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            qsizetype &cell = row[std::size_t(j)];
            const qsizetype exchanged = diagonal + (from.at(i - 1) == to.at(j - 1) ? 0 : 1);
            diagonal = cell;
            cell = std::min({exchanged, cell + 1, row[std::size_t(j) - 1] + 1});
        }
    }
    return row.back();
}

/// Spelling aside: "latencyMs" is "latency_ms".
QString plain(const QString &name)
{
    return name.toLower().remove(u'_').remove(u'-');
}

QString nearest(const QString &name)
{
    const QString wanted = plain(name);
    QLatin1StringView best;
    qsizetype least = std::max<qsizetype>(2, wanted.size() / 3) + 1; // what is farther off is another thing
    if (!wanted.isEmpty() && wanted.size() < 64) {
        for (const QLatin1StringView candidate : known) {
            const QString letters = plain(candidate);
            const bool begins = wanted.size() > 3 && letters.startsWith(wanted); // "cost" is "cost_usd"
            const qsizetype away = begins ? 1 : distance(wanted, letters);
            if (away < least) {
                least = away;
                best = candidate;
            }
        }
    }
    return best;
}

} // namespace

QStringList RecordMembers::unknownIn(QByteArrayView line)
{
    QStringList sentences;
    if (jsonFault(line) || !line.startsWith('{'))
        return sentences;
    for (const auto &[name, span] : jsonMembers(line, {.start = 0, .length = line.size()})) {
        if (isKnown(name) || m_told.contains(name))
            continue;
        m_told.insert(name);
        const QString meant = nearest(name);
        sentences << (meant.isEmpty()
                          ? u"a record has no “%1”, so it is passed over here and in all other lines."_s.arg(name)
                          : u"a record has no “%1”, so it is passed over here and in all other lines. Did "
                            "you mean “%2”?"_s.arg(name, meant));
    }
    return sentences;
}

} // namespace promptuary
