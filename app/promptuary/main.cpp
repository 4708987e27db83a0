// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/application.h"
#include "app/promptuary/commandline.h"
#include "app/promptuary/quitsignals.h"

#include <QApplication>

#include <malloc.h>

int main(int argc, char **argv)
{
    // With an arena for each thread, glibc asks the kernel for every page of the lists that connection threads read.
    mallopt(M_ARENA_MAX, 1);
    QApplication::setApplicationName(QStringLiteral("promptuary"));
    QApplication::setApplicationDisplayName(QStringLiteral("Promptuary"));
    QApplication::setApplicationVersion(QStringLiteral(PROMPTUARY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("promptuary"));
    QApplication qt(argc, argv);

    const promptuary::CommandLine commandLine = promptuary::parseCommandLine(QApplication::arguments());
    if (commandLine.exitStatus)
        return *commandLine.exitStatus;
    const promptuary::QuitSignals quitSignals;
    promptuary::Application application(commandLine.options);
    application.start();
    return QApplication::exec();
}
