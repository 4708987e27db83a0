// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace promptuary
{

struct CsvOptions;

/// What each column of a file with prompts is for.
struct CsvColumns {
    enum class Use : std::uint8_t { Name, Text, Description, Tags, Label, TaskType, Other };

    QStringList names;
    QList<Use> uses;
    qsizetype name = -1;
    qsizetype text = -1;

    /// From the header's cells. Invalid where there is no column for the name or the text.
    [[nodiscard]] static Result<CsvColumns> find(const QStringList &header, const CsvOptions &options);
};

} // namespace promptuary
