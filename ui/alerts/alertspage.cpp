// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"

#include "core/alerts/alerttexts.h"
#include "ui/alerts/alertdetails.h"
#include "ui/alerts/severitydelegate.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/readingbanner.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 28;

} // namespace

AlertsPage::AlertsPage(QWidget *parent)
    : QWidget(parent)
    , m_alerts(new AlertModel(this))
    , m_rules(new RuleModel(this))
    , m_banner(new ReadingBanner(this))
    , m_content(new QStackedWidget(this))
    , m_tabs(new QTabWidget(this))
{
    setNames(this, "alertsPage", tr("Alerts"));
    setNames(m_banner, "alertsBanner", tr("Reading the alerts"));
    setNames(m_tabs, "alertTabs", tr("Alerts and rules"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeAlerts(), tr("Alerts"));
    m_tabs->addTab(makeRules(), tr("Rules"));
    auto *title = new QLabel(tr("Alerts"), this);
    title->setFont(titleFont());
    title->setContentsMargins(16, 12, 16, 8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(m_banner);
    m_content->addWidget(m_tabs);
    m_content->addWidget(makeRefusal());
    layout->addWidget(m_content, 1);
    connect(m_banner, &Banner::actionTriggered, this, &AlertsPage::retryRequested);
    connect(m_rules, &RuleModel::switchRequested, this, &AlertsPage::ruleSwitched);
    setFocusProxy(m_alertTable);
}

QTableView *AlertsPage::makeTable(const char *name, const QString &accessibleName, QAbstractItemModel *model)
{
    auto *table = new QTableView(this);
    setNames(table, name, accessibleName);
    table->setModel(model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    makeCopyable(table);
    return table;
}

QWidget *AlertsPage::makeAlerts()
{
    m_alertTable = makeTable("alertTable", tr("Alerts"), m_alerts);
    m_alertTable->setItemDelegateForColumn(AlertModel::Severity, new SeverityDelegate(m_alertTable));
    for (const auto &[column, width] : {std::pair(AlertModel::Severity, 88),
                                        {AlertModel::Rule, 208},
                                        {AlertModel::Template, 240},
                                        {AlertModel::Environment, 96},
                                        {AlertModel::Fired, 96},
                                        {AlertModel::State, 112}})
        m_alertTable->setColumnWidth(column, width);
    m_alertTable->horizontalHeader()->setSectionResizeMode(AlertModel::What, QHeaderView::Stretch);
    m_details = new AlertDetails(this);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("alertSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_alertTable);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    m_empty = new EmptyState(this);
    m_empty->tell(tr("Reading the alerts…"));
    connect(m_empty, &EmptyState::firstStepTaken, this, [this] {
        m_tabs->setCurrentIndex(1);
        m_ruleTable->setFocus();
    });
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    connect(m_alertTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlertsPage::showCurrent);
    connect(m_details, &AlertDetails::acknowledgeRequested, this, &AlertsPage::acknowledgeRequested);
    connect(m_details, &AlertDetails::snoozeRequested, this, &AlertsPage::snoozeRequested);
    connect(m_details, &AlertDetails::rollBackRequested, this, &AlertsPage::rollBackRequested);
    connect(m_details, &AlertDetails::metricsRequested, this, &AlertsPage::metricsRequested);
    return m_stack;
}

QWidget *AlertsPage::makeRules()
{
    m_ruleTable = makeTable("ruleTable", tr("Alert rules"), m_rules);
    m_ruleTable->setItemDelegateForColumn(RuleModel::Severity, new SeverityDelegate(m_ruleTable));
    for (const auto &[column, width] :
         {std::pair(RuleModel::Name, 250), {RuleModel::Severity, 88}, {RuleModel::Scope, 240}})
        m_ruleTable->setColumnWidth(column, width);
    m_ruleTable->horizontalHeader()->setSectionResizeMode(RuleModel::When, QHeaderView::Stretch);
    QLayout *buttons = makeRuleButtons();
    connect(m_ruleTable, &QTableView::doubleClicked, this, [this] { m_editRule->click(); });
    auto *enter = new QAction(m_ruleTable);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    m_ruleTable->addAction(enter);
    connect(enter, &QAction::triggered, m_editRule, &QPushButton::click);
    connect(m_ruleTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AlertsPage::offerRuleCommands);
    connect(m_ruleTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { m_removal->hide(); });
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_ruleTable, 1);
    layout->addWidget(makeRemoval());
    layout->addLayout(buttons);
    offerRuleCommands();
    return page;
}

QLayout *AlertsPage::makeRuleButtons()
{
    m_newRule = new QPushButton(tr("New rule…"), this);
    m_editRule = new QPushButton(tr("Edit rule…"), this);
    m_removeRule = new QPushButton(tr("Remove rule…"), this);
    m_webhooks = new QPushButton(tr("Webhooks…"), this);
    setNames(m_newRule, "newRule", m_newRule->text());
    setNames(m_editRule, "editRule", m_editRule->text());
    setNames(m_removeRule, "removeRule", m_removeRule->text());
    setNames(m_webhooks, "showWebhooks", m_webhooks->text());
    const auto current = [this] { return m_rules->at(m_ruleTable->currentIndex().row()); };
    connect(m_newRule, &QPushButton::clicked, this, [this] { Q_EMIT ruleEditRequested({}); });
    connect(m_editRule, &QPushButton::clicked, this, [this, current] { Q_EMIT ruleEditRequested(current()); });
    connect(m_removeRule, &QPushButton::clicked, this, &AlertsPage::askForRemoval);
    connect(m_webhooks, &QPushButton::clicked, this, &AlertsPage::webhooksRequested);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 12);
    buttons->setSpacing(8);
    for (QWidget *button : {m_newRule, m_editRule, m_removeRule})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_webhooks);
    return buttons;
}

QWidget *AlertsPage::makeRemoval()
{
    m_removal = new QWidget(this);
    m_question = new QLabel(m_removal);
    m_question->setObjectName(QStringLiteral("ruleRemoval"));
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    m_keep = new QPushButton(tr("Keep rule"), m_removal);
    auto *confirm = new QPushButton(tr("Remove rule"), m_removal);
    setNames(m_keep, "keepRule", m_keep->text());
    setNames(confirm, "confirmRuleRemoval", confirm->text());
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_ruleTable->setFocus();
        m_removal->hide();
    });
    connect(confirm, &QPushButton::clicked, this, &AlertsPage::takeRemoval);
    auto *layout = new QHBoxLayout(m_removal);
    layout->setContentsMargins(16, 8, 16, 0);
    layout->setSpacing(8);
    layout->addWidget(m_question, 1);
    layout->addWidget(m_keep);
    layout->addWidget(confirm);
    m_removal->hide();
    return m_removal;
}

void AlertsPage::askForRemoval()
{
    const AlertRule &rule = m_rules->at(m_ruleTable->currentIndex().row());
    m_removing = rule.id;
    m_question->setText(
        tr("Remove the rule “%1”? What it found stays; its open alerts are over. This cannot be undone; "
           "to switch it off, clear its box.")
            .arg(rule.name));
    m_removal->setAccessibleDescription(m_question->text());
    m_removal->show();
    m_keep->setFocus(); // so that a key pressed twice removes nothing
}

void AlertsPage::takeRemoval()
{
    m_ruleTable->setFocus();
    m_removal->hide();
    if (const int row = m_rules->rowOf(m_removing); row >= 0)
        Q_EMIT ruleRemovalRequested(m_rules->at(row));
}

QWidget *AlertsPage::makeRefusal()
{
    auto *refusal = new EmptyState(this);
    setNames(refusal, "alertsRefused", tr("Alerts"));
    refusal->tell(tr("You may not read alerts.\n\nAsk an administrator for the role promptuary_viewer."),
                  tr("Try again"));
    connect(refusal, &EmptyState::firstStepTaken, this, &AlertsPage::retryRequested);
    return refusal;
}

void AlertsPage::setTemplateNames(const RuleModel::NameOf &nameOf)
{
    m_rules->setTemplateNames(nameOf);
}

void AlertsPage::setRights(bool mayEdit, bool mayPublish)
{
    m_mayPublish = mayPublish;
    m_details->setRights(mayEdit, mayPublish);
    m_rules->setReadOnly(!mayPublish);
    offerRuleCommands();
    showCurrent();
}

void AlertsPage::showAlerts(const QList<AlertEvent> &events, const AlertJudgement &judgement)
{
    m_banner->clear();
    const int row = m_alertTable->currentIndex().row();
    const qint64 chosen = row >= 0 ? m_alerts->at(row).incident : 0;
    m_alerts->setEvents(events);
    m_content->setCurrentWidget(m_tabs);
    m_stack->setCurrentIndex(events.isEmpty() ? 0 : 1);
    if (events.isEmpty())
        return m_empty->tell(quietText(judgement, QDateTime::currentDateTime()), tr("Show the rules"));
    const int place = m_alerts->rowOf(chosen);
    m_alertTable->setCurrentIndex(m_alerts->index(std::max(0, place), 0));
    showCurrent();
}

void AlertsPage::showRules(const QList<AlertRule> &rules)
{
    const int row = m_ruleTable->currentIndex().row();
    const qint64 chosen = row >= 0 ? m_rules->at(row).id : 0;
    const bool asking = !m_removal->isHidden();
    m_rules->setRules(rules);
    const int place = m_rules->rowOf(chosen);
    if (!rules.isEmpty())
        m_ruleTable->setCurrentIndex(m_rules->index(place >= 0 ? place : std::clamp(row, 0, int(rules.size()) - 1), 0));
    // A reading in between takes no question away, unless the rule is gone.
    m_removal->setVisible(asking && place >= 0);
    offerRuleCommands();
}

void AlertsPage::showAlert(qint64 incident)
{
    m_tabs->setCurrentIndex(0);
    if (const int row = m_alerts->rowOf(incident); row >= 0)
        m_alertTable->setCurrentIndex(m_alerts->index(row, 0));
}

void AlertsPage::showError(const Error &error)
{
    if (error.kind == ErrorKind::NotPermitted) {
        m_banner->clear();
        m_content->setCurrentIndex(1);
        return;
    }
    m_banner->tellOf(error, tr("The alerts could not be read: %1"), tr("Try again"));
}

void AlertsPage::setConnected(bool connected)
{
    m_banner->setConnected(connected);
}

void AlertsPage::showCurrent()
{
    if (const int row = m_alertTable->currentIndex().row(); row >= 0)
        m_details->setAlert(m_alerts->at(row), QDateTime::currentDateTime());
}

void AlertsPage::offerRuleCommands()
{
    const bool chosen = m_ruleTable->currentIndex().isValid();
    m_newRule->setEnabled(m_mayPublish);
    m_editRule->setEnabled(m_mayPublish && chosen);
    m_removeRule->setEnabled(m_mayPublish && chosen);
    if (!m_mayPublish)
        m_removal->hide();
    for (QWidget *button : {m_newRule, m_editRule, m_removeRule})
        button->setToolTip(m_mayPublish ? QString() : tr("Rules are changed by the role promptuary_publisher."));
}

} // namespace promptuary
