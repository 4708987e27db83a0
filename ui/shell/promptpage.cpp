// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/promptpage.h"

#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace promptuary
{

namespace
{

/// What serves where is whole in a header that is narrow; names that are longer than these give way.
constexpr int mostOfPill = 220;
constexpr int mostOfEnvironment = 180;

void keepWhole(QWidget *widget, int most)
{
    widget->setMinimumWidth(std::min(widget->sizeHint().width(), most));
}

} // namespace

PromptPage::PromptPage(QWidget *editor, QWidget *diff, QWidget *parent)
    : QWidget(parent)
{
    m_tabs = new QTabWidget(this);
    setNames(m_tabs, "promptTabs", tr("Views of the template"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(editor, tr("Editor"));
    m_tabs->addTab(diff, tr("Diff"));
    m_tabs->addTab(new QWidget(this), tr("Metrics"));
    m_tabs->addTab(new QWidget(this), tr("Executions"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { Q_EMIT tabShown(tab()); });

    auto *page = new QWidget(this);
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(m_tabs, 1);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeMessage());
    m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget *PromptPage::makeHeader()
{
    m_name = new ElidedLabel(this);
    m_name->setObjectName(QStringLiteral("templateName"));
    m_name->setFont(titleFont());
    m_taskType = new Pill(this);
    m_taskType->setObjectName(QStringLiteral("taskTypePill"));
    m_active = new Pill(this);
    m_active->setObjectName(QStringLiteral("activePill"));
    m_archived = new Pill(this);
    m_archived->set(PillKind::Warning, tr("archived"));
    m_environment = new QComboBox(this);
    setNames(m_environment, "environment", tr("Environment"));
    m_environment->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_environment->setToolTip(tr("Where “active” is meant: each environment serves its own version"));
    connect(m_environment, &QComboBox::activated, this, [this] {
        showActive();
        Q_EMIT environmentChosen(environment());
    });

    m_header = new QWidget(this);
    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_name);
    for (QWidget *pill : {m_taskType, m_active, m_archived})
        layout->addWidget(pill);
    layout->addStretch(1);
    layout->addWidget(m_environment);
    return m_header;
}

QWidget *PromptPage::makeMessage()
{
    m_messageTitle = new ElidedLabel(this);
    m_messageTitle->setFont(titleFont());
    m_messageTitle->setAlignment(Qt::AlignCenter);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("pageMessage"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    auto *widget = new QWidget(this);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_messageTitle);
    layout->addWidget(m_message);
    layout->addStretch(3);
    return widget;
}

void PromptPage::setEnvironments(const QList<Environment> &environments, const QString &current)
{
    m_environment->clear();
    for (const Environment &environment : environments)
        m_environment->addItem(environment.key);
    m_environment->setCurrentText(current);
    keepWhole(m_environment, mostOfEnvironment);
    showActive();
}

QString PromptPage::environment() const
{
    return m_environment->currentText();
}

void PromptPage::setTemplate(const TemplateSummary &summary, const QString &taskTypeName)
{
    m_summary = summary;
    m_name->setText(summary.name);
    m_name->setToolTip(summary.description.isEmpty() ? summary.name : summary.description);
    m_taskType->set(PillKind::Neutral, taskTypeName);
    m_archived->setVisible(summary.archived);
    showActive();
    m_stack->setCurrentIndex(1);
}

void PromptPage::showActive()
{
    const int active = m_summary.active.value(environment());
    if (active > 0)
        m_active->set(PillKind::Active, tr("v%1 active in %2").arg(active).arg(environment()));
    else
        m_active->set(PillKind::Neutral, tr("nothing active in %1").arg(environment()));
    keepWhole(m_active, mostOfPill);
    fitHeader();
}

/// The task type, by which the tree is sorted too, goes first; then the name, which the tree and the window's title
/// have as well, is shortened.
void PromptPage::fitHeader()
{
    const QMargins margins = m_header->layout()->contentsMargins();
    const int spacing = m_header->layout()->spacing();
    int needed = margins.left() + margins.right() + m_taskType->sizeHint().width();
    for (const QWidget *part : std::initializer_list<QWidget *>{m_name, m_active, m_archived, m_environment}) {
        if (part != m_archived || m_summary.archived)
            needed += part->sizeHint().width() + spacing;
    }
    m_taskType->setVisible(needed <= width());
}

void PromptPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeader();
}

void PromptPage::showMessage(const QString &title, const QString &sentence)
{
    m_messageTitle->setText(title);
    m_message->setText(sentence);
    m_stack->setCurrentIndex(0);
}

void PromptPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

PromptPage::Tab PromptPage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void PromptPage::fillTab(Tab tab, QWidget *content)
{
    auto *layout = new QVBoxLayout(m_tabs->widget(tab));
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(content);
}

bool PromptPage::isFilled(Tab tab) const
{
    return m_tabs->widget(tab)->layout() != nullptr;
}

void PromptPage::setModified(bool modified)
{
    m_tabs->setTabText(EditorTab, modified ? tr("Editor •") : tr("Editor"));
    m_tabs->setTabToolTip(EditorTab, modified ? tr("Holds unsaved text") : QString());
}

} // namespace promptuary
