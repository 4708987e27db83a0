// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/connection.h"

#include <QFuture>

namespace promptuary
{

/// An open connection; a test that gets none ends with the reason.
[[nodiscard]] Connection connectTo(const QString &conninfo);
/// What a query returns first, or why it failed.
QString one(Connection &connection, const QString &sql);
/// The first column of everything a query returns, a row per line, or why it failed.
QString all(Connection &connection, const QString &sql);

/// The value of a result; a test that gets none ends with the reason.
template<typename T>
T valueOf(const QFuture<Result<T>> &future)
{
    const Result<T> result = future.result();
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *result;
}

template<typename T>
Error errorOf(const QFuture<Result<T>> &future)
{
    const Result<T> result = future.result();
    return result ? Error{.message = QStringLiteral("(no error)")} : result.error();
}

} // namespace promptuary
