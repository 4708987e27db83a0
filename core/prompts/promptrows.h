// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"
#include "core/prompts/version.h"

#include <QSqlQuery>

namespace promptuary
{

// How rows of the database become values: each select list stands next to what reads it by column index.

/// Select and from clause of a template's summary.
[[nodiscard]] QString summarySelect();

/// Reads rows of summarySelect. Keeps the few texts that repeat in thousands of rows (task types, environments) once.
class SummaryReader
{
public:
    [[nodiscard]] TemplateSummary read(const QSqlQuery &row);

private:
    [[nodiscard]] QString shared(const QString &text);
    [[nodiscard]] QHash<QString, int> activeFrom(const QString &json);

    QHash<QString, QString> m_shared;
};

/// Select and from clause of a version, with its texts or without.
[[nodiscard]] QString versionSelect(bool withContent);
[[nodiscard]] VersionSummary readVersionSummary(const QSqlQuery &row);
[[nodiscard]] Version readVersion(const QSqlQuery &row, TemplateId id);

/// Select and from clause of a line of the log.
[[nodiscard]] QString activationSelect();
[[nodiscard]] Activation readActivation(const QSqlQuery &row, TemplateId id);

} // namespace promptuary
