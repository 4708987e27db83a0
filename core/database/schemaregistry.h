// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"
#include "core/database/schemafiles.h"

#include <QHash>
#include <QList>

namespace promptuary
{

/// What a database's own tables say was applied to it.
struct AppliedSchema {
    struct Change {
        int number = 0;
        QString name;
        QString checksum;
    };
    bool registered = false;         ///< the tables are there
    QList<Change> changes;           ///< by number
    QHash<QString, QString> objects; ///< path → checksum
    QStringList altered; ///< paths of functions that are not what the server made of them when they were deployed

    [[nodiscard]] int current() const { return changes.isEmpty() ? 0 : changes.last().number; }
};

/// The tables promptuary.schema_changes and schema_objects.
class SchemaRegistry
{
public:
    explicit SchemaRegistry(Connection &connection);

    /// Needs no right at all where nothing was ever deployed, and the viewer's where something was.
    [[nodiscard]] Result<AppliedSchema> read();
    [[nodiscard]] Result<void> create(); ///< the schema and the tables, where they are not there
    [[nodiscard]] Result<void> record(const SchemaChange &change);
    [[nodiscard]] Result<void> record(const SchemaObject &object);
    [[nodiscard]] Result<void> forgetChangesAbove(int number);
    [[nodiscard]] Result<void> forgetObject(const QString &path);
    /// Signatures of the functions in schema promptuary that have one of these names.
    [[nodiscard]] Result<QStringList> signatures(const QStringList &names);

private:
    Connection &m_connection;
};

} // namespace promptuary
