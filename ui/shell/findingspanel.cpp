// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/findingspanel.h"

#include "ui/shell/findingsmodel.h"
#include "ui/widgets/typography.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace promptuary
{

namespace
{

/// A tree asks for a row's height without saying how wide its columns are, and then nothing wraps.
class WrappingDelegate : public QStyledItemDelegate
{
public:
    explicit WrappingDelegate(QTreeView *view)
        : QStyledItemDelegate(view)
        , m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem inColumn(option);
        inColumn.rect = QRect(0, 0, m_view->columnWidth(index.column()), 1);
        return QStyledItemDelegate::sizeHint(inColumn, index);
    }

private:
    QTreeView *m_view;
};

} // namespace

FindingsPanel::FindingsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new FindingsModel(this))
    , m_view(new QTreeView(this))
    , m_empty(new QLabel(tr("No findings. What goes wrong is listed here and interrupts nothing."), this))
    , m_act(new QPushButton(tr("Show"), this))
    , m_copy(new QPushButton(tr("Copy finding"), this))
    , m_clear(new QPushButton(tr("Clear findings"), this))
{
    setNames(m_view, "findingsView", tr("Findings"));
    setNames(m_act, "findingsActButton", tr("Do what the finding offers"));
    setNames(m_copy, "findingsCopyButton", tr("Copy finding"));
    setNames(m_clear, "findingsClearButton", tr("Clear findings"));
    m_model->setPalette(palette());
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setWordWrap(true);
    m_view->setItemDelegate(new WrappingDelegate(m_view));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(FindingsModel::TextColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(FindingsModel::RemedyColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(FindingsModel::TimeColumn, QHeaderView::ResizeToContents);
    m_view->setColumnWidth(FindingsModel::PlaceColumn, 180);
    // Later, once all columns have their new width.
    connect(m_view->header(), &QHeaderView::sectionResized, m_view, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    m_view->installEventFilter(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton *button : {m_act, m_copy, m_clear})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->setSpacing(12);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    layout->addLayout(buttons);

    connect(m_model, &FindingsModel::countChanged, this, [this](int count) {
        update();
        Q_EMIT countChanged(count);
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &FindingsPanel::update);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FindingsPanel::update);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) { activate(index.row()); });
    connect(m_act, &QPushButton::clicked, this, [this] { activate(selectedRow()); });
    connect(m_copy, &QPushButton::clicked, this, &FindingsPanel::copySelected);
    connect(m_clear, &QPushButton::clicked, this, &FindingsPanel::clear);
    update();
}

void FindingsPanel::add(const Finding &finding)
{
    m_model->add(finding);
    m_view->setCurrentIndex(m_model->index(0, 0));
}

void FindingsPanel::add(const Error &error, const QString &actionName, const std::function<void()> &action)
{
    Finding finding = findingOf(error);
    finding.actionName = actionName;
    finding.action = action;
    add(finding);
}

void FindingsPanel::clear()
{
    m_model->clear();
}

int FindingsPanel::count() const
{
    return m_model->rowCount();
}

int FindingsPanel::selectedRow() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

void FindingsPanel::update()
{
    const bool any = count() > 0;
    const int row = selectedRow();
    const bool acts = row >= 0 && m_model->at(row).action;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    m_act->setText(acts ? m_model->at(row).actionName : tr("Show"));
    m_act->setEnabled(acts);
    m_copy->setEnabled(row >= 0);
    m_clear->setEnabled(any);
}

void FindingsPanel::activate(int row)
{
    if (row < 0)
        return;
    // A copy: what it does may add or clear findings.
    const Finding finding = m_model->at(row);
    Q_EMIT activated(finding);
    if (finding.action)
        finding.action();
}

void FindingsPanel::copySelected()
{
    if (const int row = selectedRow(); row >= 0)
        QGuiApplication::clipboard()->setText(m_model->at(row).toString());
}

void FindingsPanel::removeSelected()
{
    m_model->remove(selectedRow());
}

/// A finding that is taller than the panel is read to its end before the arrows go on to the next.
bool FindingsPanel::scrollWithinRow(int key)
{
    const QRect row = m_view->visualRect(m_view->currentIndex());
    const QRect shown = m_view->viewport()->rect();
    if (!row.intersects(shown))
        return false;
    if (key == Qt::Key_Down && row.bottom() > shown.bottom())
        m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    else if (key == Qt::Key_Up && row.top() < shown.top())
        m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else
        return false;
    return true;
}

void FindingsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
}

bool FindingsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            activate(selectedRow());
        else if (key->matches(QKeySequence::Copy))
            copySelected();
        else if (key->key() == Qt::Key_Delete)
            removeSelected();
        else if (!scrollWithinRow(key->key()))
            return QWidget::eventFilter(watched, event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace promptuary
