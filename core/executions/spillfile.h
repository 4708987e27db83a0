// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayList>
#include <QFile>

#include <functional>
#include <memory>

namespace promptuary
{

/// Lines that wait on the disk for the database. One program at a time has it open. A line that a killed program left
/// half written is dropped: nobody was told that it was kept.
class SpillFile
{
public:
    /// How much is given out at once.
    struct Group {
        qsizetype lines = 2000;       ///< at most
        qsizetype bytes = 4 << 20;    ///< the line that reaches this is the group's last
        qsizetype longest = 64 << 20; ///< of a line that is longer, one byte more than this
    };

    /// Made (0600) where there is none. Conflict where another program has it open.
    [[nodiscard]] static Result<std::unique_ptr<SpillFile>> open(const QString &path);

    [[nodiscard]] qint64 lines() const { return m_lines; }
    [[nodiscard]] Result<void> append(const QByteArrayList &lines); ///< on the disk when this returns
    /// Gives `take` all lines in groups, until it answers false.
    [[nodiscard]] Result<void> read(const Group &group, const std::function<bool(const QByteArrayList &)> &take) const;
    [[nodiscard]] Result<void> clear();
    /// Keeps lines that nobody will send again beside the file, in FILE.refused.
    [[nodiscard]] Result<void> setAside(const QByteArrayList &lines) const;
    [[nodiscard]] QString path() const { return m_file.fileName(); }

private:
    explicit SpillFile(const QString &path);
    [[nodiscard]] Result<void> lock();
    [[nodiscard]] Result<void> dropTorn();

    QFile m_file;
    qint64 m_lines = 0;
};

} // namespace promptuary
