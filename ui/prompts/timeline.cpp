// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/timeline.h"

#include "ui/prompts/activationlist.h"
#include "ui/prompts/timelinedelegate.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace promptuary
{

namespace
{

QListView *makeList(QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMouseTracking(true);
    list->viewport()->setAttribute(Qt::WA_Hover);
    return list;
}

/// A double click or Enter. Not QListView::activated, which is a single click on some desktops: choosing a row would
/// then leave it.
template<typename Slot>
void onOpened(QListView *list, QObject *context, Slot slot)
{
    QObject::connect(list, &QListView::doubleClicked, context, slot);
    auto *enter = new QAction(list);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    list->addAction(enter);
    QObject::connect(enter, &QAction::triggered, context, [list, slot] {
        if (list->currentIndex().isValid())
            slot(list->currentIndex());
    });
}

QString restoreFirst()
{
    return Timeline::tr("This template is archived. Restore it first, by its menu in the tree");
}

} // namespace

Timeline::Timeline(QWidget *parent)
    : Timeline([] { return QDateTime::currentDateTime(); }, parent)
{
}

Timeline::Timeline(const TimelineModel::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new TimelineModel(clock, this))
    , m_activations(new ActivationModel(clock, this))
{
    setNames(this, "timelinePanel", tr("Timeline"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_deactivate = new QAction(tr("Deactivate…"), this);
    m_deactivate->setObjectName(QStringLiteral("deactivateAction"));
    connect(m_deactivate, &QAction::triggered, this, &Timeline::deactivateRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeLists(), 1);
    layout->addWidget(makeButtons());
    connectList();
    dress();
    showState();
    showActions();
}

QWidget *Timeline::makeHeader()
{
    m_tabs = new QTabBar(this);
    setNames(m_tabs, "timelineTabs", tr("Versions or activations"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Timeline"));
    m_tabs->addTab(tr("Activations"));
    connect(m_tabs, &QTabBar::currentChanged, this, &Timeline::showState);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("timelineCount"));
    m_count->setFont(tabularFont(smallFont()));

    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(4, 4, 16, 4);
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(m_count);
    return header;
}

QWidget *Timeline::makeLists()
{
    m_list = makeList(this);
    setNames(m_list, "timeline", tr("Versions, newest first"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TimelineDelegate(m_list));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_log = makeList(this);
    setNames(m_log, "activationLog", tr("Activations, newest first"));
    m_log->setModel(m_activations);
    m_log->setItemDelegate(new ActivationDelegate(m_log));
    m_empty = new EmptyState(this);

    m_stack = new QStackedWidget(this);
    for (QWidget *page : std::initializer_list<QWidget *>{m_list, m_log, m_empty})
        m_stack->addWidget(page);
    return m_stack;
}

QWidget *Timeline::makeButtons()
{
    const auto make = [this](const char *name, const QString &text, auto signal) {
        auto *button = new QPushButton(text, this);
        setNames(button, name, text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, signal] { Q_EMIT(this->*signal)(selected()); });
        return button;
    };
    m_compare = make("compareVersion", tr("Compare"), &Timeline::compareRequested);
    m_edit = make("editFromHere", tr("Edit from here"), &Timeline::editRequested);
    m_activate = make("activateVersion", tr("Activate…"), &Timeline::activateRequested);
    m_activate->setDefault(true);
    m_rollBack = new QPushButton(tr("Roll back…"), this);
    setNames(m_rollBack, "rollBack", tr("Roll back"));
    m_rollBack->setAutoDefault(false);
    connect(m_rollBack, &QPushButton::clicked, this, [this] { Q_EMIT rollBackRequested(previousActive()); });
    m_more = new QToolButton(this);
    setNames(m_more, "timelineMore", tr("More for this version"));
    m_more->setToolTip(tr("More for this version"));
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::clicked, this, [this] { showMenu(m_more->mapToGlobal(QPoint(0, 0))); });

    auto *buttons = new QWidget(this);
    auto *layout = new QVBoxLayout(buttons);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    auto *first = new QHBoxLayout;
    for (QPushButton *button : {m_compare, m_edit, m_rollBack})
        first->addWidget(button, 1);
    auto *second = new QHBoxLayout;
    second->addWidget(m_activate, 1);
    second->addWidget(m_more);
    layout->addLayout(first);
    layout->addLayout(second);
    auto *hairline = new QFrame(this);
    hairline->setFrameShape(QFrame::HLine);
    hairline->setFrameShadow(QFrame::Sunken);
    hairline->setFixedHeight(1);
    auto *panel = new QWidget(this);
    auto *stacked = new QVBoxLayout(panel);
    stacked->setContentsMargins(0, 0, 0, 0);
    stacked->setSpacing(0);
    stacked->addWidget(hairline);
    stacked->addWidget(buttons);
    return panel;
}

void Timeline::connectList()
{
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        showActions();
        if (current.isValid())
            Q_EMIT versionSelected(m_model->numberAt(current));
    });
    onOpened(m_list, this, [this](const QModelIndex &index) { Q_EMIT compareRequested(m_model->numberAt(index)); });
    connect(m_list, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { showMenu(m_list->viewport()->mapToGlobal(at)); });
    onOpened(m_log, this, [this](const QModelIndex &index) {
        m_tabs->setCurrentIndex(0);
        select(m_activations->at(index).active);
    });
}

void Timeline::setHistory(const QList<VersionSummary> &history)
{
    QScrollBar *bar = m_list->verticalScrollBar();
    const int before = m_model->rowCount();
    m_known = true;
    const int scrolled = bar->value();
    if (!m_model->setHistory(history)) {
        showState();
        m_list->scrollToTop();
        m_list->setCurrentIndex(m_model->index(0));
        return;
    }
    // What one was reading stays under the eyes, unless one stood at the top, where new versions are wanted.
    if (scrolled > 0)
        bar->setValue(scrolled + (m_model->rowCount() - before) * m_list->sizeHintForRow(0));
    showState();
    showActions();
}

void Timeline::setActive(const QMap<QString, int> &active, const QString &environment)
{
    m_model->setActive(active, environment);
    showActions();
}

void Timeline::setSizes(const QHash<int, std::pair<int, int>> &sizes)
{
    m_model->setSizes(sizes);
}

void Timeline::setFigures(const RecentByVersion &figures)
{
    m_model->setFigures(figures);
}

void Timeline::setActivations(const QList<Activation> &activations)
{
    m_activations->setActivations(activations);
    m_model->setServings(servingsOf(activations));
    showState();
    showActions();
}

void Timeline::setRights(const Rights &rights)
{
    m_rights = rights;
    showActions();
}

void Timeline::setArchived(bool archived)
{
    m_archived = archived;
    showActions();
}

void Timeline::clear()
{
    m_known = false;
    m_model->setHistory({});
    m_model->setActive({}, m_model->environment());
    m_activations->setActivations({});
    m_model->setServings({});
    showState();
    showActions();
}

void Timeline::select(int number)
{
    const QModelIndex index = m_model->indexOf(number);
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
}

int Timeline::selected() const
{
    return m_model->numberAt(m_list->currentIndex());
}

/// What served before the present version in this environment; 0 where the log does not tell.
int Timeline::previousActive() const
{
    for (const Activation &activation : m_activations->activations()) {
        if (activation.environment == m_model->environment() && activation.active == m_model->activeHere())
            return activation.previous;
    }
    return 0;
}

void Timeline::showState()
{
    const bool log = m_tabs->currentIndex() == 1;
    if (!m_known) {
        // Nothing has been read yet, so nothing is said of what there is.
        m_count->clear();
        m_stack->setCurrentWidget(log ? static_cast<QWidget *>(m_log) : m_list);
        return;
    }
    const int versions = m_model->rowCount();
    if (log) {
        const int count = m_activations->rowCount();
        m_count->setText(count == 1 ? tr("1 entry") : tr("%1 entries").arg(count));
        m_empty->tell(tr("Nothing served yet. Activate a version, and this log says who did, when and why."));
        m_stack->setCurrentWidget(count == 0 ? static_cast<QWidget *>(m_empty) : m_log);
        return;
    }
    m_count->setText(versions == 1 ? tr("1 version") : tr("%1 versions").arg(versions));
    m_empty->tell(tr("No versions yet. Write the prompt in the editor and save it: that is v1."));
    m_stack->setCurrentWidget(versions == 0 ? static_cast<QWidget *>(m_empty) : m_list);
}

void Timeline::showActivateAction(int number, int active)
{
    const QString &environment = m_model->environment();
    const bool serves = number > 0 && number == active;
    m_activate->setText(number == 0 ? tr("Activate…")
                        : serves    ? tr("v%1 is active").arg(number)
                                    : tr("Activate v%1…").arg(number));
    m_activate->setAccessibleName(m_activate->text());
    QString reason;
    if (number == 0)
        reason = tr("Choose a version first");
    else if (serves)
        reason = tr("v%1 serves in %2 already").arg(number).arg(environment);
    else if (m_archived)
        reason = restoreFirst();
    else if (!m_rights.publish)
        reason = tr("Your role may not activate versions");
    else if (m_model->row(m_list->currentIndex()).version.archived)
        reason = tr("v%1 is archived").arg(number);
    setEnabledOr(m_activate, reason.isEmpty(), m_stack->currentWidget());
    m_activate->setToolTip(!reason.isEmpty() ? reason
                           : active > 0
                               ? tr("Let v%1 serve in %2 in place of v%3").arg(number).arg(environment).arg(active)
                               : tr("Let v%1 serve in %2").arg(number).arg(environment));
}

void Timeline::showActions()
{
    const int number = selected();
    const int active = m_model->activeHere();
    const QString &environment = m_model->environment();
    showActivateAction(number, active);

    setEnabledOr(m_compare, number > 0 && m_model->rowCount() > 1, m_stack->currentWidget());
    m_compare->setToolTip(number == 0               ? tr("Choose a version first")
                          : !m_compare->isEnabled() ? tr("There is only one version")
                          : active > 0 && active != number
                              ? tr("Compare v%1 with v%2, which serves in %3").arg(number).arg(active).arg(environment)
                              : tr("Compare v%1 with another version").arg(number));
    setEnabledOr(m_edit, number > 0 && m_rights.edit, m_stack->currentWidget());
    m_edit->setToolTip(number == 0     ? tr("Choose a version first")
                       : m_rights.edit ? tr("Start a new version from v%1").arg(number)
                                       : tr("Your role may not edit"));
    const int previous = previousActive();
    setEnabledOr(m_rollBack, active > 0 && previous > 0 && m_rights.publish && !m_archived, m_stack->currentWidget());
    m_rollBack->setToolTip(
        m_archived         ? restoreFirst()
        : active == 0      ? tr("Nothing is active in %1").arg(environment)
        : previous == 0    ? tr("Nothing served in %1 before v%2").arg(environment).arg(active)
        : m_rights.publish ? tr("Let v%1 serve in %2 again in place of v%3").arg(previous).arg(environment).arg(active)
                           : tr("Your role may not roll back"));
    m_deactivate->setText(active > 0 ? tr("Deactivate v%1 in %2…").arg(active).arg(environment) : tr("Deactivate…"));
    m_deactivate->setEnabled(active > 0 && m_rights.publish);
    setEnabledOr(m_more, number > 0, m_stack->currentWidget());
}

void Timeline::showMenu(const QPoint &globalPos)
{
    const int number = selected();
    if (number == 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("versionMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_activate, m_compare, m_edit, m_rollBack}) {
        QAction *action = menu->addAction(button->text(), button, &QPushButton::click);
        action->setEnabled(button->isEnabled());
        if (button == m_activate)
            menu->addSeparator();
    }
    menu->addSeparator();
    menu->addAction(m_deactivate);
    menu->addAction(tr("Copy note"), this, [this] {
        QGuiApplication::clipboard()->setText(m_model->row(m_list->currentIndex()).version.note);
    });
    menu->popup(globalPos);
}

void Timeline::dress()
{
    const Colors &roles = colors(palette());
    m_more->setIcon(icon(QStringLiteral("overflow-menu")));
    QPalette secondary = palette();
    secondary.setColor(QPalette::Text, roles.secondaryText); // on the base colour labels draw in Text
    m_count->setPalette(secondary);
}

void Timeline::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_more)
        dress();
}

} // namespace promptuary
