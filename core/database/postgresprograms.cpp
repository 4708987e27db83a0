// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/postgresprograms.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<PostgresPrograms::Account> unprivilegedAccount()
{
    if (geteuid() != 0)
        return {};
    for (const char *name : {"postgres", "nobody"}) {
        if (const passwd *entry = getpwnam(name); entry && entry->pw_uid != 0)
            return PostgresPrograms::Account{entry->pw_uid, entry->pw_gid};
    }
    return PostgresPrograms::Account{65534, 65534};
}

} // namespace

Result<PostgresPrograms> PostgresPrograms::find()
{
    PostgresPrograms found;
    found.m_account = unprivilegedAccount();
    const QString chosen = qEnvironmentVariable("PROMPTUARY_POSTGRES_BIN");
    QStringList folders;
    if (!chosen.isEmpty()) {
        folders += chosen;
    } else {
        folders += u"/usr/lib/postgresql/%1/bin"_s.arg(majorVersion);
        folders += qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
    }
    for (const QString &folder : std::as_const(folders)) {
        if (QFileInfo(folder + "/initdb"_L1).isExecutable() && QFileInfo(folder + "/postgres"_L1).isExecutable()) {
            found.m_folder = folder;
            return found;
        }
    }
    if (!chosen.isEmpty())
        return failure(ErrorKind::Failed, u"PostgreSQL was not found in %1."_s.arg(chosen),
                       u"Let PROMPTUARY_POSTGRES_BIN name the folder of initdb and postgres, or remove it."_s);
    return failure(ErrorKind::Failed, u"PostgreSQL %1 is not installed."_s.arg(majorVersion),
                   u"Install the package postgresql-%1, or let PROMPTUARY_POSTGRES_BIN name the folder of its "
                   "programs, or use another server with --database."_s.arg(majorVersion));
}

QString PostgresPrograms::path(const QString &program) const
{
    return m_folder + u'/' + program;
}

const std::optional<PostgresPrograms::Account> &PostgresPrograms::account() const
{
    return m_account;
}

void PostgresPrograms::prepare(QProcess &process, Life life) const
{
    // Known words in what they print, and none of the settings meant for clients.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("PG"_L1))
            environment.remove(name);
    }
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([account = m_account, life, &process] {
        if (life == Life::Own)
            setsid();
        if (account && (setgroups(0, nullptr) != 0 || setgid(account->group) != 0 || setuid(account->user) != 0))
            process.failChildProcessModifier("cannot become the unprivileged account", errno);
        // Last, since a change of the account undoes it.
        if (life == Life::Shared)
            prctl(PR_SET_PDEATHSIG, SIGQUIT);
    });
}

bool PostgresPrograms::handOver(const QString &path) const
{
    return !m_account || chown(QFile::encodeName(path).constData(), m_account->user, m_account->group) == 0;
}

} // namespace promptuary
