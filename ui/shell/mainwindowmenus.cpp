// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's menus and the palette: every command has a name, a menu and, where it is used often, a shortcut.
#include "ui/prompts/templatetree.h"
#include "ui/prompts/versioneditor.h"
#include "ui/diff/diffviewer.h"
#include "ui/shell/appearance.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/widgets/icons.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>

namespace promptuary {

QAction *MainWindow::addAction(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                               const std::function<void()> &run)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    addAction(file, "newWindow", tr("New &window"), QKeySequence(QStringLiteral("Ctrl+Shift+N")), [this] { Q_EMIT newWindowRequested(); });
    file->addSeparator();
    addAction(file, "importPrompts", tr("&Import prompts…"), QKeySequence(QStringLiteral("Ctrl+I")), [this] { importPrompts(); });
    file->addSeparator();
    addAction(file, "closeWindow", tr("&Close window"), QKeySequence::Close, [this] { close(); });
    addAction(file, "quit", tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [] { QApplication::closeAllWindows(); });
    makeTemplateMenu();
    makeVersionMenu();
    makeViewMenu();
    makeHelpMenu();
}

} // namespace promptuary
