// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace promptuary
{

/// One numbered change of the schema, from the three files of its name in deploy/, revert/ and verify/.
struct SchemaChange {
    int number = 0;
    QString name; ///< with its number, e.g. "0002-environments-and-activations"
    QString deploy;
    QString revert;
    QString verify;
    QString checksum; ///< of `deploy`, in hex

    /// The tables whose rows a revert destroys, from its first line.
    [[nodiscard]] QStringList destroys() const;
    /// Whether a database where the change was applied with this checksum is as this one's text makes it: it is the
    /// text's own, or the first line names it as one that led to the same.
    [[nodiscard]] bool leadsTo(const QString &appliedChecksum) const;
};

/// A file that is applied again whenever its text changed: a function, or what the roles may do.
struct SchemaObject {
    QString path; ///< e.g. "functions/save_version"
    QString text;
    QString checksum;
};

/// The contents of sql/, as this program carries them.
struct SchemaFiles {
    QList<SchemaChange> changes; ///< by number, which are 1, 2, 3 …
    QList<SchemaObject> functions;
    QList<SchemaObject> rights;

    [[nodiscard]] int latest() const;
    [[nodiscard]] const SchemaChange *change(int number) const; ///< null where there is none

    /// Reads a folder laid out as sql/ is.
    [[nodiscard]] static SchemaFiles read(const QString &folder);
    /// What was compiled in.
    [[nodiscard]] static const SchemaFiles &builtIn();
};

} // namespace promptuary
