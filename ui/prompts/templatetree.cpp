// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/templatetree.h"

#include "ui/prompts/templatefiltermodel.h"
#include "ui/prompts/templatetreedelegate.h"
#include "ui/prompts/templatetreemodel.h"
#include "ui/prompts/templatetreeview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace promptuary
{

using namespace std::chrono_literals;

TemplateTree::TemplateTree(QWidget *parent)
    : QWidget(parent)
    , m_model(new TemplateTreeModel(this))
    , m_filtered(new TemplateFilterModel(m_model, this))
    , m_view(new TemplateTreeView(this))
{
    setNames(this, "templateTreePanel", tr("Templates"));
    setNames(m_view, "templateTree", tr("Templates by task type"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view->setModel(m_filtered);
    makeActions();
    connectView();

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(makeEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeFilterRow());
    layout->addWidget(m_stack, 1);

    m_search.setSingleShot(true);
    m_search.setInterval(150ms);
    connect(&m_search, &QTimer::timeout, this, [this] { Q_EMIT textSearchRequested(m_filter->text().simplified()); });
    m_newButton->setIcon(icon(QStringLiteral("list-add")));
    showActions();
}

void TemplateTree::makeActions()
{
    const auto make = [this](const char *name, const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(QLatin1StringView(name));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_view->addAction(action);
        return action;
    };
    m_new = make("newTemplateAction", tr("New template…"), QKeySequence(), &TemplateTree::createTemplate);
    m_rename =
        make("renameAction", tr("Rename"), QKeySequence(Qt::Key_F2), [this] { m_view->edit(m_view->currentIndex()); });
    m_archive = make("archiveAction", tr("Archive"), QKeySequence(Qt::Key_Delete), [this] { requestArchive(true); });
    m_restore = make("restoreAction", tr("Restore"), QKeySequence(), [this] { requestArchive(false); });
    m_copyKey = make("copyKeyAction", tr("Copy key"), QKeySequence(QKeySequence::Copy), &TemplateTree::copyKeys);
    m_move = new QMenu(tr("Move to task type"), this);
    m_move->setObjectName(QStringLiteral("moveMenu"));
    connect(m_move, &QMenu::aboutToShow, this, &TemplateTree::fillMoveMenu);
}

QWidget *TemplateTree::makeFilterRow()
{
    m_filter = new QLineEdit(this);
    setNames(m_filter, "templateFilter", tr("Filter names and text"));
    m_filter->setPlaceholderText(tr("Filter names and text"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, &TemplateTree::filter);
    m_newButton = new QToolButton(this);
    setNames(m_newButton, "newTemplate", tr("New template"));
    m_newButton->setAutoRaise(true);
    connect(m_newButton, &QToolButton::clicked, this, &TemplateTree::createTemplate);

    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 12, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_newButton);
    return row;
}

QWidget *TemplateTree::makeEmptyState()
{
    m_empty = new EmptyState(this);
    connect(m_empty, &EmptyState::firstStepTaken, this, [this] {
        if (m_filtered->isFiltering())
            m_filter->clear();
        else
            createTemplate();
    });
    connect(m_empty, &EmptyState::secondStepTaken, this, &TemplateTree::importRequested);
    return m_empty;
}

void TemplateTree::connectView()
{
    auto *delegate = new TemplateTreeDelegate(m_view);
    m_view->setItemDelegate(delegate);
    connect(delegate, &TemplateTreeDelegate::renamed, this,
            [this](const QModelIndex &index, const QString &name) { Q_EMIT renameRequested(idAt(index), name); });
    connect(m_view, &TemplateTreeView::opened, this, &TemplateTree::choose);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TemplateTree::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TemplateTree::showActions);
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &group) {
        if (!m_restoring && !m_filtered->isFiltering())
            m_closed.insert(group.data(TemplateTreeModel::KeyRole).toString());
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &group) {
        if (!m_restoring && !m_filtered->isFiltering())
            m_closed.remove(group.data(TemplateTreeModel::KeyRole).toString());
    });
    connect(m_filtered, &QAbstractItemModel::modelReset, this, &TemplateTree::restoreView);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && !m_restoring)
            m_chosen = idAt(index);
    });
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first) {
        if (!parent.isValid()) {
            const QModelIndex group = m_filtered->index(first, 0);
            m_view->setExpanded(group, !m_closed.contains(group.data(TemplateTreeModel::KeyRole).toString()));
        }
        showState();
    });
}

void TemplateTree::setContents(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates)
{
    m_filled = true;
    const int scrolled = m_view->verticalScrollBar()->value();
    m_model->setContents(taskTypes, templates);
    m_view->verticalScrollBar()->setValue(scrolled);
}

void TemplateTree::update(const QList<TemplateSummary> &templates)
{
    m_model->update(templates);
    showActions();
}

void TemplateTree::setEnvironment(const QString &environment)
{
    m_model->setEnvironment(environment);
}

void TemplateTree::setFigures(const RecentByTemplate &figures)
{
    m_model->setFigures(figures);
}

void TemplateTree::setRights(const Rights &rights)
{
    m_mayEdit = rights.edit;
    showActions();
    showState();
}

void TemplateTree::setTextMatches(const QSet<TemplateId> &ids, const QString &text)
{
    if (text.isEmpty() || text == m_filter->text().simplified())
        m_filtered->setTextMatches(ids);
}

void TemplateTree::setCurrent(TemplateId id)
{
    m_current = id;
    QModelIndex index = m_filtered->mapFromSource(m_model->indexOf(id));
    if (!index.isValid() && id && m_filtered->isFiltering() && m_model->indexOf(id).isValid())
        return; // the filter hides it; it is selected when the filter goes
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
}

QList<TemplateId> TemplateTree::selected() const
{
    QList<TemplateId> ids;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes())
        ids.append(idAt(index));
    return ids;
}

void TemplateTree::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TemplateTree::clearFilter()
{
    m_filter->clear();
}

void TemplateTree::setFilterShortcut(const QKeySequence &shortcut)
{
    m_filterKeys = shortcut.toString(QKeySequence::NativeText);
    showFilterHint();
}

/// With its keys where there is room for them.
void TemplateTree::showFilterHint()
{
    constexpr int frame = 20;
    const QString what = tr("Filter names and text");
    const QString both = m_filterKeys.isEmpty() ? what : what + QStringLiteral("   ") + m_filterKeys;
    const bool fits = m_filter->fontMetrics().horizontalAdvance(both) + frame <= m_filter->width();
    m_filter->setPlaceholderText(fits ? both : what);
    m_filter->setToolTip(m_filterKeys);
}

QStringList TemplateTree::closedGroups() const
{
    return {m_closed.begin(), m_closed.end()};
}

void TemplateTree::setClosedGroups(const QStringList &taskTypes)
{
    m_closed = QSet<QString>(taskTypes.begin(), taskTypes.end());
    restoreView();
}

void TemplateTree::filter(const QString &text)
{
    m_chosen = {}; // another text, another best match
    m_filtered->setFilter(text);
    if (text.simplified().size() > 1)
        m_search.start();
    else
        m_search.stop();
}

/// After a reset of the model: groups as they were (all open while filtering), the open template selected. While
/// filtering the best match is what Enter opens.
void TemplateTree::restoreView()
{
    m_restoring = true;
    const bool filtering = m_filtered->isFiltering();
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex group = m_filtered->index(row, 0);
        m_view->setExpanded(group, filtering || !m_closed.contains(group.data(TemplateTreeModel::KeyRole).toString()));
    }
    // What was renamed or changed otherwise stays selected where it went.
    QModelIndex shown = m_filtered->mapFromSource(m_model->indexOf(filtering ? m_chosen : m_current));
    if (filtering && !shown.isValid()) {
        shown = m_filtered->bestMatch();
        m_view->scrollToTop(); // the best match alone would be shown without the heading of its group
    }
    if (shown.isValid() && m_view->isExpanded(shown.parent())) {
        m_view->setCurrentIndex(shown);
        m_view->scrollTo(shown);
    }
    m_restoring = false;
    showState();
    showActions();
}

void TemplateTree::showState()
{
    const bool none = m_model->templateCount() == 0;
    const bool nothing = m_filtered->isFiltering() && m_filtered->rowCount() == 0;
    m_stack->setCurrentIndex(m_filled && (none || nothing) ? 1 : 0);
    if (nothing && !none)
        m_empty->tell(tr("Nothing matches “%1”.").arg(m_filter->text().simplified()), tr("Clear the filter"));
    else if (m_mayEdit)
        m_empty->tell(tr("No templates yet. Create one, or bring in the prompts you have."), tr("New template…"),
                      tr("Import…"));
    else
        m_empty->tell(tr("No templates yet. Your role may look, but not create any."));
}

void TemplateTree::showActions()
{
    const QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    const auto archived = [](const QModelIndex &index) { return index.data(TemplateTreeModel::ArchivedRole).toBool(); };
    const bool any = !indexes.isEmpty();
    m_new->setEnabled(m_mayEdit);
    m_newButton->setEnabled(m_mayEdit);
    m_newButton->setToolTip(m_mayEdit ? tr("New template…") : tr("Your role may not create templates"));
    m_rename->setEnabled(m_mayEdit && indexes.size() == 1);
    m_move->menuAction()->setEnabled(m_mayEdit && any);
    // An action that cannot be seen cannot be enabled either, so it is shown first.
    const bool restorable = m_mayEdit && any && std::ranges::all_of(indexes, archived);
    m_restore->setVisible(restorable);
    m_restore->setEnabled(restorable);
    m_archive->setVisible(!restorable);
    m_archive->setEnabled(m_mayEdit && any && !std::ranges::any_of(indexes, archived));
    m_copyKey->setEnabled(any);
}

void TemplateTree::fillMoveMenu()
{
    m_move->clear();
    const QList<TemplateId> ids = selected();
    for (const TaskType &type : m_model->taskTypes()) {
        QAction *action = m_move->addAction(type.name);
        action->setObjectName(QStringLiteral("moveTo:") + type.key);
        action->setEnabled(ids.size() != 1 || type.key != currentTaskType());
        connect(action, &QAction::triggered, this, [this, ids, key = type.key] {
            for (const TemplateId id : ids)
                Q_EMIT moveRequested(id, key);
        });
    }
}

void TemplateTree::choose(const QModelIndex &index)
{
    if (const TemplateId id = idAt(index)) {
        m_current = id;
        Q_EMIT templateChosen(id);
    }
}

void TemplateTree::createTemplate()
{
    if (m_mayEdit)
        Q_EMIT createRequested(currentTaskType());
}

void TemplateTree::requestArchive(bool archive)
{
    const QList<TemplateId> ids = selected();
    if (ids.isEmpty())
        return;
    if (archive)
        Q_EMIT archiveRequested(ids);
    else
        Q_EMIT restoreRequested(ids);
}

void TemplateTree::copyKeys()
{
    QStringList keys;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes())
        keys.append(index.data(TemplateTreeModel::KeyRole).toString());
    QGuiApplication::clipboard()->setText(keys.join(u'\n'));
}

void TemplateTree::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("templateMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_new, m_rename, m_move->menuAction(), m_archive, m_restore});
    menu->addSeparator();
    menu->addAction(m_copyKey);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

TemplateId TemplateTree::idAt(const QModelIndex &index) const
{
    return TemplateId{index.data(TemplateTreeModel::IdRole).toLongLong()};
}

/// The task type of what is selected, or of the group the keyboard is on.
QString TemplateTree::currentTaskType() const
{
    const QModelIndex index = m_filtered->mapToSource(m_view->currentIndex());
    if (const TemplateSummary *summary = m_model->summary(index))
        return summary->taskType;
    return index.data(TemplateTreeModel::KeyRole).toString();
}

/// From the filter, the arrows go on into the tree, Enter opens the best match, Esc clears and then leaves.
bool TemplateTree::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::Resize)
        showFilterHint();
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        m_view->setFocus(Qt::TabFocusReason);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_filtered->isFiltering() ? m_filtered->bestMatch() : m_view->currentIndex());
        return true;
    case Qt::Key_Escape:
        if (m_filter->text().isEmpty())
            m_view->setFocus(Qt::TabFocusReason);
        else
            m_filter->clear();
        return true;
    default:
        return false;
    }
}

} // namespace promptuary
