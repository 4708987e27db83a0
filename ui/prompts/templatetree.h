// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/recentfigures.h"
#include "core/prompts/promptstore.h"
#include "core/prompts/template.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace promptuary
{

class EmptyState;
class TemplateFilterModel;
class TemplateTreeModel;
class TemplateTreeView;

/// The panel at the left: all templates by task type, a filter above them, and what can be done with them. It shows
/// what it is given and tells what the user wants; it changes nothing by itself.
class TemplateTree : public QWidget
{
    Q_OBJECT
public:
    explicit TemplateTree(QWidget *parent = nullptr);

    /// Everything anew; selection, scroll position and closed groups stay.
    void setContents(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates);
    void update(const QList<TemplateSummary> &templates);
    using QWidget::update;
    void setEnvironment(const QString &environment);
    void setFigures(const RecentByTemplate &figures);
    void setRights(const Rights &rights); ///< without the right to edit only looking is offered; everything until told
    /// What a search of the texts found. `text` says for what; an answer to what is no longer typed is dropped. Empty
    /// means what is typed now.
    void setTextMatches(const QSet<TemplateId> &ids, const QString &text = {});

    /// Marks a template as the open one, without templateChosen().
    void setCurrent(TemplateId id);
    [[nodiscard]] TemplateId current() const { return m_current; }
    [[nodiscard]] QList<TemplateId> selected() const;
    void focusFilter();
    void clearFilter();
    void setFilterShortcut(const QKeySequence &shortcut); ///< shown in the empty filter; the window acts on it

    /// Closed groups by task type (empty for the archive), to be remembered between runs.
    [[nodiscard]] QStringList closedGroups() const;
    void setClosedGroups(const QStringList &taskTypes);

Q_SIGNALS:
    void templateChosen(promptuary::TemplateId id);
    void createRequested(const QString &taskType); ///< of that task type, most likely
    void renameRequested(promptuary::TemplateId id, const QString &name);
    void moveRequested(promptuary::TemplateId id, const QString &taskType); ///< once per selected template
    void archiveRequested(const QList<promptuary::TemplateId> &ids);
    void restoreRequested(const QList<promptuary::TemplateId> &ids);
    void importRequested();
    void textSearchRequested(const QString &text); ///< a little after the last key

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    QWidget *makeFilterRow();
    QWidget *makeEmptyState();
    void connectView();
    void filter(const QString &text);
    void showFilterHint();
    void restoreView();
    void showState();
    void showActions();
    void fillMoveMenu();
    void choose(const QModelIndex &index);
    void createTemplate();
    void requestArchive(bool archive);
    void copyKeys();
    void showMenu(const QPoint &at);
    [[nodiscard]] TemplateId idAt(const QModelIndex &index) const;
    [[nodiscard]] QString currentTaskType() const;

    TemplateTreeModel *m_model;
    TemplateFilterModel *m_filtered;
    TemplateTreeView *m_view;
    QLineEdit *m_filter = nullptr;
    QString m_filterKeys;
    QToolButton *m_newButton = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QAction *m_new = nullptr;
    QAction *m_rename = nullptr;
    QMenu *m_move = nullptr;
    QAction *m_archive = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_copyKey = nullptr;
    QTimer m_search;
    QSet<QString> m_closed{QString()}; ///< the archive begins closed
    TemplateId m_current;
    TemplateId m_chosen; ///< selected by hand while filtering
    bool m_mayEdit = true;
    bool m_filled = false;
    bool m_restoring = false;
};

} // namespace promptuary
