// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a private PostgreSQL running in the folder named by the first argument until standard input ends, and prints
// its connection string.
#include "core/database/server.h"

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto server =
        promptuary::Server::open({.conninfo = {}, .privateDirectory = QCoreApplication::arguments().value(1)});
    if (!server) {
        qCritical("%s", qPrintable(server.error().toString()));
        return 1;
    }
    QTextStream(stdout) << server->conninfo << Qt::endl;
    QTextStream(stdin).readAll();
    return 0;
}
