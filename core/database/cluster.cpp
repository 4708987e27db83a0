// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/cluster.h"

#include "core/database/clusterfailure.h"
#include "core/database/clusterprocesses.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStorageInfo>
#include <QUuid>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto userFile = "/promptuary.user"_L1;

QString currentUser()
{
    const passwd *entry = getpwuid(geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : u"promptuary"_s;
}

/// initdb tidies up after itself, so that nothing tells afterwards that the disk was full: asked beforehand.
Result<void> checkSpace(const QString &folder)
{
    constexpr qint64 needed = 100'000'000;
    const QStorageInfo disk(QFileInfo(folder).path());
    if (!disk.isValid() || disk.bytesAvailable() >= needed)
        return {};
    return failure(ErrorKind::NoDatabase,
                   u"The disk that holds %1 is too full: making the database needs %2 MB, and %3 MB are free."_s
                       .arg(QFileInfo(folder).path())
                       .arg(needed / 1'000'000)
                       .arg(disk.bytesAvailable() / 1'000'000),
                   u"Free some space there, or choose a folder on another disk with --private."_s);
}

/// Runs one of PostgreSQL's programs to its end.
Result<void> run(const PostgresPrograms &programs, const QString &program, const QStringList &arguments,
                 const QByteArray &input, const QString &folder)
{
    QProcess process;
    programs.prepare(process, PostgresPrograms::Life::Shared);
    process.setWorkingDirectory(u"/"_s);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(programs.path(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(600'000);
    const QString output = QString::fromUtf8(process.readAll());
    // In single-user mode PostgreSQL goes on after an error, and its exit status does not tell.
    const bool refused = output.contains("ERROR:"_L1) || output.contains("FATAL:"_L1);
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 && !refused)
        return {};
    if (QFile log(QFileInfo(folder).path() + "/server.log"_L1); log.open(QIODevice::WriteOnly | QIODevice::Append))
        log.write(output.toUtf8());
    return std::unexpected(clusterFailure(u"The private database could not be made."_s,
                                          output.isEmpty() ? process.errorString() : output, folder));
}

/// So that the cluster's new name survives a power cut.
void syncFolder(const QString &path)
{
    const int handle = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    fsync(handle);
    close(handle);
}

void removeUnfinished(const QString &folder)
{
    const QDir parent(QFileInfo(folder).path());
    for (const QString &name : parent.entryList({QFileInfo(folder).fileName() + ".new-*"_L1}, QDir::Dirs)) {
        endProcessesIn(parent.filePath(name));
        QDir(parent.filePath(name)).removeRecursively();
    }
}

QStringList initdbArguments(const QString &folder, const QString &user)
{
    QStringList arguments{u"--pgdata"_s,
                          folder,
                          u"--username"_s,
                          user,
                          u"--auth=trust"_s,
                          u"--encoding=UTF8"_s,
                          u"--locale-provider=builtin"_s,
                          u"--locale=C.UTF-8"_s,
                          u"--data-checksums"_s,
                          u"--no-instructions"_s};
    // Statements and rows can hold people's prompts, which have no place in a log.
    for (const QString &setting : {u"log_min_error_statement=panic"_s, u"log_error_verbosity=terse"_s,
                                   u"shared_buffers=256MB"_s, u"max_connections=100"_s, u"max_wal_size=256MB"_s,
                                   u"jit=off"_s, u"timezone=UTC"_s, u"log_timezone=UTC"_s, u"lc_messages=C"_s})
        arguments << u"--set"_s << setting;
    return arguments;
}

} // namespace

Result<void> makeCluster(const PostgresPrograms &programs, const QString &folder)
{
    if (auto enough = checkSpace(folder); !enough)
        return enough;
    removeUnfinished(folder);
    // Each attempt in a folder of its own: what is left of a killed one may go on for a moment, and tidies up after
    // itself.
    const QString unfinished = folder + ".new-"_L1 + QUuid::createUuid().toString(QUuid::Id128);
    const QString user = currentUser();
    if (auto made = run(programs, u"initdb"_s, initdbArguments(unfinished, user), {}, unfinished); !made)
        return made;
    if (auto made = run(programs, u"postgres"_s, {u"--single"_s, u"-D"_s, unfinished, u"postgres"_s},
                        "create database promptuary\n", unfinished);
        !made)
        return made;
    QFile record(unfinished + userFile);
    if (!record.open(QIODevice::WriteOnly) || record.write(user.toUtf8()) < 0 || !record.flush() ||
        fsync(record.handle()) != 0 || !programs.handOver(record.fileName()))
        return std::unexpected(
            clusterFailure(u"The private database could not be made."_s, record.errorString(), unfinished));
    record.close();
    if (!QDir().rename(unfinished, folder))
        return std::unexpected(
            clusterFailure(u"The private database could not be made."_s, u"Permission denied"_s, folder));
    syncFolder(QFileInfo(folder).path());
    return {};
}

Result<void> checkCluster(const PostgresPrograms &programs, const QString &folder)
{
    struct stat status{};
    if (stat(QFile::encodeName(folder).constData(), &status) != 0)
        return failure(ErrorKind::NotPermitted, u"The private database in %1 cannot be looked at."_s.arg(folder),
                       u"Make the folder readable for your own account, or choose another one with --private."_s);
    const uid_t owner = programs.account() ? programs.account()->user : geteuid();
    if (status.st_uid != owner)
        return failure(ErrorKind::NotPermitted, u"The private database in %1 belongs to another account."_s.arg(folder),
                       u"Use it as its owner, or choose another folder with --private."_s);
    if ((status.st_mode & 0077) != 0)
        return failure(ErrorKind::NotPermitted,
                       u"Other accounts may open the private database in %1, so it is not started."_s.arg(folder),
                       u"Close it to them: chmod -R go= '%1'"_s.arg(folder));
    QFile version(folder + "/PG_VERSION"_L1);
    if (!version.exists())
        return std::unexpected(damagedCluster(folder, u"there is no PG_VERSION"_s));
    if (!version.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotPermitted, u"The private database in %1 cannot be read."_s.arg(folder),
                       u"Give its files back to your own account (chmod -R u+rwX '%1'), or restore it from a "
                       "backup."_s.arg(folder));
    const int major = version.readAll().trimmed().toInt();
    if (major == 0)
        return std::unexpected(damagedCluster(folder, u"PG_VERSION names no version"_s));
    if (major != PostgresPrograms::majorVersion)
        return failure(ErrorKind::Failed,
                       u"The private database in %1 was made by PostgreSQL %2, and this program uses %3."_s.arg(folder)
                           .arg(major)
                           .arg(PostgresPrograms::majorVersion),
                       u"It was left as it is. Bring it over with pg_upgrade or pg_dump of version %1, or choose "
                       "another folder with --private."_s.arg(major));
    return {};
}

QString clusterUser(const QString &folder)
{
    QFile record(folder + userFile);
    return record.open(QIODevice::ReadOnly) ? QString::fromUtf8(record.readAll()).trimmed() : currentUser();
}

} // namespace promptuary
