// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/spillfile.h"

#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

std::unexpected<Error> diskError(const QFile &file)
{
    return failure(ErrorKind::Failed,
                   u"Executions could not be kept in %1: %2."_s.arg(file.fileName(), file.errorString()),
                   u"Free some room on the disk, or name another file."_s);
}

/// The next line without its end; a longer one is cut, but is still longer than `longest`.
QByteArray readLine(QFile &file, qsizetype longest)
{
    QByteArray line = file.readLine(longest + 2); // QFile counts a NUL at the end, too
    if (line.endsWith('\n'))
        return line.chopped(1);
    // A piece at a time: a line may be longer than what memory there is.
    while (!file.atEnd() && !file.readLine(1 << 20).endsWith('\n'))
        continue;
    return line;
}

Result<void> writeLines(QFile &file, const QByteArrayList &lines)
{
    QByteArray bytes;
    for (const QByteArray &line : lines)
        bytes += line + '\n';
    const qint64 before = file.size();
    if (file.write(bytes) == bytes.size() && file.flush() && ::fsync(file.handle()) == 0)
        return {};
    const auto error = diskError(file);
    file.resize(before); // no half of a line before what comes next
    return error;
}

} // namespace

SpillFile::SpillFile(const QString &path)
    : m_file(path)
{
}

Result<std::unique_ptr<SpillFile>> SpillFile::open(const QString &path)
{
    std::unique_ptr<SpillFile> spill(new SpillFile(path));
    // Executions can be confidential: nobody else on the machine may read them.
    if (!spill->m_file.open(QIODevice::ReadWrite | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
        return diskError(spill->m_file);
    if (auto locked = spill->lock(); !locked)
        return std::unexpected(locked.error());
    if (auto whole = spill->dropTorn(); !whole)
        return std::unexpected(whole.error());
    return spill;
}

Result<void> SpillFile::lock()
{
    if (::flock(m_file.handle(), LOCK_EX | LOCK_NB) == 0)
        return {};
    if (errno != EWOULDBLOCK)
        return failure(ErrorKind::Failed, u"%1 cannot be locked, so it cannot be used."_s.arg(path()),
                       u"Name a file on a local disk."_s);
    return failure(ErrorKind::Conflict, u"Another program records with %1 just now."_s.arg(path()),
                   u"Wait for its end, or name another file."_s);
}

Result<void> SpillFile::dropTorn()
{
    qint64 whole = 0;
    m_file.seek(0);
    while (!m_file.atEnd()) {
        if (!m_file.readLine(1 << 20).endsWith('\n'))
            continue; // a long one in pieces
        whole = m_file.pos();
        ++m_lines;
    }
    if (whole < m_file.size() && !m_file.resize(whole))
        return diskError(m_file);
    return {};
}

Result<void> SpillFile::append(const QByteArrayList &lines)
{
    auto written = writeLines(m_file, lines);
    if (written)
        m_lines += lines.size();
    return written;
}

Result<void> SpillFile::read(const Group &group, const std::function<bool(const QByteArrayList &)> &take) const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return diskError(file);
    QByteArrayList lines;
    qsizetype bytes = 0;
    while (!file.atEnd()) {
        lines << readLine(file, group.longest);
        bytes += lines.constLast().size();
        if (lines.size() < group.lines && bytes < group.bytes && !file.atEnd())
            continue;
        if (!take(lines))
            break;
        lines.clear();
        bytes = 0;
    }
    return {};
}

Result<void> SpillFile::clear()
{
    if (!m_file.resize(0) || ::fsync(m_file.handle()) != 0)
        return diskError(m_file);
    m_lines = 0;
    return {};
}

Result<void> SpillFile::setAside(const QByteArrayList &lines) const
{
    QFile file(path() + u".refused"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
        return diskError(file);
    return writeLines(file, lines);
}

} // namespace promptuary
