// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace promptuary
{

/// A PostgreSQL of the user's own: a cluster in a folder, a Unix socket in a 0700 folder, no TCP port.
///
/// Several programs share one: each holds a lock while it uses it, the first starts the server, the last one out stops
/// it. After any kill -9 the next start cleans up and recovers. Under uid 0 the server's processes run as an
/// unprivileged account.
class PrivateServer
{
public:
    /// `directory` is made (0700) where it does not exist. `progress` gets a sentence for each long step ("Making the
    /// database cluster…"). Blocks: call it off the GUI thread. Errors name the remedy: wrong permissions, full disk,
    /// a cluster of another major version, no PostgreSQL installed.
    [[nodiscard]] static Result<std::unique_ptr<PrivateServer>>
    attach(const QString &directory, const std::function<void(const QString &)> &progress = {});
    ~PrivateServer(); ///< lets go; stops the server where nobody else uses it

    /// Starts the server again where it went away under its users, for instance killed for want of memory. Quick where
    /// it runs. Blocks, and may be called on any thread, one at a time.
    [[nodiscard]] Result<void> ensureRunning(const std::function<void(const QString &)> &progress = {});

    [[nodiscard]] QString conninfo() const;
    [[nodiscard]] static QString defaultDirectory(); ///< in the user's data folder

private:
    struct Private;
    explicit PrivateServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace promptuary
