// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace promptuary
{

/// How a file of executions is read.
struct ExecutionSourceOptions {
    /// Field as record_executions() names it → a column of the file, or "@" and a value for all of them.
    QHash<QString, QString> map = {};
    QString templateKey = {}; ///< of those that name none
    int version = 0;          ///< of those that name none
};

/// One record of a file, or why it is none.
struct SourcedExecution {
    QString place; ///< FILE:LINE, or FILE[N] in an array
    QJsonObject execution;
    QString fault;
};

/// The records of a file, and which of its columns they are made of.
struct SourcedExecutions {
    QList<SourcedExecution> executions;
    QStringList used;
    QStringList ignored; ///< that no field is called like
};

/// Reads executions from CSV (separated by commas, semicolons or tabs, as its first line is), from JSON lines, or from
/// a JSON array, whichever `bytes` holds. Columns are recognised by the names that public traces and common clients
/// use, unless `options` maps them; a map to a column that there is not is refused. What has no id gets one from its
/// record, and from how many equal ones came before, so that the same file, also when it grew, brings in the same
/// executions each time; what names no success or status succeeded unless it names an error.
[[nodiscard]] Result<SourcedExecutions> readExecutions(const QByteArray &bytes, const QString &fileName,
                                                       const ExecutionSourceOptions &options);

} // namespace promptuary
