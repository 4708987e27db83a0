// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/application.h"

#include "ui/shell/mainwindow.h"

#include <QDir>
#include <QStandardPaths>

namespace promptuary
{

namespace
{

QString settingsFile(const Application::Options &options)
{
    if (!options.settingsFile.isEmpty())
        return options.settingsFile;
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/promptuary.ini");
}

QString draftDirectory(const Application::Options &options)
{
    if (!options.draftDirectory.isEmpty())
        return options.draftDirectory;
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/drafts");
}

} // namespace

Application::Application(const Options &options)
    : m_settings(settingsFile(options), QSettings::IniFormat)
    , m_appearance(m_settings, options.scheme)
    , m_drafts(draftDirectory(options))
    , m_session(options.server)
{
}

Application::~Application()
{
    // Windows hold references to the session and the journal.
    for (const auto &window : m_windows)
        delete window.data();
}

void Application::start()
{
    m_session.open();
    openWindow()->show();
}

MainWindow *Application::openWindow()
{
    auto *window = new MainWindow(m_session, m_drafts, m_appearance, m_settings);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &MainWindow::newWindowRequested, this, [this] { openWindow()->show(); });
    std::erase_if(m_windows, [](const auto &known) { return known.isNull(); });
    m_windows.emplace_back(window);
    return window;
}

} // namespace promptuary
