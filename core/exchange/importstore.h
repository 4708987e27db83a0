// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <QFuture>

#include <functional>
#include <stop_token>

namespace promptuary {

class Database;

struct ImportOptions {
    bool dryRun = false;          ///< say what would be done, change nothing
    bool refuseProblems = false;  ///< any problem: nothing at all changes
    bool activateNewest = false;  ///< activate each imported template's newest version in the default environment
    QStringList onlyPlaces = {};  ///< empty: all; else the places the user ticked
};

/// Stage two of every import: brings a plan into the database in one transaction, only what is new.
class ImportStore
{
public:
    explicit ImportStore(Database &database);

    /// `progress` (called on the connection thread) gets templates done and their total. `stop` rolls everything back.
    [[nodiscard]] QFuture<Result<ImportReport>> import(const ImportPlan &plan, const ImportOptions &options = {},
                                                      const std::function<void(int, int)> &progress = {},
                                                      const std::stop_token &stop = {});

private:
    Database &m_database;
};

} // namespace promptuary
