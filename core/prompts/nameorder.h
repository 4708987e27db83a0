// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QCollator>

namespace promptuary
{

/// The order in which people look for names: that of their language, in any case, numbers by their value ("Step 2"
/// before "Step 10"), equal names by id. Not for several threads at once.
class NameOrder
{
public:
    NameOrder();

    [[nodiscard]] bool before(const TemplateSummary &first, const TemplateSummary &second) const;
    /// Much quicker than sorting with before(): the keys of thousands of names are made once each.
    void sort(QList<TemplateSummary> &summaries) const;

private:
    QCollator m_collator;
};

} // namespace promptuary
