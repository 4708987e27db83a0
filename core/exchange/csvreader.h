// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>
#include <stop_token>

namespace promptuary
{

/// One cell, unquoted but not decoded, and where it begins (lines and columns from 1, columns in characters).
struct CsvCell {
    QByteArray bytes;
    int line = 1;
    int column = 1;
    bool operator==(const CsvCell &) const = default;
};

using CsvRecord = QList<CsvCell>;

/// What separates the cells of the first line: a comma, a semicolon or a tab, whichever stands there most outside of
/// quotes.
[[nodiscard]] char csvSeparator(QByteArrayView csv);

/// Reads RFC 4180 strictly: cells separated by commas (or what else `separator` says), records by CRLF, LF or CR,
/// quotes doubled inside quoted cells, spaces kept. Empty lines are passed over, as is a UTF-8 mark. A quote in an
/// unquoted cell, text after a closing quote and a quote that is never closed are errors of kind Invalid with their
/// place.
[[nodiscard]] Result<void> readCsv(QByteArrayView csv, const QString &fileName,
                                   const std::function<void(const CsvRecord &)> &record,
                                   const std::stop_token &stop = {}, char separator = ',');

} // namespace promptuary
