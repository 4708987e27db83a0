// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/quitsignals.h"

#include <QApplication>
#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace promptuary
{

namespace
{

int signalPipe[2] = {-1, -1};

// Only async-signal-safe calls here: the event loop does the rest.
void onSignal(int)
{
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = saved;
}

void catchSignal(int signal)
{
    struct sigaction before{};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN)
        return;
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND); // a second one ends the program
    ::sigaction(signal, &action, nullptr);
}

} // namespace

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // no descriptors left: the signals keep ending the program at once
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [notifier] {
        notifier->setEnabled(false);
        quit();
    });
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        catchSignal(signal);
}

void QuitSignals::quit()
{
    QApplication::closeAllWindows();
    // Also where a dialog keeps its window from closing: nobody is there to answer it.
    QCoreApplication::exit();
}

} // namespace promptuary
