// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 28;
constexpr qsizetype longestList = 200; // nobody scrolls further; typing one more letter is quicker

constexpr int behindAll = 1 << 24; // more than any score

/// Title at the left, detail at the right in secondary text.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const override
    {
        return {200, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &roles = colors(option.palette);
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? roles.selection : roles.surface);
        const QRect area = option.rect.adjusted(12, 0, -12, 0);
        const QString detail = index.data(PaletteModel::DetailRole).toString();
        painter->setFont(smallFont());
        const int detailWidth = painter->fontMetrics().horizontalAdvance(detail);
        painter->setPen(roles.secondaryText);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, detail);
        painter->setFont(option.font);
        painter->setPen(roles.text);
        const QRect titleArea = area.adjusted(0, 0, -detailWidth - 12, 0);
        paintElided(painter, titleArea, index.data().toString());
    }
};

} // namespace

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    m_titles.clear();
    for (const PaletteEntry &known : std::as_const(m_entries))
        m_titles.emplaceBack(known.title);
    setPattern({});
}

void PaletteModel::setPattern(const QString &pattern)
{
    beginResetModel();
    const FuzzyPattern fuzzy(pattern);
    QList<std::pair<int, qsizetype>> scored;
    for (qsizetype i = 0; i < m_titles.size(); ++i) {
        if (const auto score = fuzzy.score(m_titles[i]))
            scored.append({m_entries[i].last ? *score - behindAll : *score, i});
    }
    // Equal scores keep the order they were given in.
    std::ranges::stable_sort(scored, std::greater(), &std::pair<int, qsizetype>::first);
    m_matches.clear();
    for (const auto &[score, i] : scored.first(std::min(scored.size(), longestList)))
        m_matches.append(i);
    endResetModel();
}

const PaletteEntry &PaletteModel::entry(const QModelIndex &index) const
{
    return m_entries[m_matches[index.row()]];
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_matches.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return entry(index).title;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(entry(index).title, entry(index).detail);
    case DetailRole:
        return entry(index).detail;
    default:
        return {};
    }
}

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window, Qt::Popup | Qt::FramelessWindowHint)
    , m_input(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(this))
{
    setNames(this, "commandPalette", tr("Go to a prompt or action"));
    setFrameShape(QFrame::StyledPanel);
    setNames(m_input, "paletteInput", tr("Name of a prompt or action"));
    m_input->setPlaceholderText(tr("Go to a prompt or action"));
    m_input->setClearButtonEnabled(true);
    m_input->installEventFilter(this);
    setNames(m_list, "paletteList", tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(this));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    m_nothing->setObjectName(QStringLiteral("paletteNothing"));
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_nothing->setMargin(8);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    connect(m_input, &QLineEdit::textEdited, this, &CommandPalette::narrow);
    connect(m_list, &QListView::clicked, this, [this] { runCurrent(); });
}

void CommandPalette::open(QList<PaletteEntry> entries)
{
    m_model.setEntries(std::move(entries));
    m_input->clear();
    narrow({});
    const QWidget *window = parentWidget();
    const int width = std::min(640, window->width() - 32);
    resize(width, std::min(420, window->height() - 96));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 48)));
    show();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::narrow(const QString &pattern)
{
    m_model.setPattern(pattern);
    m_list->setCurrentIndex(m_model.index(0));
    const bool nothing = m_model.rowCount() == 0;
    const QString why =
        nothing ? tr("No prompt matches “%1”, and nothing that can be done here.").arg(pattern.trimmed()) : QString();
    m_nothing->setText(why);
    m_input->setAccessibleDescription(why);
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(10);
        return true;
    case Qt::Key_PageUp:
        step(-10);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void CommandPalette::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_list->viewport()->update();
}

void CommandPalette::step(int rows)
{
    const int last = m_model.rowCount() - 1;
    if (last < 0)
        return;
    const QModelIndex next = m_model.index(std::clamp(m_list->currentIndex().row() + rows, 0, last));
    m_list->setCurrentIndex(next);
    m_list->scrollTo(next);
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    // The entry may open a dialog or fill the palette anew: close first, run a copy.
    const std::function<void()> run = m_model.entry(current).run;
    hide();
    run();
}

} // namespace promptuary
