// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/promptuary/application.h"
#include "core/database/database.h"
#include "core/prompts/promptstore.h"
#include "tests/support/testserver.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

namespace promptuary
{

class TemplateDocument;
class VersionEditor;

/// How long a test waits for what must come: machines that run tests are slow and busy.
constexpr int patience = 30'000;

/// One person's desk: the application on a server, with settings and drafts of its own that outlive the application.
/// What does not come about ends the program with the reason, as a test without its server does.
class Desk
{
public:
    explicit Desk(const QString &conninfo);
    explicit Desk(const ServerChoice &server);
    ~Desk();

    void start();                            ///< a window, whatever comes of its server
    void open();                             ///< a window that is filled
    void close();                            ///< as a person closes the window and with it the program
    void waitUntilFilled();                  ///< with the open template's text and history
    void choose(const QString &templateKey); ///< opens it by the tree's filter and waits until it is filled

    [[nodiscard]] MainWindow &window() const;
    [[nodiscard]] Application &application() const { return *m_application; }
    [[nodiscard]] TemplateDocument &document() const;
    [[nodiscard]] VersionEditor &editor() const;
    [[nodiscard]] int newest() const;
    [[nodiscard]] int active() const;
    [[nodiscard]] QString text() const; ///< of the first message, in the editor
    [[nodiscard]] int findings() const;
    [[nodiscard]] QString findingText(int row) const;
    /// The text of a banner, empty where it is hidden.
    [[nodiscard]] QString banner(const char *name) const;

    void append(const QString &typed); ///< types at the end of the first message
    void type(QWidget *where, const QString &typed) const;
    void press(const char *button) const;
    void pressInBanner(const char *banner, const char *button) const; ///< "bannerAction" or "bannerClose"
    void trigger(const char *action) const;

    /// A visible widget of the window or of a dialog over it; waits for it.
    template<typename Widget = QWidget>
    Widget *find(const char *name) const
    {
        Widget *found = nullptr;
        waitFor(
            [&] {
                for (Widget *widget : m_window->findChildren<Widget *>(QString::fromLatin1(name))) {
                    if (widget->isVisible())
                        found = widget;
                }
                return found != nullptr;
            },
            name);
        return found;
    }
    static void waitFor(const std::function<bool()> &condition, const char *what);

    /// The first messages of all unsaved texts that are on the disk.
    [[nodiscard]] static QString keptText(const QString &draftDirectory);
    [[nodiscard]] QString draftDirectory() const { return m_folder.filePath(QStringLiteral("drafts")); }
    [[nodiscard]] QString settingsFile() const { return m_folder.filePath(QStringLiteral("settings.ini")); }
    void setDraftDirectory(const QString &directory) { m_drafts = directory; }

private:
    QTemporaryDir m_folder;
    ServerChoice m_server;
    QString m_drafts;
    std::unique_ptr<Application> m_application;
    QPointer<MainWindow> m_window;
};

/// Someone who works on the same database by other means, and waits for each answer.
class Elsewhere
{
public:
    explicit Elsewhere(const QString &conninfo)
        : m_database(conninfo, 2)
        , m_store(m_database)
    {
    }
    [[nodiscard]] TemplateSummary find(const QString &key);
    int saveText(const QString &key,
                 const QString &text); ///< a new version from the newest: its first message is `text`
    void activate(const QString &key, int number);
    void deactivate(const QString &key);
    [[nodiscard]] VersionSummary version(const QString &key, int number);
    [[nodiscard]] Version content(const QString &key, int number);

private:
    Database m_database;
    PromptStore m_store;
};

/// The key of the template that a fresh installation opens first.
[[nodiscard]] QString firstTemplate();
/// Another one that a fresh installation has.
[[nodiscard]] QString secondTemplate();

} // namespace promptuary
