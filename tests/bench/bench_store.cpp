// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Times saves, activations and their arrival in another process, on the database named by the first argument.
// Prints one JSON object: milliseconds, p50 and p95 of each, and of a plain one-row insert as the reference.
#include "core/database/changehub.h"
#include "core/database/connection.h"
#include "core/database/database.h"
#include "core/prompts/promptstore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <chrono>

using namespace promptuary;
using Clock = std::chrono::steady_clock; // CLOCK_MONOTONIC: the same for all processes of a machine

namespace
{

constexpr int rounds = 200;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

QJsonObject summary(QList<double> times)
{
    std::ranges::sort(times);
    return {{QStringLiteral("p50"), times[times.size() / 2]},
            {QStringLiteral("p95"), times[times.size() * 95 / 100]},
            {QStringLiteral("n"), times.size()}};
}

template<typename T>
T must(const Result<T> &result)
{
    if (!result) {
        qCritical("%s", qPrintable(result.error().toString()));
        std::exit(1);
    }
    return *result;
}

/// The other process: prints the monotonic time at which each change arrived.
int listen(const QString &conninfo)
{
    ChangeHub hub(conninfo);
    QTextStream out(stdout);
    QObject::connect(&hub, &ChangeHub::stateChanged, &hub, [&](ChangeHub::State state) {
        if (state == ChangeHub::State::Live)
            out << "live" << Qt::endl;
    });
    QObject::connect(&hub, &ChangeHub::changed, &hub,
                     [&](const ChangeSet &) { out << Clock::now().time_since_epoch().count() << Qt::endl; });
    hub.start();
    return QCoreApplication::exec();
}

QList<double> timeInserts(const QString &conninfo)
{
    auto connection = must(Connection::open(conninfo).transform(
        [](Connection &&c) { return std::make_shared<Connection>(std::move(c)); }));
    must(connection->query(QStringLiteral("create table bench_reference (id bigint primary key, body text)"))
             .transform([](const QSqlQuery &) { return 0; }));
    QList<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto start = Clock::now();
        must(connection->query(QStringLiteral("insert into bench_reference values (?, ?)"), {i, QString(2000, u'x')})
                 .transform([](const QSqlQuery &) { return 0; }));
        times.append(millisecondsSince(start));
    }
    must(
        connection->query(QStringLiteral("drop table bench_reference")).transform([](const QSqlQuery &) { return 0; }));
    return times;
}

QList<double> timeSaves(PromptStore &store, const TemplateSummary &summary)
{
    QList<double> times;
    VersionContent content = must(store.version(summary.id, summary.newest).result()).content;
    for (int number = summary.newest; number < summary.newest + rounds; ++number) {
        content.messages[0].content += QStringLiteral("\nRule %1.").arg(number);
        const auto start = Clock::now();
        must(store.save({summary.id, number, number, content, QStringLiteral("bench")}).result());
        times.append(millisecondsSince(start));
    }
    return times;
}

/// Times of the activations, and of their arrival at `listener`.
std::pair<QList<double>, QList<double>> timeActivations(PromptStore &store, TemplateId id, QProcess &listener)
{
    QList<double> times;
    QList<double> arrivals;
    for (int i = 0; i < rounds; ++i) {
        const auto start = Clock::now();
        must(store.activate(id, 1 + i % 2, QStringLiteral("staging"), QStringLiteral("bench")).result());
        const qint64 committed = Clock::now().time_since_epoch().count();
        times.append(millisecondsSince(start));
        while (!listener.canReadLine() && listener.waitForReadyRead(5000)) {
        }
        const qint64 seen = listener.readLine().trimmed().toLongLong();
        arrivals.append(double(std::max<qint64>(0, seen - committed)) / 1e6);
    }
    return {times, arrivals};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--listen"))
        return listen(arguments.value(2));

    const QString conninfo = arguments.value(1);
    Database database(conninfo);
    PromptStore store(database);
    const TemplateSummary summaryOfBench =
        must(store
                 .create(QStringLiteral("Benchmark %1").arg(QCoreApplication::applicationPid()),
                         QStringLiteral("generation"))
                 .result());
    const VersionContent first{.messages = {{QStringLiteral("user"), QString(2000, u'x')}}};
    must(store.save({summaryOfBench.id, 0, 0, first, {}}).result());
    TemplateSummary summaryNow = summaryOfBench;
    summaryNow.newest = 1;

    const QList<double> inserts = timeInserts(conninfo);
    const QList<double> saves = timeSaves(store, summaryNow);

    QProcess listener;
    listener.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--listen"), conninfo});
    while (!listener.canReadLine() && listener.waitForReadyRead(5000)) {
    }
    listener.readLine();
    const auto [activations, arrivals] = timeActivations(store, summaryOfBench.id, listener);
    listener.kill();
    listener.waitForFinished();

    const QJsonObject result{{QStringLiteral("insert"), summary(inserts)},
                             {QStringLiteral("save"), summary(saves)},
                             {QStringLiteral("activate"), summary(activations)},
                             {QStringLiteral("seen"), summary(arrivals)}};
    QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
