// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/filelock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace promptuary
{

namespace
{

void lock(int file, int kind)
{
    while (flock(file, kind) != 0 && errno == EINTR) {
    }
}

} // namespace

FileLock::FileLock(const QString &path)
    : m_file(open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
}

FileLock::FileLock(FileLock &&other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{
}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

FileLock::~FileLock()
{
    if (m_file >= 0)
        close(m_file);
}

bool FileLock::isValid() const
{
    return m_file >= 0;
}

void FileLock::lockShared()
{
    lock(m_file, LOCK_SH);
}

void FileLock::lockExclusive()
{
    lock(m_file, LOCK_EX);
}

void FileLock::unlock()
{
    lock(m_file, LOCK_UN);
}

bool FileLock::tryLockExclusive()
{
    return flock(m_file, LOCK_EX | LOCK_NB) == 0;
}

} // namespace promptuary
