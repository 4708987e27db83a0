// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/privateserver.h"

#include <QString>

#include <functional>
#include <memory>

namespace promptuary
{

/// Which server a program was told to use, from the two options every program shares and the environment.
struct ServerChoice {
    QString conninfo;         ///< --database, or PROMPTUARY_DATABASE
    QString privateDirectory; ///< --private; empty with empty conninfo means the user's own private server

    /// Neither option: PROMPTUARY_DATABASE, else the user's private server. Both: an error of kind Invalid.
    [[nodiscard]] static Result<ServerChoice> from(const QString &database, const QString &privateDirectory);
};

/// A server that can be used: attached or reached, with the schema deployed where it is a private one.
struct Server {
    QString conninfo;
    QString description; ///< for the status bar, e.g. "private PostgreSQL 17" or "db.example.com"
    std::unique_ptr<PrivateServer> privateServer; ///< held for as long as the program runs

    /// Blocks. A private server is started and deployed; a chosen server is only checked (`migrate deploy` is the
    /// administrator's step), with a clear refusal where its schema is missing, older or newer than this program.
    [[nodiscard]] static Result<Server> open(const ServerChoice &choice,
                                             const std::function<void(const QString &)> &progress = {});
};

} // namespace promptuary
