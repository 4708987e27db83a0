// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <QByteArrayView>

#include <stop_token>

namespace promptuary {

/// Which column is what. Empty names are found by the header: act/title/name, prompt/text/content, description, tags.
struct CsvOptions {
    QString nameColumn;
    QString textColumn;
    QString taskType = QStringLiteral("Imported");
    qsizetype maxTextBytes = 1024 * 1024;
};

/// Reads prompts from CSV (RFC 4180; UTF-8 with or without mark). Each row is a template with one version. A row that
/// cannot be used becomes a problem; a file that is no CSV at all is an error with its line and column.
[[nodiscard]] Result<ImportPlan> planCsvImport(QByteArrayView csv, const QString &fileName, const CsvOptions &options = {},
                                               const std::stop_token &stop = {});

} // namespace promptuary
