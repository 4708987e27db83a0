// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/conninfo.h"

#include <libpq-fe.h>

#include <memory>

namespace promptuary
{

using namespace Qt::StringLiterals;

Result<ConnectionOptions> parseConninfo(const QString &conninfo)
{
    char *problem = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(conninfo.toUtf8().constData(), &problem), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> freed(problem, &PQfreemem);
    if (!parsed) {
        // libpq may quote the string in its message, and the string may hold a password.
        return failure(ErrorKind::Invalid, u"The connection string cannot be read."_s,
                       u"Write it as \"host=… dbname=… user=…\" or \"postgresql://user@host/dbname\"."_s);
    }
    ConnectionOptions options;
    for (const PQconninfoOption *option = parsed.get(); option->keyword; ++option) {
        if (option->val)
            options.insert(QString::fromUtf8(option->keyword), QString::fromUtf8(option->val));
    }
    return options;
}

QString formatConninfo(const ConnectionOptions &options)
{
    QStringList parts;
    for (const auto &[keyword, value] : options.asKeyValueRange()) {
        QString quoted = value;
        quoted.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
        parts += u"%1='%2'"_s.arg(keyword, quoted);
    }
    return parts.join(u' ');
}

} // namespace promptuary
