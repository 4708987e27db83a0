// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diffresult.h"
#include "ui/diff/diffside.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace promptuary
{

class DiffView;
class DiffWorker;
class FieldChangesTable;

/// Two versions held against each other: a bar that says which, the texts side by side or unified, and what changed in
/// configuration and variables beneath. The comparison is made off the GUI thread; what is shown stays until it is
/// replaced, and only a comparison that takes its time is announced.
class DiffViewer : public QWidget
{
    Q_OBJECT
public:
    explicit DiffViewer(QWidget *parent = nullptr);

    void setSides(const DiffSide &left, const DiffSide &right);
    void clear(); ///< nothing is compared: says what belongs here
    /// What both sides can be set to; without choices the bar names the sides only.
    void setChoices(const QList<DiffChoice> &choices);
    [[nodiscard]] QString leftId() const;
    [[nodiscard]] QString rightId() const;

    enum class Layout : std::uint8_t { SideBySide, Unified };
    [[nodiscard]] Layout layoutMode() const { return m_layout; }
    void setLayoutMode(Layout layout);
    void setShowsAllLines(bool all);
    void setBarVisible(bool visible); ///< without it the keys still go from change to change

    [[nodiscard]] bool isComparing() const;
    void nextChange();
    void previousChange();

Q_SIGNALS:
    void sidesRequested(const QString &leftId, const QString &rightId); ///< the user chose; answer with setSides()
    void compared(const promptuary::VersionDiff &diff);                 ///< the sides last set are shown now
    void layoutModeChanged(promptuary::DiffViewer::Layout layout);      ///< by the user

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Page { MessagePage, ViewPage };

    QWidget *makeBar();
    QWidget *makeMessagePage();
    QWidget *makeViewPage();
    QWidget *makeFields();
    void compare(bool sidesChanged);
    void showMessage(const QString &text, const QString &button = {});
    void showResult(const DiffResultPtr &result);
    void showSlow();
    void pressMessageButton();
    void chooseSides();
    void updateButtons();
    void updateLabels();
    void dress();

    DiffSide m_left;
    DiffSide m_right;
    QList<DiffChoice> m_choices;
    Layout m_layout = Layout::SideBySide;
    QList<DiffFold> m_unfolded;
    bool m_stale = false; ///< of other colours than those of now
    bool m_hasSides = false;
    DiffResultPtr m_result; ///< of the sides set; null while they are compared
    DiffWorker *m_worker;
    QTimer m_slow;
    QWidget *m_bar = nullptr;
    QComboBox *m_leftChoice = nullptr;
    QComboBox *m_rightChoice = nullptr;
    Pill *m_leftLabel = nullptr;
    Pill *m_rightLabel = nullptr;
    QLabel *m_arrow = nullptr;
    Pill *m_added = nullptr;
    Pill *m_removed = nullptr;
    QLabel *m_position = nullptr;
    QToolButton *m_allLines = nullptr;
    QComboBox *m_layoutChoice = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_messageButton = nullptr;
    DiffView *m_view = nullptr;
    QWidget *m_fieldsPanel = nullptr;
    QLabel *m_fieldsTitle = nullptr;
    FieldChangesTable *m_fields = nullptr;
};

} // namespace promptuary
