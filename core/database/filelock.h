// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace promptuary
{

/// An flock(2) on a file of its own. The system lets it go when the process ends, however it ends.
class FileLock
{
public:
    explicit FileLock(const QString &path); ///< makes the file (0600); see isValid
    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;

    [[nodiscard]] bool isValid() const; ///< false where the file cannot be opened; errno says why
    void lockShared();
    void lockExclusive();
    void unlock();
    [[nodiscard]] bool tryLockExclusive(); ///< turns a shared lock into an exclusive one where nobody else has one

private:
    int m_file = -1;
};

} // namespace promptuary
