// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/templatebox.h"

#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>
#include <QListView>
#include <QStringListModel>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int shortest = 12; ///< letters
constexpr int listWidth = 360;
constexpr int mostRows = 16;

/// Rows of one height are not measured one by one.
void showNames(QAbstractItemView *view)
{
    view->setMinimumWidth(listWidth);
    if (auto *list = qobject_cast<QListView *>(view))
        list->setUniformItemSizes(true);
}

} // namespace

TemplateBox::TemplateBox(QWidget *parent)
    : QComboBox(parent)
    , m_names(new QStringListModel({tr("All templates")}, this))
    , m_ids({TemplateId()})
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setModel(m_names);
    setMaxVisibleItems(mostRows);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(shortest);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    showNames(view());
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    completer()->setMaxVisibleItems(mostRows);
    showNames(completer()->popup());
    lineEdit()->installEventFilter(this);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &TemplateBox::takeBack);
}

void TemplateBox::setTemplates(const QList<TemplateId> &ids, const QStringList &names)
{
    const QStringList wanted = QStringList{tr("All templates")} + names;
    const QList<TemplateId> wantedIds = QList{TemplateId()} + ids;
    if (wanted == m_names->stringList() && wantedIds == m_ids)
        return; // its list may be open
    const TemplateId before = chosen();
    const QString typed =
        lineEdit()->hasFocus() && currentText() != itemText(currentIndex()) ? currentText() : QString();
    m_ids = wantedIds;
    m_names->setStringList(wanted);
    choose(before);
    if (!typed.isEmpty())
        setEditText(typed);
}

TemplateId TemplateBox::chosen() const
{
    return m_ids.value(currentIndex());
}

void TemplateBox::choose(TemplateId id)
{
    setCurrentIndex(std::max(0, int(m_ids.indexOf(id))));
    setEditText(itemText(currentIndex()));
    lineEdit()->setCursorPosition(0); // a long name shows its beginning
}

/// What was typed and is no name leaves what was chosen.
void TemplateBox::takeBack()
{
    if (currentText() != itemText(currentIndex()))
        setEditText(itemText(currentIndex()));
    lineEdit()->setCursorPosition(0);
}

/// Whoever clicks into it wants to type another name, not to mend this one.
bool TemplateBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == lineEdit() && event->type() == QEvent::FocusIn &&
        static_cast<QFocusEvent *>(event)->reason() == Qt::MouseFocusReason)
        QMetaObject::invokeMethod(lineEdit(), &QLineEdit::selectAll, Qt::QueuedConnection);
    return QComboBox::eventFilter(watched, event);
}

} // namespace promptuary
