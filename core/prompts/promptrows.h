// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/resultrows.h"
#include "core/prompts/template.h"
#include "core/prompts/version.h"

#include <QSqlQuery>

namespace promptuary
{

// How rows of the database become values: each select list stands next to what reads it by column index.

/// Select and from clause of templates' summaries, the view's columns under `o`. Gives a row for each environment where
/// a version serves, and one where none does: much cheaper than an aggregate for each of thousands of templates.
[[nodiscard]] QString summarySelect();
/// All templates of such a query, by name.
[[nodiscard]] QList<TemplateSummary> readSummaries(const ResultRows &rows);

/// Select and from clause of a version, with its texts or without.
[[nodiscard]] QString versionSelect(bool withContent);
[[nodiscard]] VersionSummary readVersionSummary(const QSqlQuery &row);
[[nodiscard]] Version readVersion(const QSqlQuery &row, TemplateId id);

/// Select and from clause of a line of the log.
[[nodiscard]] QString activationSelect();
[[nodiscard]] Activation readActivation(const QSqlQuery &row, TemplateId id);

} // namespace promptuary
