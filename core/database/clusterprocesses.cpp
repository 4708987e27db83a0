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

bool worksIn(pid_t process, const QString &cluster)
{
    struct stat its{};
    struct stat ours{};
    const QByteArray link = "/proc/" + QByteArray::number(process) + "/cwd";
    return stat(link.constData(), &its) == 0 && stat(QFile::encodeName(cluster).constData(), &ours) == 0 &&
           its.st_dev == ours.st_dev && its.st_ino == ours.st_ino;
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
