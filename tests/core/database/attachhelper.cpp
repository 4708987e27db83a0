// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/privateserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

/// A program that uses the private server in the folder it is given until its standard input ends. It prints each
/// step, then "ready MILLISECONDS CONNINFO", and what was refused.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    QElapsedTimer timer;
    timer.start();
    auto server = promptuary::PrivateServer::attach(
        application.arguments().value(1), [&out](const QString &step) { out << "step " << step << Qt::endl; });
    if (!server) {
        out << "refused " << server.error().toString() << Qt::endl;
        return 1;
    }
    out << "ready " << timer.elapsed() << ' ' << (*server)->conninfo() << Qt::endl;
    QTextStream(stdin).readAll();
    return 0;
}
