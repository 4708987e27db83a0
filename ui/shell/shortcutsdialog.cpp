// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include "ui/widgets/typography.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace promptuary
{

namespace
{

/// What is no command of the window but a key of the part that has the focus.
QList<std::pair<QString, QKeySequence>> keysOfParts()
{
    using Own = ShortcutsDialog;
    return {{Own::tr("Text: find"), Qt::CTRL | Qt::Key_F},
            {Own::tr("Text: find and replace"), Qt::CTRL | Qt::Key_H},
            {Own::tr("Text: next place found"), Qt::Key_F3},
            {Own::tr("Text: previous place found"), Qt::SHIFT | Qt::Key_F3},
            {Own::tr("Text: undo"), Qt::CTRL | Qt::Key_Z},
            {Own::tr("Text: redo"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z},
            {Own::tr("Text: zoom in"), Qt::CTRL | Qt::Key_Plus},
            {Own::tr("Text: zoom out"), Qt::CTRL | Qt::Key_Minus},
            {Own::tr("Text: usual size"), Qt::CTRL | Qt::Key_0},
            {Own::tr("Text: leave it forwards"), Qt::CTRL | Qt::Key_Tab},
            {Own::tr("Text: leave it backwards"), Qt::CTRL | Qt::SHIFT | Qt::Key_Tab},
            {Own::tr("Timeline: compare version"), Qt::Key_Enter},
            {Own::tr("Diff: next change"), Qt::Key_F7},
            {Own::tr("Diff: previous change"), Qt::SHIFT | Qt::Key_F7},
            {Own::tr("Review: confirm"), Qt::CTRL | Qt::Key_Enter},
            {Own::tr("Chart: zoom in"), Qt::Key_Plus},
            {Own::tr("Chart: zoom out"), Qt::Key_Minus},
            {Own::tr("Chart: whole time"), Qt::Key_0},
            {Own::tr("Chart: earlier"), Qt::SHIFT | Qt::Key_Left},
            {Own::tr("Chart: later"), Qt::SHIFT | Qt::Key_Right}};
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *list = new QTreeWidget(this);
    setNames(list, "shortcutsList", tr("Commands and their keys"));
    list->setHeaderLabels({tr("Command"), tr("Keys")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    const auto add = [list](const QString &command, const QKeySequence &keys) {
        list->addTopLevelItem(new QTreeWidgetItem({command, keys.toString(QKeySequence::NativeText)}));
    };
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty() && !action->text().isEmpty())
            add(action->text().remove(u'&'), action->shortcut());
    }
    for (const auto &[command, keys] : keysOfParts())
        add(command, keys);
    list->sortItems(0, Qt::AscendingOrder);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(list);
    layout->addWidget(buttons);
    resize(460, 520);
}

} // namespace promptuary
