// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/csvimport.h"
#include "core/exchange/gitimport.h"

#include <functional>
#include <stop_token>

namespace promptuary
{

/// What the user chose to import from, and how.
struct ImportSource {
    enum class Kind : std::uint8_t { None, Csv, Git };

    QString path = {};
    Kind kind = Kind::None;
    CsvOptions csv = {};
    GitOptions git = {};

    /// A folder or a bundle file is Git, any other file CSV.
    [[nodiscard]] static Kind kindOf(const QString &path);
};

/// What reading a source gave.
struct ImportReading {
    Result<ImportPlan> plan;
    QStringList columns = {}; ///< of a CSV file, also where it could not be used
};

/// Reads a source; blocks. For a thread that may wait.
[[nodiscard]] ImportReading readImportSource(const ImportSource &source, const std::function<void(int, int)> &progress,
                                             const std::stop_token &stop);

} // namespace promptuary
