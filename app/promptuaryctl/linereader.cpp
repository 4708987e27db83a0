// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/linereader.h"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace promptuary
{

LineReader::LineReader(int descriptor, std::stop_token stop, qsizetype longest)
    : m_descriptor(descriptor)
    , m_stop(std::move(stop))
    , m_longest(longest)
{
}

std::optional<QByteArray> LineReader::next()
{
    qsizetype searched = m_start;
    while (!m_stop.stop_requested()) {
        const qsizetype end = m_bytes.indexOf('\n', searched);
        if (end >= 0) {
            QByteArray line = m_bytes.sliced(m_start, end - m_start);
            m_start = end + 1;
            return line;
        }
        searched = m_bytes.size() - m_start;
        m_bytes.remove(0, m_start);
        m_start = 0;
        if (m_bytes.size() > m_longest)
            return beginning();
        if (fill())
            continue;
        QByteArray last = std::exchange(m_bytes, {});
        if (last.isEmpty() || m_stop.stop_requested()) // what was stopped may have only half of a line
            return {};
        return last;
    }
    return {};
}

/// Of a line that is too long, once all of it was read over.
std::optional<QByteArray> LineReader::beginning()
{
    const QByteArray line = m_bytes.first(m_longest + 1);
    qsizetype end = -1;
    do {
        m_bytes.clear();
        if (fill())
            end = m_bytes.indexOf('\n');
    } while (end < 0 && !m_ended && !m_stop.stop_requested());
    m_start = end + 1;
    return m_stop.stop_requested() ? std::nullopt : std::optional(line);
}

/// Waits in short turns: a signal alone does not end a read.
bool LineReader::fill()
{
    std::array<char, 1 << 16> buffer;
    while (!m_ended && !m_stop.stop_requested()) {
        pollfd waiting{.fd = m_descriptor, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 200) <= 0)
            continue;
        const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
        m_ended = count <= 0;
        m_bytes.append(buffer.data(), std::max<ssize_t>(count, 0));
        return !m_ended;
    }
    return false;
}

} // namespace promptuary
