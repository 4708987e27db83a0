// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/nameorder.h"

#include <QLocale>

#include <algorithm>
#include <utility>
#include <vector>

namespace promptuary
{

NameOrder::NameOrder()
{
    // The C locale compares code points; people expect words, wherever the program runs.
    if (QLocale().language() == QLocale::C)
        m_collator.setLocale(QLocale(QLocale::English));
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

bool NameOrder::before(const TemplateSummary &first, const TemplateSummary &second) const
{
    const int order = m_collator.compare(first.name, second.name);
    return order != 0 ? order < 0 : first.id < second.id;
}

void NameOrder::sort(QList<TemplateSummary> &summaries) const
{
    struct Place {
        QCollatorSortKey key;
        TemplateSummary *summary;
    };
    std::vector<Place> places;
    places.reserve(std::size_t(summaries.size()));
    for (TemplateSummary &summary : summaries)
        places.push_back({m_collator.sortKey(summary.name), &summary});
    std::ranges::sort(places, [](const Place &left, const Place &right) {
        const int order = left.key.compare(right.key);
        return order != 0 ? order < 0 : left.summary->id < right.summary->id;
    });
    QList<TemplateSummary> sorted;
    sorted.reserve(summaries.size());
    for (const Place &place : places)
        sorted.append(std::move(*place.summary));
    summaries = std::move(sorted);
}

} // namespace promptuary
