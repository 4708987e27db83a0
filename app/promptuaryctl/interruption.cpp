// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/interruption.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

namespace promptuary
{

namespace
{

int signalPipe[2] = {-1, -1};

// Only async-signal-safe calls here: the waiting thread does the rest.
void onSignal(int signal)
{
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    ::signal(signal, SIG_DFL); // a second one ends the program
    errno = saved;
}

std::stop_source install()
{
    std::stop_source source;
    if (::pipe(signalPipe) != 0)
        return source; // no descriptors left: the signals keep ending the program at once
    std::thread([source]() mutable {
        char byte = 0;
        while (::read(signalPipe[0], &byte, 1) < 0 && errno == EINTR) {
        }
        source.request_stop();
    }).detach();
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    return source;
}

} // namespace

std::stop_token interruption()
{
    static const std::stop_source source = install();
    return source.get_token();
}

} // namespace promptuary
