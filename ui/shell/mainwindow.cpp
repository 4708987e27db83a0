// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/diff/diffviewer.h"
#include "ui/exchange/importdialog.h"
#include "ui/prompts/templatetree.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/versioneditor.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/executiondesk.h"
#include "ui/shell/findingspanel.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/session.h"
#include "ui/shell/statusline.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/shell/timelinefigures.h"
#include "ui/shell/timelinestrip.h"
#include "ui/shell/treefigures.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/typography.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// Below this width the timeline folds into a strip and gives its room to the text; the user can bring it back. A
/// screen of 1280 shows it: what a window's frame takes of that, at most, is left out.
constexpr int timelineNeeds = 1240;

constexpr QLatin1StringView geometryKey("window/geometry");
constexpr QLatin1StringView stateKey("window/state");
constexpr QLatin1StringView foldedKey("window/timelineFolded");
constexpr QLatin1StringView closedGroupsKey("window/closedGroups");
constexpr QLatin1StringView templateKey("window/template");
constexpr QLatin1StringView environmentKey("window/environment");
constexpr QLatin1StringView unifiedKey("window/unifiedDiff");

} // namespace

MainWindow::MainWindow(Session &session, DraftJournal &drafts, Appearance &appearance, QSettings &settings)
    : m_session(session)
    , m_drafts(drafts)
    , m_appearance(appearance)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Promptuary"));
    makePanels();
    makeMenus();
    restoreLayout();

    m_remember.setSingleShot(true);
    m_remember.setInterval(250ms);
    connect(&m_remember, &QTimer::timeout, this, &MainWindow::rememberTemplate);
    connect(&session, &Session::progressed, this,
            [this](const QString &sentence) { m_page->showMessage(tr("Starting"), sentence); });
    connect(&session, &Session::failed, this, [this](const Error &error) {
        if (m_session.isOpen()) {
            report(error); // what is open stays readable
            return;
        }
        m_page->showMessage(error.kind == ErrorKind::NotPermitted ? tr("You may not read this database")
                                                                  : tr("The database could not be opened"),
                            error.toString());
        m_status->setConnection(ChangeHub::State::Lost);
        m_banner->tell(BannerKind::Danger, error.message, tr("Try again"), false);
    });
    connect(&session, &Session::opened, this, &MainWindow::startWorkspace);
    m_page->showMessage(tr("Starting"),
                        session.progress().isEmpty() ? tr("Connecting to the database…") : session.progress());
    if (session.isOpen())
        startWorkspace();
}

MainWindow::~MainWindow()
{
    // Parts that are hidden, lose the focus or go on the way out would still tell it to a window that is half gone.
    for (QObject *part : findChildren<QObject *>())
        part->disconnect(this);
}

void MainWindow::makePanels()
{
    m_tree = new TemplateTree(this);
    m_editor = new VersionEditor(this);
    m_diff = new DiffViewer(this);
    m_timeline = new Timeline(this);
    m_timelineStrip = new TimelineStrip(this);
    m_findings = new FindingsPanel(this);
    m_status = new StatusLine(this);
    m_banner = new Banner(this);
    setNames(m_banner, "connectionBanner", tr("Connection to the database"));
    m_palette = new CommandPalette(this);
    m_page = new PromptPage(m_editor, m_diff, this);
    setStatusBar(m_status);

    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    auto *prompts = new QWidget(this);
    auto *row = new QHBoxLayout(prompts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_page, 1);
    row->addWidget(m_timelineStrip);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(prompts);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);

    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_treePanel = addPanel("templatesPanel", tr("Templates"), m_tree, Qt::LeftDockWidgetArea);
    m_timelinePanel = addPanel("timelinePanel", tr("Timeline"), m_timeline, Qt::RightDockWidgetArea);
    m_findingsPanel = addPanel("findingsPanel", tr("Findings"), m_findings, Qt::BottomDockWidgetArea);
    m_findingsPanel->hide();
    connect(m_timelineStrip, &TimelineStrip::openRequested, m_timelinePanel, [this] {
        m_timelinePanel->show();
        m_timeline->setFocus();
    });
    connect(m_timelinePanel, &QDockWidget::visibilityChanged, this, &MainWindow::foldTimeline);
    if (m_settings.value(unifiedKey).toBool())
        m_diff->setLayoutMode(DiffViewer::Layout::Unified);
    connect(m_diff, &DiffViewer::layoutModeChanged, this, [this](DiffViewer::Layout chosen) {
        m_settings.setValue(unifiedKey, chosen == DiffViewer::Layout::Unified);
    });
    connect(m_banner, &Banner::actionTriggered, &m_session, &Session::reconnect);
    connect(m_findings, &FindingsPanel::countChanged, m_status, &StatusLine::setFindings);
    connect(m_findings, &FindingsPanel::activated, this, [this](const Finding &finding) {
        m_page->showTab(PromptPage::EditorTab);
        m_editor->showPlace(finding.place);
    });
    connect(m_status, &StatusLine::findingsClicked, m_findingsPanel,
            [this] { m_findingsPanel->setVisible(!m_findingsPanel->isVisible()); });
    connect(m_editor, &VersionEditor::cursorMoved, m_status, &StatusLine::setPosition);
    connect(m_editor, &VersionEditor::contentEdited, this, &MainWindow::showLength);
}

QDockWidget *MainWindow::addPanel(const char *name, const QString &title, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *panel = new QDockWidget(title, this);
    setNames(panel, name, title);
    panel->setWidget(widget);
    addDockWidget(area, panel);
    return panel;
}

void MainWindow::restoreLayout()
{
    // The frame around it, of a size nobody knows before the window is shown, is to fit on the screen as well.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(16, 48)));
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    if (m_settings.contains(closedGroupsKey))
        m_tree->setClosedGroups(m_settings.value(closedGroupsKey).toStringList());
    if (!restoreState(m_settings.value(stateKey).toByteArray())) {
        resizeDocks({m_treePanel, m_timelinePanel}, {264, 320}, Qt::Horizontal);
        resizeDocks({m_findingsPanel}, {160}, Qt::Vertical);
        return;
    }
    m_timelineFolded = m_settings.value(foldedKey).toBool();
    m_narrow = width() < timelineNeeds;
}

void MainWindow::rememberLayout()
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(stateKey, saveState());
    m_settings.setValue(foldedKey, m_timelineFolded);
    m_settings.setValue(closedGroupsKey, m_tree->closedGroups());
}

/// Soon, not when the window closes: a program that is killed opens again where it was. And not at once: the settings
/// are written to the disk on this thread, for which choosing a template must not wait.
void MainWindow::rememberTemplate()
{
    if (m_workspace && m_workspace->document())
        m_settings.setValue(templateKey, m_workspace->document()->summary().key);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    showActivity(Activity::Prompts); // whose panels are what is remembered
    // Unsaved text needs no question here: the draft journal has it, and it is there when the template is opened again.
    rememberLayout();
    if (m_workspace) {
        m_settings.setValue(environmentKey, m_workspace->environment());
        rememberTemplate();
        m_workspace->keepDraft();
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    foldTimeline();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    foldTimeline();
}

/// Folds the timeline when the window becomes narrow and unfolds it when it becomes wide; in between the user decides.
void MainWindow::foldTimeline()
{
    if (!isVisible())
        return; // before, nobody knows which panels are going to be shown
    const bool narrow = width() < timelineNeeds;
    if (narrow && !std::exchange(m_narrow, narrow) && !m_timelinePanel->isHidden() && !m_timelinePanel->isFloating()) {
        m_timelineFolded = true;
        m_timelinePanel->hide();
    } else if (!narrow && std::exchange(m_timelineFolded, false)) {
        m_timelinePanel->show();
    }
    m_narrow = narrow;
    m_timelineStrip->setVisible(narrow && m_timelinePanel->isHidden());
}

void MainWindow::startWorkspace()
{
    if (m_workspace)
        return;
    m_banner->clear();
    for (QAction *action : std::as_const(m_workspaceActions))
        action->setEnabled(true);
    m_workspace = new PromptsWorkspace(m_session, m_drafts, {m_tree, m_page, m_editor, m_diff, m_timeline}, this);
    m_executions = new ExecutionDesk(m_session, m_settings, *m_page, *m_workspace);
    const auto *treeFigures = new TreeFigures(m_session, *m_workspace, *m_tree);
    auto *timelineFigures = new TimelineFigures(m_session, *m_workspace, *m_timeline);
    connect(treeFigures, &TreeFigures::logMoved, timelineFigures, &TimelineFigures::read);
    connect(m_workspace, &PromptsWorkspace::failed, this, &MainWindow::report);
    connect(m_workspace, &PromptsWorkspace::done, this,
            [this](const QString &sentence) { m_status->tell(sentence, 6s); });
    connect(m_workspace, &PromptsWorkspace::rightsChanged, this, &MainWindow::showRights);
    connect(m_workspace, &PromptsWorkspace::activeShown, m_timelineStrip, &TimelineStrip::setActive);
    connect(m_workspace, &PromptsWorkspace::templateShown, this, &MainWindow::showPublishing);
    connect(m_workspace, &PromptsWorkspace::shown, this, [this](const TemplateSummary &summary) {
        m_shownTemplate = summary.name;
        showSubject();
        m_remember.start();
        showLength();
        Q_EMIT filled();
    });
    connect(m_workspace, &PromptsWorkspace::unreadable, this, [this](const TemplateSummary &summary) {
        m_shownTemplate = summary.name;
        showSubject();
    });
    connect(m_workspace, &PromptsWorkspace::importRequested, this, &MainWindow::importPrompts);
    connect(m_page, &PromptPage::tabShown, this, [this] {
        showMetricsTab();
        showSubject();
    });
    connect(&m_session.changes(), &ChangeHub::stateChanged, this, &MainWindow::showConnection);
    watchAlerts();
    m_status->setServer(m_session.serverDescription());
    m_status->setConnection(m_session.changes().state());
    m_workspace->start(m_settings.value(templateKey).toString(),
                       m_settings.value(environmentKey, QStringLiteral("production")).toString());
}

void MainWindow::showConnection(ChangeHub::State state, const QString &reason)
{
    m_status->setConnection(state);
    if (state == ChangeHub::State::Lost) {
        m_banner->tell(
            BannerKind::Warning,
            tr("Not connected: the database does not answer. What is open stays readable, what you type is kept, and "
               "Promptuary goes on trying. If it stays so, check that the server runs."),
            tr("Reconnect now"), false);
        m_banner->setToolTip(reason);
    } else if (state == ChangeHub::State::Live) {
        m_banner->clear();
    }
}

void MainWindow::showRights(const Rights &rights)
{
    m_status->setRights(rights, m_workspace->environment());
    for (QAction *action : std::as_const(m_editActions))
        action->setEnabled(rights.edit);
    showPublishing();
}

/// Whoever has the right may publish, but not what is archived: that is restored first, as the timeline says.
void MainWindow::showPublishing()
{
    const Rights &rights = m_workspace->rights();
    const bool known = !rights.role.isEmpty(); // until then everything is offered
    const TemplateDocument *document = m_workspace->document();
    const bool archived = document && document->summary().archived;
    for (QAction *action : std::as_const(m_publishActions))
        action->setEnabled((rights.publish || !known) && !archived);
}

void MainWindow::showLength()
{
    qsizetype length = 0;
    for (const Message &message : m_editor->content().messages)
        length += message.content.size();
    m_status->setLength(length);
}

void MainWindow::report(const Error &error)
{
    m_findings->add(error);
    m_findingsPanel->show();
}

void MainWindow::importPrompts()
{
    if (!m_workspace)
        return;
    QStringList names;
    for (const TaskType &type : m_workspace->catalog().taskTypes())
        names.append(type.name);
    auto *dialog = new ImportDialog(m_session.imports(), names, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace promptuary
