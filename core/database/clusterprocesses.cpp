// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/clusterprocesses.h"

#include <QDir>
#include <QFile>

#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Tells by the command line, which may be read where the working folder may not: of a process in another user
/// namespace, as each sandbox has one of its own. Their paths are the same.
bool wasStartedIn(pid_t process, const QString &cluster)
{
    QFile file(u"/proc/%1/cmdline"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArrayList arguments = file.readAll().split('\0');
    const QByteArray &program = arguments.first();
    return (program.endsWith("/postgres") || program.endsWith("/initdb")) &&
           arguments.contains(QFile::encodeName(cluster));
}

} // namespace

bool worksIn(pid_t process, const QString &cluster)
{
    struct stat its{};
    struct stat ours{};
    const QByteArray link = "/proc/" + QByteArray::number(process) + "/cwd";
    if (stat(link.constData(), &its) != 0)
        return errno == EACCES && wasStartedIn(process, cluster);
    return stat(QFile::encodeName(cluster).constData(), &ours) == 0 && its.st_dev == ours.st_dev &&
           its.st_ino == ours.st_ino;
}

bool waitForEnd(pid_t process, std::chrono::milliseconds patience)
{
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    if (handle < 0)
        return errno == ESRCH;
    pollfd ended{.fd = handle, .events = POLLIN, .revents = 0};
    const bool done = poll(&ended, 1, static_cast<int>(patience.count())) > 0;
    close(handle);
    return done;
}

void endProcessesIn(const QString &cluster)
{
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const pid_t process = name.toInt();
        if (process <= 0 || !worksIn(process, cluster) || waitForEnd(process, 3s))
            continue;
        kill(process, SIGKILL);
        waitForEnd(process, 10s);
    }
}

} // namespace promptuary
