// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/commandline.h"

#include <QCommandLineParser>
#include <QTextStream>

namespace promptuary
{

namespace
{

int explain(const QString &text, int status)
{
    QTextStream(status == 0 ? stdout : stderr) << text << Qt::endl;
    return status;
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments, const QString &positional)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Keeps, compares and activates the prompts of language-model agents.\n"
                       "Without --database or PROMPTUARY_DATABASE it runs a private PostgreSQL of your own."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption database(QStringLiteral("database"),
                                      QStringLiteral("Use the server that this libpq connection string or URI names."),
                                      QStringLiteral("CONNINFO"));
    const QCommandLineOption privateDirectory(
        QStringLiteral("private"), QStringLiteral("Keep a private PostgreSQL in this folder."), QStringLiteral("DIR"));
    const QCommandLineOption dark(QStringLiteral("dark"), QStringLiteral("Use the dark colours this time."));
    parser.addOptions({database, privateDirectory, dark});
    if (!positional.isEmpty())
        parser.addPositionalArgument(positional.toLower(), QString(), positional);

    CommandLine result;
    if (!parser.parse(arguments)) {
        result.exitStatus = explain(parser.errorText() + u'\n' + parser.helpText(), 2);
        return result;
    }
    if (parser.isSet(help)) {
        result.exitStatus = explain(parser.helpText(), 0);
        return result;
    }
    if (parser.isSet(version)) {
        result.exitStatus = explain(QStringLiteral("promptuary " PROMPTUARY_VERSION), 0);
        return result;
    }
    for (const QCommandLineOption &option : {database, privateDirectory}) {
        if (parser.isSet(option) && parser.value(option).isEmpty()) {
            result.exitStatus = explain(QStringLiteral("--%1 is empty.").arg(option.names().constFirst()), 2);
            return result;
        }
    }
    auto server = ServerChoice::from(parser.value(database), parser.value(privateDirectory));
    if (!server) {
        result.exitStatus = explain(server.error().toString(), 2);
        return result;
    }
    result.options.server = *server;
    if (parser.isSet(dark))
        result.options.scheme = Appearance::Scheme::Dark;
    result.positional = parser.positionalArguments();
    return result;
}

} // namespace promptuary
