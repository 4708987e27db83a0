// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace promptuary
{

/// Closes the program in order, as its user would, on SIGTERM (a log-out), SIGINT (Ctrl+C) and SIGHUP (a closed
/// terminal): drafts are written and the private server is let go. A second signal of the same kind ends it at once. A
/// signal that was ignored when the program started, as nohup does, stays ignored.
class QuitSignals : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);

private:
    static void quit();
};

} // namespace promptuary
