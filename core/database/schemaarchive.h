// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"

#include <QFile>
#include <QStringList>

namespace promptuary
{

/// Where the rows go that a revert destroys: NDJSON, a line that says what it is, then one line per row,
/// {"table": …, "row": {…}}. JSON columns that are kept exactly are written as text.
class SchemaArchive
{
public:
    /// Makes the file, readable by its owner only. Errors: Invalid where it exists, Failed where it cannot be made.
    [[nodiscard]] static Result<SchemaArchive> create(const QString &path);

    /// Writes every row of these tables of schema promptuary, in a transaction the caller has begun.
    [[nodiscard]] Result<void> write(Connection &connection, int current, int target, const QStringList &tables);
    /// Returns once the disk has it, its folder's entry included.
    [[nodiscard]] Result<void> sync();
    void remove(); ///< the revert came to nothing

private:
    explicit SchemaArchive(std::unique_ptr<QFile> file);
    [[nodiscard]] Result<void> writeTable(Connection &connection, const QString &table);
    [[nodiscard]] Result<void> writeLine(const QByteArray &line);
    [[nodiscard]] Error writeError() const;

    std::unique_ptr<QFile> m_file;
};

} // namespace promptuary
