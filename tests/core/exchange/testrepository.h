// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace promptuary
{

/// A small repository in a temporary folder, made with Git itself, so that what is read is what Git writes. Each commit
/// is a minute later than the one before. What fails ends the program: a test without its repository must fail.
class TestRepository
{
public:
    TestRepository();

    [[nodiscard]] QString path() const { return m_folder.path(); }
    void write(const QString &file, const QByteArray &content) const;
    /// Commits everything as it is in the folder; gives the commit's id.
    QString commit(const QString &message, const QString &author = QStringLiteral("Ada Lovelace"));
    QByteArray git(const QStringList &arguments, const QString &author = {});
    /// A bundle file of all references, or of those named.
    QString bundle(const QStringList &references = {QStringLiteral("--all")});

private:
    QTemporaryDir m_folder;
    QTemporaryDir m_bundles;
    int m_minutes = 0;
};

} // namespace promptuary
