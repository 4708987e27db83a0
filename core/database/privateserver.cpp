// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/privateserver.h"

#include "core/database/cluster.h"
#include "core/database/clusterfailure.h"
#include "core/database/conninfo.h"
#include "core/database/filelock.h"
#include "core/database/postmaster.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QThread>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Error cannotUse(const QString &path, int reason)
{
    return clusterFailure(u"The folder %1 cannot be used for the private database."_s.arg(path),
                          QString::fromLocal8Bit(strerror(reason)), path);
}

/// The folder everything of the private server is in, by its one true name.
Result<QString> prepareDirectory(const QString &directory, const PostgresPrograms &programs)
{
    const QString absolute = QDir(directory).absolutePath();
    if (!QFileInfo::exists(absolute)) {
        QDir().mkpath(QFileInfo(absolute).path());
        if (mkdir(QFile::encodeName(absolute).constData(), 0700) != 0 && errno != EEXIST)
            return std::unexpected(cannotUse(absolute, errno));
    }
    if (!QFileInfo(absolute).isDir())
        return failure(ErrorKind::Invalid, u"%1 is not a folder."_s.arg(absolute),
                       u"Choose a folder for the private database with --private."_s);
    if (access(QFile::encodeName(absolute).constData(), R_OK | W_OK | X_OK) != 0)
        return std::unexpected(cannotUse(absolute, errno));
    // Who may write there can put another cluster in the place of this one, with the sticky bit before there is one.
    struct stat status{};
    if (stat(QFile::encodeName(absolute).constData(), &status) != 0)
        return std::unexpected(cannotUse(absolute, errno));
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return failure(
            ErrorKind::NotPermitted,
            u"Other accounts may write in %1, so no private database is kept there."_s.arg(absolute),
            u"Close it to them: chmod go-w '%1'; or choose a folder of your own with --private."_s.arg(absolute));
    if (!programs.handOver(absolute))
        return std::unexpected(cannotUse(absolute, errno));
    return QDir(absolute).canonicalPath();
}

/// Under uid 0 the server's account must get to the folder through all those above it.
Result<void> checkReachable(const QString &directory, const PostgresPrograms &programs)
{
    if (!programs.account())
        return {};
    for (QString above = QFileInfo(directory).path();; above = QFileInfo(above).path()) {
        struct stat status{};
        if (stat(QFile::encodeName(above).constData(), &status) != 0 || (status.st_mode & S_IXOTH) == 0)
            return failure(ErrorKind::NotPermitted,
                           u"PostgreSQL refuses to run as root, and the account it runs under instead may not enter "
                           "%1."_s.arg(above),
                           u"Start the program as an ordinary user, or choose a folder everyone may get to with "
                           "--private, for example /var/lib/promptuary."_s);
        if (above == "/"_L1)
            return {};
    }
}

/// Short, since a socket's path has at most 107 bytes, and under /tmp, which is the same inside and outside of a
/// sandbox while /run often is not.
QString socketFolderOf(const QString &directory)
{
    const QByteArray hash = QCryptographicHash::hash(directory.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"/tmp/promptuary-%1"_s.arg(QLatin1StringView(hash.first(16)));
}

Result<void> prepareSocketFolder(const QString &folder, const PostgresPrograms &programs)
{
    const QByteArray path = QFile::encodeName(folder);
    if (mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
        return std::unexpected(cannotUse(folder, errno));
    struct stat status{};
    if (lstat(path.constData(), &status) != 0)
        return std::unexpected(cannotUse(folder, errno));
    const bool ours = status.st_uid == geteuid() || (programs.account() && status.st_uid == programs.account()->user);
    // Anyone may make a folder in /tmp, and whoever owns this one could pretend to be the server.
    if (!S_ISDIR(status.st_mode) || !ours || (status.st_mode & 0077) != 0)
        return failure(
            ErrorKind::NotPermitted,
            u"%1, where the private database listens, belongs to someone else or is open to others."_s.arg(folder),
            u"Have it removed, then start again; the data is elsewhere and unharmed."_s);
    if (!programs.handOver(folder))
        return std::unexpected(cannotUse(folder, errno));
    return {};
}

} // namespace

struct PrivateServer::Private {
    FileLock start; ///< held while the server is started or stopped
    FileLock use;   ///< shared by all who use it
    QString sockets;
    Postmaster postmaster;
    QString conninfo;
};

PrivateServer::PrivateServer(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

Result<std::unique_ptr<PrivateServer>> PrivateServer::attach(const QString &directory,
                                                             const std::function<void(const QString &)> &progress)
{
    const auto tell = [&progress](const QString &sentence) {
        if (progress)
            progress(sentence);
    };
    const auto programs = PostgresPrograms::find();
    if (!programs)
        return std::unexpected(programs.error());
    const auto folder = prepareDirectory(directory, *programs);
    if (!folder)
        return std::unexpected(folder.error());
    if (auto reachable = checkReachable(*folder, *programs); !reachable)
        return std::unexpected(reachable.error());
    const QString cluster = *folder + "/cluster"_L1;
    const QString sockets = socketFolderOf(*folder);
    auto priv =
        std::make_unique<Private>(FileLock(*folder + "/start.lock"_L1), FileLock(*folder + "/use.lock"_L1), sockets,
                                  Postmaster(*programs, cluster, sockets, *folder + "/server.log"_L1), QString());
    if (!priv->start.isValid() || !priv->use.isValid())
        return std::unexpected(cannotUse(*folder, errno));
    if (!priv->start.tryLockExclusive()) {
        tell(u"Waiting for another program that starts or stops the database…"_s);
        priv->start.lockExclusive();
    }
    priv->use.lockShared();
    if (!QFileInfo::exists(cluster)) {
        tell(u"Making the database, once…"_s);
        if (auto made = makeCluster(*programs, cluster); !made)
            return std::unexpected(made.error());
    }
    if (auto usable = checkCluster(*programs, cluster); !usable)
        return std::unexpected(usable.error());
    if (auto prepared = prepareSocketFolder(sockets, *programs); !prepared)
        return std::unexpected(prepared.error());
    if (auto ready = priv->postmaster.ensureReady(tell); !ready)
        return std::unexpected(ready.error());
    priv->start.unlock();
    priv->conninfo = formatConninfo({{u"host"_s, sockets},
                                     {u"port"_s, u"5432"_s},
                                     {u"dbname"_s, u"promptuary"_s},
                                     {u"user"_s, clusterUser(cluster)}});
    return std::unique_ptr<PrivateServer>(new PrivateServer(std::move(priv)));
}

PrivateServer::~PrivateServer()
{
    // Whoever holds the start lock for longer is starting the server, uses it, and will be the one to stop it.
    const QDeadlineTimer deadline(5s);
    while (!d->start.tryLockExclusive()) {
        if (deadline.hasExpired())
            return;
        QThread::msleep(5);
    }
    // The end of a program must not wait long: a server with much to write goes on stopping by itself, and whoever
    // starts next waits for it.
    if (d->use.tryLockExclusive()) {
        d->postmaster.stop(2s);
        rmdir(QFile::encodeName(d->sockets).constData()); // only where it is empty, that is, where the server is gone
    }
}

Result<void> PrivateServer::ensureRunning(const std::function<void(const QString &)> &progress)
{
    d->start.lockExclusive();
    auto ready = d->postmaster.ensureReady([&progress](const QString &sentence) {
        if (progress)
            progress(sentence);
    });
    d->start.unlock();
    return ready;
}

QString PrivateServer::conninfo() const
{
    return d->conninfo;
}

QString PrivateServer::defaultDirectory()
{
    // The server's account could not enter root's home folder.
    if (geteuid() == 0)
        return u"/var/lib/promptuary"_s;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/promptuary/postgresql"_L1;
}

} // namespace promptuary
