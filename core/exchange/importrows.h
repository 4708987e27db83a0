// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <QByteArray>

namespace promptuary
{

// What the database reads with json_to_recordset: many templates and versions travel in one statement.

/// Where a template stands in the import and in the database.
struct ImportTarget {
    qsizetype position = 0;
    qint64 id = 0; ///< 0: to be made
    QString name;  ///< as it will be called
};

/// An element for one version. The model configuration's text goes in as it is.
[[nodiscard]] QByteArray importRow(const PlannedVersion &version);
/// An element for one template; `versions` are elements, separated by commas.
[[nodiscard]] QByteArray importRow(const PlannedTemplate &planned, const ImportTarget &target,
                                   const QByteArray &versions);

} // namespace promptuary
