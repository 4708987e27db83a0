// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/exchange/importplan.h"

#include <QFuture>

#include <functional>
#include <stop_token>

namespace promptuary
{

class Database;

struct ImportOptions {
    bool dryRun = false;         ///< say what would be done, change nothing
    bool refuseProblems = false; ///< any problem: nothing at all changes
    bool activateNewest = false; ///< activate each imported template's newest version in the default environment
    QStringList onlyPlaces = {}; ///< empty: all; else the places the user ticked
};

/// Stage two of every import: brings a plan into the database in one transaction, only what is new.
///
/// A planned template with a source is the one that came from the same source before, whatever it is called since;
/// where another template has its name, it gets "Name (2)". One without a source is the template of that name. Versions
/// are known by their source, else by their content. What the database refuses of a template (a name too long, news for
/// an archived one) is a problem of that template, and the others go on.
///
/// With `refuseProblems` problems are the Error: kind Invalid, its place the first one's, all of them in its detail as
/// {"errors": [{"place", "reason"}]}. A dry run does the same work and takes it back, so its report is what the real
/// one would say.
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
