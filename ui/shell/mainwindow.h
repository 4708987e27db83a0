// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/database/changehub.h"
#include "core/prompts/promptstore.h"

#include <QHash>
#include <QMainWindow>
#include <QTimer>

class QDockWidget;
class QStackedWidget;
class QSettings;

namespace promptuary
{

class ActivityBar;
class Appearance;
class Banner;
class CommandPalette;
class DiffViewer;
class DraftJournal;
class ExecutionDesk;
class FindingsPanel;
class PromptPage;
class PromptsWorkspace;
class Session;
class StatusLine;
class TemplateTree;
class Timeline;
class TimelineStrip;
class VersionEditor;
struct PaletteEntry;

/// One window: panels, menus and what is remembered of them. What happens in it is the workspace's.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Activity : std::uint8_t { Prompts, Metrics, Alerts, Health };

    MainWindow(Session &session, DraftJournal &drafts, Appearance &appearance, QSettings &settings);
    ~MainWindow() override;

    [[nodiscard]] PromptsWorkspace *workspace() const { return m_workspace; }

Q_SIGNALS:
    void newWindowRequested();
    void filled(); ///< tree, editor and timeline show what the database holds

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makePanels();
    [[nodiscard]] QDockWidget *addPanel(const char *name, const QString &title, QWidget *widget,
                                        Qt::DockWidgetArea area);
    void makeMenus();
    void makeGoMenu();
    void makeVersionMenu();
    void makeViewMenu();
    QAction *addAction(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                       const std::function<void()> &run);
    QAction *addWorkspaceAction(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                                void (PromptsWorkspace::*run)());
    void restoreLayout();
    void rememberLayout();
    void rememberTemplate();
    void foldTimeline();
    void showRights(const Rights &rights);
    void showPublishing();
    void startWorkspace();
    void showConnection(ChangeHub::State state, const QString &reason);
    void showLength();
    void report(const Error &error);
    void makeActivities(QMenu *go);
    void showActivity(Activity activity);
    void showSubject();
    [[nodiscard]] QWidget *pageOf(Activity activity);
    [[nodiscard]] QWidget *makeAlerts();
    void watchAlerts();
    void showMetricsTab();
    [[nodiscard]] QWidget *makeMetrics(bool ofOneTemplate);
    [[nodiscard]] QWidget *makeHealth();
    void openPalette();
    void importPrompts();
    void exportReport();
    [[nodiscard]] QList<PaletteEntry> paletteEntries();

    Session &m_session;
    DraftJournal &m_drafts;
    Appearance &m_appearance;
    QSettings &m_settings;
    TemplateTree *m_tree = nullptr;
    VersionEditor *m_editor = nullptr;
    DiffViewer *m_diff = nullptr;
    Timeline *m_timeline = nullptr;
    TimelineStrip *m_timelineStrip = nullptr;
    PromptPage *m_page = nullptr;
    ActivityBar *m_activities = nullptr;
    QStackedWidget *m_centre = nullptr; ///< a page for each activity that was shown
    FindingsPanel *m_findings = nullptr;
    Banner *m_banner = nullptr;
    StatusLine *m_status = nullptr;
    CommandPalette *m_palette = nullptr;
    PromptsWorkspace *m_workspace = nullptr;
    ExecutionDesk *m_executions = nullptr;
    QList<QAction *> m_workspaceActions; ///< need the database
    QList<QAction *> m_editActions;      ///< of these, what needs the right to edit…
    QList<QAction *> m_publishActions;   ///< …and what needs the right to publish
    QDockWidget *m_treePanel = nullptr;
    QDockWidget *m_timelinePanel = nullptr;
    QDockWidget *m_findingsPanel = nullptr;
    QList<QDockWidget *> m_setAside; ///< panels of the prompts, while something else is shown
    Activity m_activity = Activity::Prompts;
    QTimer m_remember;                  ///< which template is open, once it stays open
    QString m_shownTemplate;            ///< the name of the one in the editor
    QHash<Activity, QWidget *> m_pages; ///< of the other activities, made when they are wanted first
    bool m_narrow = false;              ///< as wide as it was looked at last
    bool m_timelineFolded = false;      ///< hidden by the window's width, not by the user
};

} // namespace promptuary
