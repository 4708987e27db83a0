// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/versionbox.h"

#include "ui/widgets/typography.h"

#include <QListWidget>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr qsizetype mostNamed = 3; ///< versions that are named on the button
constexpr int mostRows = 14;
constexpr int rowHeight = 28;
constexpr int listWidth = 200;

QString nameOf(int version)
{
    return VersionBox::tr("v%1").arg(version);
}

} // namespace

VersionBox::VersionBox(QWidget *parent)
    : QPushButton(parent)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("metricsVersions"));
    setNames(m_list, "metricsVersionList", tr("Versions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    auto *menu = new QMenu(this);
    auto *content = new QWidgetAction(menu);
    auto *inside = new QWidget; // of the menu's frame
    auto *room = new QVBoxLayout(inside);
    room->setContentsMargins(1, 0, 1, 0);
    room->addWidget(m_list);
    content->setDefaultWidget(inside);
    menu->addAction(content);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this] {
        fill();
        // The menu takes the keys when it is shown; then they are for the list.
        QMetaObject::invokeMethod(m_list, [this] { m_list->setFocus(Qt::PopupFocusReason); }, Qt::QueuedConnection);
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) { take(m_list->row(item)); });
    showChosen();
}

void VersionBox::setVersions(int newest, int serving)
{
    m_newest = newest;
    m_serving = serving;
    QList<int> left = m_chosen;
    left.removeIf([newest](int version) { return version > newest; });
    choose(left);
    if (menu()->isVisible() && m_list->count() != newest + 1)
        fill();
}

void VersionBox::choose(const QList<int> &versions)
{
    m_chosen = versions;
    std::ranges::sort(m_chosen);
    showChosen();
}

/// Made when it is opened: some templates have hundreds of versions.
void VersionBox::fill()
{
    const QSignalBlocker silent(m_list);
    m_list->clear();
    const auto add = [this](const QString &text, int version) {
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(Qt::UserRole, version);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    };
    add(tr("All versions"), 0);
    for (int version = m_newest; version > 0; --version)
        add(version == m_serving ? tr("%1 · serves now").arg(nameOf(version)) : nameOf(version), version);
    m_list->setCurrentRow(0);
    m_list->setFixedSize(listWidth, std::min(m_list->count(), mostRows) * rowHeight + 4);
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setSizeHint({listWidth, rowHeight});
    showChosen();
}

void VersionBox::showChosen()
{
    const QSignalBlocker silent(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const int version = item->data(Qt::UserRole).toInt();
        const bool on = version == 0 ? m_chosen.isEmpty() : m_chosen.contains(version);
        item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    }
    QStringList names;
    for (const int version : std::as_const(m_chosen))
        names << nameOf(version);
    const QString all = names.join(QStringLiteral(", "));
    setText(names.isEmpty()             ? tr("All versions")
            : names.size() <= mostNamed ? all
                                        : tr("%1 versions").arg(names.size()));
    setToolTip(names.isEmpty() ? tr("Versions: all") : tr("Versions: %1").arg(all));
    setAccessibleName(toolTip());
}

/// "All versions" cannot be switched off by itself: it ends when one is chosen, and is chosen when none is.
void VersionBox::take(int row)
{
    const QListWidgetItem *item = m_list->item(row);
    const int version = item->data(Qt::UserRole).toInt();
    QList<int> chosen = m_chosen;
    if (version == 0)
        chosen.clear();
    else if (item->checkState() == Qt::Checked && !chosen.contains(version))
        chosen.append(version);
    else if (item->checkState() == Qt::Unchecked)
        chosen.removeAll(version);
    choose(chosen);
    Q_EMIT chosenChanged();
}

} // namespace promptuary
