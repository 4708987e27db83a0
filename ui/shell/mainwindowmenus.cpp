// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's menus and what the palette offers: every command has a name, a menu and, where it is used often, a
// shortcut.
#include "ui/diff/diffviewer.h"
#include "ui/executions/metricspage.h"
#include "ui/prompts/templatetree.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/activitybar.h"
#include "ui/shell/appearance.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/executiondesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>

namespace promptuary
{

namespace
{

void focusListIn(const QWidget *panel)
{
    if (auto *list = panel->findChild<QAbstractItemView *>())
        list->setFocus(Qt::ShortcutFocusReason);
}

} // namespace

QAction *MainWindow::addAction(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                               const std::function<void()> &run)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, run);
    return action;
}

QAction *MainWindow::addWorkspaceAction(QMenu *menu, const char *name, const QString &text,
                                        const QKeySequence &shortcut, void (PromptsWorkspace::*run)())
{
    QAction *action = addAction(menu, name, text, shortcut, [this, run] {
        if (m_workspace)
            (m_workspace->*run)();
    });
    action->setEnabled(m_workspace != nullptr);
    m_workspaceActions.append(action);
    return action;
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *create = addWorkspaceAction(file, "newTemplateAction", tr("&New template…"), QKeySequence::New,
                                         &PromptsWorkspace::newTemplate);
    QAction *bring = addAction(file, "importPrompts", tr("&Import prompts…"), QKeySequence(QStringLiteral("Ctrl+I")),
                               [this] { importPrompts(); });
    m_workspaceActions.append(bring);
    m_workspaceActions.append(addAction(file, "exportReport", tr("Export re&port of the metrics…"),
                                        QKeySequence(QStringLiteral("Ctrl+Shift+E")), [this] { exportReport(); }));
    QAction *save = addWorkspaceAction(file, "saveVersion", tr("&Save as new version"), QKeySequence::Save,
                                       &PromptsWorkspace::save);
    m_editActions << create << bring << save;
    file->addSeparator();
    m_workspaceActions.append(
        addAction(file, "modelPrices", tr("Model &prices…"), {}, [this] { m_executions->showPrices(this); }));
    m_workspaceActions.append(
        addAction(file, "dataRetention", tr("&Data retention…"), {}, [this] { m_executions->showRetention(this); }));
    file->addSeparator();
    addAction(file, "newWindow", tr("New &window"), QKeySequence(QStringLiteral("Ctrl+Shift+N")),
              [this] { Q_EMIT newWindowRequested(); });
    addAction(file, "closeWindow", tr("&Close window"), QKeySequence(QStringLiteral("Ctrl+W")), [this] { close(); });
    addAction(file, "quit", tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")),
              [] { QApplication::closeAllWindows(); });
    makeGoMenu();
    makeVersionMenu();
    makeViewMenu();
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    addAction(help, "shortcuts", tr("&Keyboard shortcuts"), QKeySequence(QStringLiteral("Ctrl+/")), [this] {
        auto *dialog = new ShortcutsDialog(findChildren<QAction *>(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    for (QAction *action : std::as_const(m_workspaceActions))
        action->setEnabled(false); // until the database is there
}

void MainWindow::makeGoMenu()
{
    QMenu *go = menuBar()->addMenu(tr("&Go"));
    m_workspaceActions.append(addAction(go, "openPalette", tr("Go to a &prompt or action…"),
                                        QKeySequence(QStringLiteral("Ctrl+K")), [this] { openPalette(); }));
    QAction *filter =
        addAction(go, "filterTemplates", tr("&Filter templates"), QKeySequence(QStringLiteral("Ctrl+Shift+F")), [this] {
            showActivity(Activity::Prompts);
            m_treePanel->show();
            m_tree->focusFilter();
        });
    const auto showShortcut = [this, filter] { m_tree->setFilterShortcut(filter->shortcut()); };
    connect(filter, &QAction::changed, this, showShortcut);
    showShortcut();
    go->addSeparator();
    makeActivities(go);
    go->addSeparator();
    addAction(go, "showEditor", tr("Show &editor"), QKeySequence(QStringLiteral("Alt+1")), [this] {
        showActivity(Activity::Prompts);
        m_page->showTab(PromptPage::EditorTab);
        m_editor->setFocus();
    });
    addAction(go, "showDiff", tr("Show &diff"), QKeySequence(QStringLiteral("Alt+2")), [this] {
        showActivity(Activity::Prompts);
        m_page->showTab(PromptPage::DiffTab);
        m_diff->setFocus();
    });
    addAction(go, "showTemplateMetrics", tr("Show metrics of the &template"), QKeySequence(QStringLiteral("Alt+3")),
              [this] {
                  showActivity(Activity::Prompts);
                  m_page->showTab(PromptPage::MetricsTab);
              });
    m_workspaceActions.append(addAction(go, "showExecutions", tr("Show e&xecutions of the template"),
                                        QKeySequence(QStringLiteral("Alt+4")), [this] {
                                            showActivity(Activity::Prompts);
                                            m_executions->show();
                                        }));
    addAction(go, "showTimeline", tr("Show t&imeline"), QKeySequence(QStringLiteral("Ctrl+3")), [this] {
        showActivity(Activity::Prompts);
        m_timelinePanel->show();
        focusListIn(m_timeline);
    });
    addAction(go, "showTemplates", tr("Show temp&lates"), QKeySequence(QStringLiteral("Ctrl+4")), [this] {
        showActivity(Activity::Prompts);
        m_treePanel->show();
        focusListIn(m_tree);
    });
}

void MainWindow::makeActivities(QMenu *go)
{
    m_activities = new ActivityBar(this);
    addToolBar(Qt::LeftToolBarArea, m_activities);
    const auto add = [this, go](const char *name, const QString &text, const QString &shortName, const char *key,
                                const QString &iconName, Activity activity) {
        QAction *action = addAction(go, name, text, QKeySequence(QLatin1StringView(key)),
                                    [this, activity] { showActivity(activity); });
        action->setIconText(shortName);
        m_workspaceActions.append(action);
        m_activities->addActivity(action, iconName);
    };
    add("showPrompts", tr("Show &prompts"), tr("Prompts"), "Ctrl+1", QStringLiteral("story-editor"), Activity::Prompts);
    add("showMetrics", tr("Show &metrics"), tr("Metrics"), "Ctrl+2", QStringLiteral("office-chart-bar"),
        Activity::Metrics);
    add("showAlerts", tr("Show &alerts"), tr("Alerts"), "Ctrl+5", QStringLiteral("notifications"), Activity::Alerts);
    add("showHealth", tr("Show &health"), tr("Health"), "Ctrl+6", QStringLiteral("speedometer"), Activity::Health);
    m_activities->setCurrent(0);
}

void MainWindow::makeVersionMenu()
{
    QMenu *version = menuBar()->addMenu(tr("&Version"));
    m_publishActions << addWorkspaceAction(version, "activateVersion", tr("&Activate chosen version…"),
                                           QKeySequence(QStringLiteral("Ctrl+Shift+A")),
                                           &PromptsWorkspace::activateSelected)
                     << addWorkspaceAction(version, "rollBackVersion", tr("&Roll back what serves…"),
                                           QKeySequence(QStringLiteral("Ctrl+Shift+R")), &PromptsWorkspace::rollBack)
                     << addWorkspaceAction(version, "deactivateTemplate", tr("&Deactivate what serves…"), {},
                                           &PromptsWorkspace::deactivate);
    version->addSeparator();
    addWorkspaceAction(version, "compareVersion", tr("&Compare chosen version"), QKeySequence(QStringLiteral("Ctrl+D")),
                       &PromptsWorkspace::compareSelected);
    m_editActions << addWorkspaceAction(version, "editVersion", tr("&Edit from chosen version"),
                                        QKeySequence(QStringLiteral("Ctrl+E")), &PromptsWorkspace::editSelected);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("Vie&w"));
    for (QDockWidget *panel : {m_treePanel, m_timelinePanel, m_findingsPanel})
        view->addAction(panel->toggleViewAction());
    m_treePanel->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("F9")));
    m_timelinePanel->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("F10")));
    m_findingsPanel->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("F12")));
    view->addSeparator();

    auto *schemes = new QActionGroup(this);
    const std::array choices = {
        std::tuple{Appearance::Scheme::System, "schemeSystem", tr("Appearance: as the &desktop")},
        std::tuple{Appearance::Scheme::Light, "schemeLight", tr("Appearance: &light")},
        std::tuple{Appearance::Scheme::Dark, "schemeDark", tr("Appearance: dar&k")},
    };
    for (const auto &[scheme, name, text] : choices) {
        QAction *action = addAction(view, name, text, {}, [this, chosen = scheme] { m_appearance.setScheme(chosen); });
        action->setCheckable(true);
        action->setChecked(m_appearance.scheme() == scheme);
        schemes->addAction(action);
    }
    addAction(view, "toggleDark", tr("Appearance: s&witch light and dark"),
              QKeySequence(QStringLiteral("Ctrl+Shift+D")), [this] {
                  m_appearance.setScheme(m_appearance.isDark() ? Appearance::Scheme::Light : Appearance::Scheme::Dark);
              });
}

/// Of the page of metrics that is shown, and of the open template where none is.
void MainWindow::exportReport()
{
    if (m_activity == Activity::Metrics) {
        static_cast<MetricsPage *>(pageOf(Activity::Metrics))->exportReport();
        return;
    }
    showActivity(Activity::Prompts);
    m_page->showTab(PromptPage::MetricsTab);
    if (auto *page = m_page->findChild<MetricsPage *>())
        page->exportReport();
}

namespace
{

/// What an action of the tree's menu is about says the tree; in the palette it has to say so itself.
QString paletteTitle(const QAction &action)
{
    static const QHash<QString, QString> whole{{QStringLiteral("renameAction"), MainWindow::tr("Rename template")},
                                               {QStringLiteral("archiveAction"), MainWindow::tr("Archive template")},
                                               {QStringLiteral("restoreAction"), MainWindow::tr("Restore template")},
                                               {QStringLiteral("copyKeyAction"), MainWindow::tr("Copy template key")}};
    if (action.objectName().startsWith(QLatin1StringView("moveTo:")))
        return MainWindow::tr("Move template to %1").arg(action.text());
    if (!action.whatsThis().isEmpty()) // says what it is of
        return action.whatsThis();
    return whole.value(action.objectName(), action.text().remove(u'&'));
}

/// Of a chart that is not on the screen; what is not of a part that it names goes wherever one looks.
bool belongsToWhatIsHidden(const QAction &action)
{
    const auto *menu = qobject_cast<QMenu *>(action.parent());
    return menu && menu->parentWidget() && !action.whatsThis().isEmpty() && !menu->parentWidget()->isVisible();
}

} // namespace

void MainWindow::openPalette()
{
    m_palette->open(paletteEntries());
}

QList<PaletteEntry> MainWindow::paletteEntries()
{
    QList<PaletteEntry> entries;
    const TemplateCatalog &catalog = m_workspace->catalog();
    for (const TemplateSummary &summary : catalog.templates()) {
        const QString type = catalog.taskTypeName(summary.taskType);
        const auto open = [this, id = summary.id] {
            showActivity(Activity::Prompts);
            m_workspace->open(id);
            m_editor->setFocus();
        };
        entries.append({summary.name, summary.archived ? tr("%1 · archived").arg(type) : type, open, summary.archived});
    }
    const QList<QAction *> ofTimeline = m_timeline->findChildren<QAction *>(); // the Version menu has them all
    for (QAction *action : findChildren<QAction *>()) {
        if (ofTimeline.contains(action) || action->objectName().isEmpty() || action->text().isEmpty() ||
            action->menu() || !action->isEnabled() || belongsToWhatIsHidden(*action))
            continue;
        entries.append({paletteTitle(*action), action->shortcut().toString(QKeySequence::NativeText),
                        [action] { action->trigger(); }});
    }
    return entries;
}

} // namespace promptuary
