// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/server.h"
#include "core/prompts/draftjournal.h"
#include "ui/shell/appearance.h"
#include "ui/shell/session.h"

#include <QObject>
#include <QPointer>
#include <QSettings>

#include <optional>
#include <vector>

namespace promptuary
{

class MainWindow;

/// The composition root: settings, the session, the draft journal, and the windows over them.
class Application : public QObject
{
    Q_OBJECT
public:
    struct Options {
        ServerChoice server;
        QString settingsFile;                     ///< empty: the user's own
        QString draftDirectory;                   ///< empty: in the user's data folder
        std::optional<Appearance::Scheme> scheme; ///< for this time only; empty: as remembered
    };

    explicit Application(const Options &options);
    ~Application() override;

    void start(); ///< the first window at once, its contents as soon as the server is there
    MainWindow *openWindow();
    [[nodiscard]] Session &session() { return m_session; }
    [[nodiscard]] Appearance &appearance() { return m_appearance; }

private:
    QSettings m_settings;
    Appearance m_appearance;
    DraftJournal m_drafts;
    Session m_session;
    std::vector<QPointer<MainWindow>> m_windows;
};

} // namespace promptuary
