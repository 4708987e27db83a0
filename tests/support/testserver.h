// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace promptuary
{

/// A PostgreSQL of one test program's own, in a temporary folder, on a Unix socket only. It keeps nothing on disk for
/// sure (no fsync), which makes it quick, and dies with the program. What cannot be set up ends the program with the
/// reason: a test without its server must fail.
class TestServer
{
public:
    TestServer();
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    /// The connection string of a fresh, empty database.
    [[nodiscard]] QString createDatabase();
    /// The connection string of a fresh database with the schema, copied from one that was deployed once.
    [[nodiscard]] QString createDeployedDatabase();
    /// The connection string of a database of that name, as superuser or as another role.
    [[nodiscard]] QString conninfo(const QString &database, const QString &role = QStringLiteral("postgres")) const;

    /// Lets `role` in with its password only, from now on.
    void requirePasswordOf(const QString &role);

    void stop(); ///< as an administrator's restart does: connections are cut
    void start();
    [[nodiscard]] QString folder() const; ///< where the socket is

private:
    void createDatabase(const QString &name, const QString &original);
    void run(const QString &program, const QStringList &arguments);

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    int m_databases = 0;
    bool m_deployed = false;
};

} // namespace promptuary
