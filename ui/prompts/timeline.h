// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/promptstore.h"
#include "ui/prompts/timelinemodel.h"

#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace promptuary
{

class ActivationModel;
class EmptyState;

/// The panel at the right: a template's versions with what serves among them, the log of activations behind a second
/// tab, and below both, always in the same place, what can be done with the chosen version.
class Timeline : public QWidget
{
    Q_OBJECT
public:
    explicit Timeline(QWidget *parent = nullptr);
    explicit Timeline(const TimelineModel::Clock &clock, QWidget *parent = nullptr);

    /// Merges: chosen version and scroll position stay where the history only grew. Of another template's history the
    /// newest version is chosen (and told).
    void setHistory(const QList<VersionSummary> &history);
    void setActive(const QMap<QString, int> &active, const QString &environment);
    void setSizes(const QHash<int, std::pair<int, int>> &sizes); ///< lines added and removed, by version
    void setFigures(const RecentByVersion &figures);             ///< of the last 30 days in the present environment
    void setActivations(const QList<Activation> &activations);   ///< newest first
    void setRights(const Rights &rights);                        ///< until told, everything is offered
    void setArchived(bool archived); ///< the whole template, whose versions serve nowhere until it is restored
    /// Before another template is shown; history, what is active, and the log may then come in any order.
    void clear();

    void select(int number);
    [[nodiscard]] int selected() const; ///< 0 for none

Q_SIGNALS:
    void versionSelected(int number);
    void activateRequested(int number);
    void rollBackRequested(int number); ///< to this version, which served before; 0 where the log does not tell
    void deactivateRequested();
    void compareRequested(int number);
    void editRequested(int number);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeLists();
    QWidget *makeButtons();
    void connectList();
    void showState();
    void showActions();
    void showActivateAction(int number, int active);
    void showMenu(const QPoint &globalPos);
    void dress();
    [[nodiscard]] int previousActive() const;

    TimelineModel *m_model;
    ActivationModel *m_activations;
    bool m_archived = false; ///< the template
    bool m_known = false;    ///< a history was set since the last clear()
    QTabBar *m_tabs = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_stack = nullptr;
    QListView *m_list = nullptr;
    QListView *m_log = nullptr;
    EmptyState *m_empty = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_rollBack = nullptr;
    QPushButton *m_activate = nullptr;
    QToolButton *m_more = nullptr;
    QAction *m_deactivate = nullptr;
    Rights m_rights{.view = true, .edit = true, .publish = true, .administer = true, .role = {}};
};

} // namespace promptuary
