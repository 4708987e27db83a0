// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/application.h"
#include "app/promptuary/commandline.h"
#include "app/promptuary/tour.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTextStream>

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("promptuary-tour"));
    QApplication::setApplicationDisplayName(QStringLiteral("Promptuary"));
    QApplication qt(argc, argv);
    promptuary::CommandLine commandLine =
        promptuary::parseCommandLine(QApplication::arguments(), QStringLiteral("FOLDER"));
    if (commandLine.exitStatus)
        return *commandLine.exitStatus;

    // A desk of its own: neither the user's prompts nor their settings are touched.
    const QTemporaryDir scratch;
    QDir pictures(commandLine.positional.value(0, QStringLiteral("tour")));
    if (!scratch.isValid() || !pictures.mkpath(QStringLiteral("."))) {
        QTextStream(stderr) << "Cannot write to " << pictures.absolutePath() << Qt::endl;
        return 1;
    }
    commandLine.options.server.privateDirectory = scratch.filePath(QStringLiteral("postgres"));
    commandLine.options.server.conninfo.clear();
    commandLine.options.settingsFile = scratch.filePath(QStringLiteral("settings.ini"));
    commandLine.options.draftDirectory = scratch.filePath(QStringLiteral("drafts"));

    promptuary::StallWatch stalls;
    promptuary::Application application(commandLine.options);
    promptuary::Tour tour(application, pictures, QDir(scratch.path()), stalls);
    const bool complete = tour.run();
    QTextStream(stdout) << "Longest stall of the GUI thread: " << tour.longestStall().toString() << Qt::endl;
    return complete ? 0 : 1;
}
