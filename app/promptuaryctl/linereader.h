// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace promptuary
{

/// Lines from a pipe or file as they come, until its end or until asked to stop. Of one that is longer than `longest`
/// only one byte more than that is kept.
class LineReader
{
public:
    LineReader(int descriptor, std::stop_token stop, qsizetype longest);

    [[nodiscard]] std::optional<QByteArray> next(); ///< without its line end

private:
    [[nodiscard]] bool fill();
    [[nodiscard]] std::optional<QByteArray> beginning();

    int m_descriptor;
    std::stop_token m_stop;
    qsizetype m_longest;
    QByteArray m_bytes;
    qsizetype m_start = 0; ///< of what was not given out yet
    bool m_ended = false;
};

} // namespace promptuary
