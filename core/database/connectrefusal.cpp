// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connectrefusal.h"

#include "core/database/sqlerror.h"

#include <QDeadlineTimer>
#include <QList>
#include <QRegularExpression>

#include <libpq-fe.h>
#include <poll.h>

#include <memory>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

using NativeConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

NativeConnection startConnecting(const ConnectionOptions &options)
{
    QList<QByteArray> texts;
    for (const auto &[keyword, value] : options.asKeyValueRange())
        texts << keyword.toUtf8() << value.toUtf8();
    QList<const char *> keywords;
    QList<const char *> values;
    for (qsizetype i = 0; i < texts.size(); i += 2) {
        keywords += texts[i].constData();
        values += texts[i + 1].constData();
    }
    keywords += nullptr;
    values += nullptr;
    return {PQconnectStartParams(keywords.constData(), values.constData(), 0), &PQfinish};
}

} // namespace

Error connectRefusal(const ConnectionOptions &options, const QString &text)
{
    const NativeConnection connection = startConnecting(options);
    if (!connection || PQstatus(connection.get()) == CONNECTION_BAD)
        return connectError(text, {}, false);
    PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
    const QDeadlineTimer deadline(3s);
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (next == PGRES_POLLING_WRITING || next == PGRES_POLLING_READING) {
        pollfd socket{.fd = PQsocket(connection.get()),
                      .events = static_cast<short>(next == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                      .revents = 0};
        if (poll(&socket, 1, static_cast<int>(deadline.remainingTime())) <= 0)
            return connectError(text, {}, false);
        next = PQconnectPoll(connection.get());
    }
    static const QRegularExpression code(u"\\b([0-9A-Z]{5})\\s*$"_s);
    const auto match = code.match(QString::fromUtf8(PQerrorMessage(connection.get())));
    return connectError(text, match.captured(1), PQconnectionNeedsPassword(connection.get()) != 0);
}

} // namespace promptuary
