// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <QByteArrayView>

#include <stop_token>

namespace promptuary
{

/// Which column is what. Empty names are found by the header: act/title/name, prompt/text/content, description, tags.
struct CsvOptions {
    QString nameColumn = {};
    QString textColumn = {};
    QString taskType = {}; ///< empty: the row's own (columns task_type, task type), else "Imported"
    qsizetype maxTextBytes = 1024 * 1024;
};

/// The names in the first record, for choosing among them.
[[nodiscard]] Result<QStringList> csvColumnNames(QByteArrayView csv, const QString &fileName);

/// Reads prompts from CSV (RFC 4180; UTF-8 with or without mark). The first record names the columns; each further one
/// is a template with one version of one message, role "user", format "text": braces in it are text. A row that cannot
/// be used becomes a problem; a file that is no CSV at all is an error with its line and column.
///
/// What the other columns say is kept: tags are split at commas and semicolons; type, category, topic and language are
/// tags as they are; a cell that says true makes its column's name a tag, one that says false says nothing; every other
/// cell is a line "column: cell" of the description.
///
/// Names are for people and may repeat: of rows with the same name, another text becomes "Name (2)", and the same text
/// is the same template again (the store reports it as unchanged). Without a source of their own, these templates are
/// recognised by name and their versions by content, so a file whose text was edited brings a new version.
[[nodiscard]] Result<ImportPlan> planCsvImport(QByteArrayView csv, const QString &fileName,
                                               const CsvOptions &options = {}, const std::stop_token &stop = {});

} // namespace promptuary
