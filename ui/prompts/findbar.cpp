// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/findbar.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace promptuary
{

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_replacement(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_case(addToggle("findCaseButton", tr("Aa"), tr("Match upper and lower case")))
    , m_word(addToggle("findWordButton", tr("“w”"), tr("Whole words only")))
    , m_regex(addToggle("findRegexButton", QStringLiteral(".*"), tr("Regular expression")))
    , m_previous(addButton("findPreviousButton", tr("Previous place (Shift+Enter)")))
    , m_next(addButton("findNextButton", tr("Next place (Enter)")))
    , m_close(addButton("findCloseButton", tr("Close find (Esc)")))
    , m_replace(new QPushButton(tr("Replace"), this))
    , m_replaceAll(new QPushButton(tr("Replace all"), this))
    , m_replaceRow(new QWidget(this))
{
    setNames(m_text, "findText", tr("Find in all messages"));
    setNames(m_replacement, "replaceText", tr("Replace with"));
    setNames(m_count, "findCount", tr("Places found"));
    setNames(m_replace, "replaceButton", tr("Replace this place"));
    setNames(m_replaceAll, "replaceAllButton", tr("Replace all places"));
    m_text->setPlaceholderText(tr("Find in all messages"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(8888).arg(8888)));
    m_count->setForegroundRole(QPalette::PlaceholderText);

    auto *find = new QHBoxLayout;
    find->setSpacing(4);
    find->addWidget(m_text, 1);
    for (QToolButton *toggle : {m_case, m_word, m_regex})
        find->addWidget(toggle);
    find->addSpacing(4);
    find->addWidget(m_count);
    for (QToolButton *button : {m_previous, m_next, m_close})
        find->addWidget(button);
    auto *replace = new QHBoxLayout(m_replaceRow);
    replace->setContentsMargins(0, 0, 0, 0);
    replace->setSpacing(8);
    replace->addWidget(m_replacement, 1);
    replace->addWidget(m_replace);
    replace->addWidget(m_replaceAll);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->setSpacing(4);
    rows->addLayout(find);
    rows->addWidget(m_replaceRow);

    connect(m_text, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    for (QToolButton *toggle : {m_case, m_word, m_regex})
        connect(toggle, &QToolButton::toggled, this, &FindBar::queryChanged);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &FindBar::nextRequested);
    connect(m_close, &QToolButton::clicked, this, &FindBar::closed);
    connect(m_replace, &QPushButton::clicked, this, &FindBar::replaceRequested);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllRequested);
    m_previous->setIcon(icon(QStringLiteral("go-up")));
    m_next->setIcon(icon(QStringLiteral("go-down")));
    m_close->setIcon(icon(QStringLiteral("dialog-close")));
    enable(0);
    hide();
}

QToolButton *FindBar::addToggle(const char *name, const QString &sign, const QString &text)
{
    QToolButton *button = addButton(name, text);
    button->setText(sign);
    button->setCheckable(true);
    return button;
}

QToolButton *FindBar::addButton(const char *name, const QString &text)
{
    auto *button = new QToolButton(this);
    setNames(button, name, text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    return button;
}

void FindBar::open(bool replacing, const QString &text)
{
    m_replaceRow->setVisible(replacing && !m_readOnly);
    show();
    if (!text.isEmpty() && !text.contains(u'\n'))
        m_text->setText(text);
    m_text->selectAll();
    m_text->setFocus();
    Q_EMIT queryChanged();
}

SearchQuery FindBar::query() const
{
    return {.text = m_text->text(),
            .caseSensitive = m_case->isChecked(),
            .wholeWord = m_word->isChecked(),
            .regex = m_regex->isChecked()};
}

QString FindBar::replacement() const
{
    return m_replacement->text();
}

void FindBar::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    if (readOnly)
        m_replaceRow->hide();
}

void FindBar::enable(int total)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_previous, m_next, m_replace, m_replaceAll})
        widget->setEnabled(total > 0);
}

void FindBar::showCount(int current, int total)
{
    const QLocale locale;
    m_count->setText(m_text->text().isEmpty() ? QString()
                     : total == 0             ? tr("Not found")
                     : current > 0            ? tr("%1 of %2").arg(locale.toString(current), locale.toString(total))
                                              : tr("%1 found").arg(locale.toString(total)));
    m_count->setToolTip({});
    enable(total);
}

void FindBar::showProblem(const QString &sentence)
{
    m_count->setText(tr("Not valid"));
    m_count->setToolTip(sentence);
    enable(0);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (control && (event->key() == Qt::Key_F || event->key() == Qt::Key_H)) // as in the texts
        open(event->key() == Qt::Key_H || !m_replaceRow->isHidden(), {});
    else if (enter && !(event->modifiers() & Qt::ShiftModifier) && m_replacement->hasFocus())
        Q_EMIT replaceRequested();
    else if (event->matches(QKeySequence::FindNext) || (enter && !(event->modifiers() & Qt::ShiftModifier)))
        Q_EMIT nextRequested();
    else if (event->matches(QKeySequence::FindPrevious) || enter)
        Q_EMIT previousRequested();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = colors(palette());
    painter.fillRect(rect(), c.raised);
    painter.fillRect(0, 0, width(), 1, c.hairline);
}

} // namespace promptuary
