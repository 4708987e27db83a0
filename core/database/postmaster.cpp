// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/postmaster.h"

#include "core/database/clusterfailure.h"
#include "core/database/clusterprocesses.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QThread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Postmaster::Postmaster(PostgresPrograms programs, QString cluster, QString socketFolder, QString logFile)
    : m_programs(std::move(programs))
    , m_cluster(std::move(cluster))
    , m_socketFolder(std::move(socketFolder))
    , m_logFile(std::move(logFile))
{
}

pid_t Postmaster::livingProcess() const
{
    QFile file(m_cluster + "/postmaster.pid"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const pid_t process = file.readLine().trimmed().toInt();
    // After a kill -9 the number may name a zombie or belong to somebody else by now.
    return process > 0 && worksIn(process, m_cluster) ? process : 0;
}

bool Postmaster::leftTraces() const
{
    return QFile::exists(m_cluster + "/postmaster.pid"_L1);
}

Postmaster::State Postmaster::state() const
{
    if (livingProcess() == 0)
        return State::Absent;
    const QByteArray status = recordedStatus();
    if (status == "ready")
        return State::Ready;
    return status == "stopping" ? State::Stopping : State::Starting;
}

/// The server's own word on how far it is, in the eighth line; absent in the first moments.
QByteArray Postmaster::recordedStatus() const
{
    QFile file(m_cluster + "/postmaster.pid"_L1);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n').value(7).trimmed() : QByteArray();
}

bool Postmaster::answers() const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(m_socketFolder + "/.s.PGSQL.5432"_L1);
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected =
        handle >= 0 && connect(handle, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    if (handle >= 0)
        close(handle);
    return connected;
}

/// Who answers in the socket's folder is this cluster's server, also where its process cannot be recognised from here:
/// in another sandbox, or with a postmaster.pid that was put back from a backup. It is waited for while it starts or
/// stops; false once nobody answers.
bool Postmaster::isUsableStranger() const
{
    const QDeadlineTimer deadline(60s);
    while (answers()) {
        const QByteArray status = recordedStatus();
        if ((status != "starting" && status != "stopping") || deadline.hasExpired())
            return true;
        QThread::msleep(10);
    }
    return false;
}

Result<void> Postmaster::ensureReady(const std::function<void(const QString &)> &progress)
{
    State now = state();
    if (now == State::Ready && answers())
        return {};
    if (now == State::Absent && isUsableStranger())
        return {};
    if (now == State::Stopping || now == State::Ready) {
        // It is ending, or its socket was removed under it, for instance by a cleaner of temporary files.
        progress(u"Waiting for the database to stop…"_s);
        stop(60s);
        now = state();
    }
    if (now == State::Starting)
        return waitUntilReady(0);
    progress(leftTraces() ? u"Starting the database, which was interrupted…"_s : u"Starting the database…"_s);
    return start();
}

/// Processes of a server whose first process was killed. They end by themselves unless they are busy; while one lives,
/// PostgreSQL rightly refuses to start, and once none does, the process numbers left behind mean nothing, though they
/// can name a zombie or somebody else's process.
void Postmaster::clearRemains() const
{
    for (const auto name : {".s.PGSQL.5432"_L1, ".s.PGSQL.5432.lock"_L1})
        QFile::remove(m_socketFolder + u'/' + name);
    if (!leftTraces())
        return;
    endProcessesIn(m_cluster);
    QFile::remove(m_cluster + "/postmaster.pid"_L1);
}

Result<void> Postmaster::start()
{
    // Nothing that answers is ever cleared away, whatever it looked like before.
    if (answers())
        return failure(ErrorKind::NoDatabase, u"The database server is there, but does not end what it is busy with."_s,
                       u"Nothing was changed. Try again in a minute."_s);
    clearRemains();
    if (QFileInfo(m_logFile).size() > 1'000'000) {
        QFile::remove(m_logFile + ".1"_L1);
        QFile::rename(m_logFile, m_logFile + ".1"_L1);
    }
    m_logStart = QFileInfo(m_logFile).size();
    QProcess server;
    m_programs.prepare(server, PostgresPrograms::Life::Own);
    server.setProgram(m_programs.path(u"postgres"_s));
    QStringList arguments{u"-D"_s, m_cluster, u"-k"_s, m_socketFolder};
    for (const QString &setting : {u"listen_addresses="_s, u"unix_socket_permissions=0700"_s, u"port=5432"_s})
        arguments << u"-c"_s << setting;
    server.setArguments(arguments);
    server.setWorkingDirectory(u"/"_s);
    server.setStandardInputFile(QProcess::nullDevice());
    server.setStandardOutputFile(m_logFile, QIODevice::Append);
    server.setStandardErrorFile(m_logFile, QIODevice::Append);
    qint64 process = 0;
    if (!server.startDetached(&process))
        return std::unexpected(
            clusterFailure(u"The database server cannot be started."_s, server.errorString(), m_cluster));
    return waitUntilReady(static_cast<pid_t>(process));
}

Result<void> Postmaster::waitUntilReady(pid_t started)
{
    // Recovery after an interruption takes the time it takes; a server that lives is getting there.
    const QDeadlineTimer deadline(10min);
    while (!deadline.hasExpired()) {
        if (state() == State::Ready && answers())
            return {};
        const bool gone = started > 0 ? waitForEnd(started, 3ms) : livingProcess() == 0;
        // A server that someone killed began to start may have been quicker than ours: then it is the one to wait for.
        if (gone && livingProcess() == 0)
            return std::unexpected(startFailure());
        if (gone)
            started = 0;
        if (started == 0)
            QThread::msleep(3);
    }
    return std::unexpected(startFailure());
}

Error Postmaster::startFailure() const
{
    QFile log(m_logFile);
    QString text;
    if (log.open(QIODevice::ReadOnly) && log.seek(m_logStart))
        text = QString::fromUtf8(log.readAll());
    return clusterFailure(u"The database server did not start."_s, text, m_cluster);
}

void Postmaster::stop(std::chrono::milliseconds patience)
{
    const pid_t process = livingProcess();
    if (process == 0)
        return;
    kill(process, SIGINT);
    waitForEnd(process, patience);
}

} // namespace promptuary
