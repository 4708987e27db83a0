// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffviewer.h"

#include "ui/diff/diffview.h"
#include "ui/diff/diffworker.h"
#include "ui/diff/fieldchangestable.h"
#include "ui/diff/sidepicker.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace promptuary
{

namespace
{

// Shorter than this a comparison is not announced: what flashes up and goes is worse than nothing.
constexpr auto patience = 100ms;

} // namespace

DiffViewer::DiffViewer(QWidget *parent)
    : QWidget(parent)
    , m_worker(new DiffWorker(this))
{
    setNames(this, "diffViewer", tr("Comparison of two versions"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bar = makeBar();
    layout->addWidget(m_bar);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeMessagePage());
    m_pages->addWidget(makeViewPage());
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeFields());

    m_slow.setSingleShot(true);
    m_slow.setInterval(patience);
    connect(&m_slow, &QTimer::timeout, this, &DiffViewer::showSlow);
    connect(m_worker, &DiffWorker::finished, this, &DiffViewer::showResult);
    connect(m_worker, &DiffWorker::failed, this, [this](const Error &error) {
        m_slow.stop();
        showMessage(error.toString(), tr("Compare again"));
    });
    connect(m_view, &DiffView::unfoldRequested, this, [this](const DiffFold &fold) {
        m_unfolded.append(fold);
        compare(false);
    });
    connect(m_view, &DiffView::currentRowChanged, this, &DiffViewer::updateButtons);
    setFocusProxy(m_view);
    dress();
    clear();
}

void DiffViewer::setSides(const DiffSide &left, const DiffSide &right)
{
    const bool same = m_hasSides && left.content == m_left.content && right.content == m_right.content;
    m_left = left;
    m_right = right;
    m_hasSides = true;
    updateLabels();
    if (same && m_result)
        return Q_EMIT compared(*m_result->diff);
    if (same && m_worker->isRunning())
        return;
    m_unfolded.clear();
    compare(true);
}

void DiffViewer::clear()
{
    m_worker->cancel();
    m_slow.stop();
    m_hasSides = false;
    m_result.reset();
    m_left = m_right = {};
    m_view->setResult({});
    m_fieldsPanel->hide();
    showMessage(tr("Choose two versions to compare."));
    updateLabels();
}

void DiffViewer::setChoices(const QList<DiffChoice> &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    fillSidePicker(m_leftChoice, choices, palette());
    fillSidePicker(m_rightChoice, choices, palette());
    updateLabels();
}

QString DiffViewer::leftId() const
{
    return m_leftChoice->currentData().toString();
}

QString DiffViewer::rightId() const
{
    return m_rightChoice->currentData().toString();
}

void DiffViewer::setLayoutMode(Layout layout)
{
    if (layout == m_layout)
        return;
    m_layout = layout;
    m_layoutChoice->setCurrentIndex(static_cast<int>(layout));
    compare(false);
}

void DiffViewer::setShowsAllLines(bool all)
{
    m_allLines->setChecked(all);
}

void DiffViewer::setBarVisible(bool visible)
{
    m_bar->setVisible(visible);
}

bool DiffViewer::isComparing() const
{
    return m_worker->isRunning();
}

void DiffViewer::nextChange()
{
    m_view->nextChange();
}

void DiffViewer::previousChange()
{
    m_view->previousChange();
}

void DiffViewer::compare(bool sidesChanged)
{
    if (!m_hasSides)
        return;
    const auto earlier = sidesChanged ? nullptr : m_result;
    if (sidesChanged) {
        m_result.reset();
        // A message about other sides would be wrong now; nothing is said before there is something to say.
        if (m_pages->currentIndex() == MessagePage)
            showMessage({});
    }
    const DiffRowsOptions options{.context = m_allLines->isChecked() ? -1 : 3,
                                  .unfolded = m_unfolded,
                                  .sideBySide = m_layout == Layout::SideBySide};
    m_worker->start(m_left.content, m_right.content, options, earlier);
    m_slow.start();
}

void DiffViewer::showResult(const DiffResultPtr &result)
{
    m_slow.stop();
    const bool first = m_result == nullptr;
    m_result = result;
    m_view->setResult(result);
    if (first) {
        const VersionDiff &diff = *result->diff;
        m_added->set(PillKind::Added, u'+' + locale().toString(diff.added()));
        m_removed->set(PillKind::Removed, u'−' + locale().toString(diff.removed()));
        m_fields->setDiff(diff);
        m_fieldsPanel->setVisible(!diff.fields.isEmpty() || (!diff.equal() && !diff.unchangedFields.isEmpty()));
    }
    if (result->diff->equal())
        showMessage(tr("These two versions are the same."));
    else
        m_pages->setCurrentIndex(ViewPage);
    if (first && result->rows.changes > 0) {
        layout()->activate(); // the view must know its height to decide whether the change is in sight
        m_view->goToChange(0);
    }
    updateButtons();
    if (first)
        Q_EMIT compared(*result->diff);
}

// The old rows would be taken for those of the new sides; rows of the same sides may stay until theirs are there.
void DiffViewer::showSlow()
{
    if (m_result)
        return;
    showMessage(tr("Comparing…"), tr("Stop comparing"));
    m_fieldsPanel->hide();
}

void DiffViewer::showMessage(const QString &text, const QString &button)
{
    m_message->setText(text);
    m_messageButton->setText(button);
    m_messageButton->setAccessibleName(button);
    m_messageButton->setVisible(!button.isEmpty());
    m_pages->setCurrentIndex(MessagePage);
    updateButtons();
}

void DiffViewer::pressMessageButton()
{
    if (!m_worker->isRunning())
        return compare(true);
    m_worker->cancel();
    m_slow.stop();
    showMessage(tr("The comparison was stopped."), tr("Compare again"));
}

void DiffViewer::chooseSides()
{
    Q_EMIT sidesRequested(leftId(), rightId());
}

void DiffViewer::updateButtons()
{
    const int changes = m_result ? m_result->rows.changes : 0;
    const int current = m_view->currentChange();
    const bool shown = m_pages->currentIndex() == ViewPage && changes > 0;
    const bool inside = current >= 0 && m_result && m_result->changeRows[current] < m_view->currentRow();
    m_previous->setEnabled(shown && (current > 0 || inside));
    m_next->setEnabled(shown && current + 1 < changes);
    m_position->setText(
        shown ? tr("%1 of %2").arg(locale().toString(std::max(current + 1, 1)), locale().toString(changes))
              : QString());
    const bool differ = m_result && !m_result->diff->equal();
    m_added->setVisible(differ);
    m_removed->setVisible(differ);
}

void DiffViewer::updateLabels()
{
    const bool choosing = !m_choices.isEmpty();
    showSide(m_leftChoice, m_left);
    showSide(m_rightChoice, m_right);
    m_leftLabel->set(m_left.kind, m_left.label);
    m_rightLabel->set(m_right.kind, m_right.label);
    m_leftChoice->setVisible(choosing);
    m_rightChoice->setVisible(choosing);
    m_leftLabel->setVisible(!choosing && m_hasSides);
    m_rightLabel->setVisible(!choosing && m_hasSides);
    m_arrow->setVisible(choosing || m_hasSides);
    m_view->setAccessibleName(m_hasSides ? tr("Comparison of %1 and %2").arg(m_left.label, m_right.label)
                                         : tr("Comparison"));
}

void DiffViewer::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_F7)
        return event->modifiers().testFlag(Qt::ShiftModifier) ? previousChange() : nextChange();
    if (alt && event->key() == Qt::Key_Down)
        return nextChange();
    if (alt && event->key() == Qt::Key_Up)
        return previousChange();
    QWidget::keyPressEvent(event);
}

void DiffViewer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_stale = true; // a change of colours has enough to do with what is seen
    if (isVisible())
        dress();
}

void DiffViewer::showEvent(QShowEvent *event)
{
    if (m_stale)
        dress();
    QWidget::showEvent(event);
}

void DiffViewer::dress()
{
    m_stale = false;
    m_previous->setIcon(icon(u"go-up"_s));
    m_next->setIcon(icon(u"go-down"_s));
    m_allLines->setIcon(icon(u"view-list-text"_s));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (QLabel *label : {m_arrow, m_position, m_message})
        label->setPalette(quiet);
    fillSidePicker(m_leftChoice, m_choices, palette());
    fillSidePicker(m_rightChoice, m_choices, palette());
    showSide(m_leftChoice, m_left);
    showSide(m_rightChoice, m_right);
}

void DiffViewer::paintEvent(QPaintEvent *)
{
    const Colors &roles = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), roles.surface);
    if (m_bar->isVisibleTo(this))
        painter.fillRect(0, m_bar->geometry().bottom(), width(), 1, roles.hairline);
    if (m_fieldsPanel->isVisibleTo(this))
        painter.fillRect(0, m_fieldsPanel->geometry().top(), width(), 1, roles.hairline);
}

} // namespace promptuary
