// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"
#include "ui/alerts/ruledialog.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The page of alerts and rules, and the dialog of a rule.
class AlertsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptySaysWhyAndShowsTheRules();
    void alertInFull();
    void incidentOfTwoRulesIsOneRow();
    void listNamesTheRule();
    void rollBackIsOfferedWhereItHelps();
    void answersAreAskedFor();
    void selectionStaysWithItsAlert();
    void withoutRightsOneReads();
    void saysThatOneMayNotRead();
    void ruleIsSwitchedByItsBox();
    void ruleCommandsNeedARule();
    void ruleIsRemovedAfterAQuestion();
    void dialogGivesBackWhatItWasGiven_data();
    void dialogGivesBackWhatItWasGiven();
    void dialogKeepsWhatNobodyOffers();
    void dialogSaysWhatItWouldDo();
    void limitIsInTheMetricsUnit();
};

namespace
{

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

AlertEvent failing(qint64 id)
{
    const QDateTime now = QDateTime::currentDateTime();
    return {.id = id,
            .incident = id,
            .rule = {.id = 1, .name = u"Success rate fell"_s, .severity = AlertSeverity::Critical},
            .templateId = TemplateId{7},
            .templateName = u"Invoice fields"_s,
            .version = 4,
            .environment = u"production"_s,
            .firedAt = now.addSecs(-300),
            .windowFrom = now.addSecs(-7500),
            .value = 0.8,
            .sample = 120,
            .baseline = 0.94,
            .baselineSample = 10240,
            .limit = 0.893,
            .lastValue = 0.82,
            .lastSample = 130,
            .judgedAt = now,
            .activatedAt = now.addSecs(-9000),
            .activatedBy = u"ada"_s,
            .activationReason = u"Shorter answers"_s,
            .versionBefore = 3};
}

template<typename T>
T *in(QWidget &page, const char *name)
{
    T *found = page.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("There is no %s.", name);
    return found;
}

/// The one that is seen: refused and empty pages have one each.
QString emptyText(const QWidget &page)
{
    for (const QLabel *label : page.findChildren<QLabel *>(u"emptyText"_s)) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

void showPage(AlertsPage &page)
{
    page.resize(1100, 700);
    page.setRights(true, true);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

} // namespace

void AlertsPageTest::emptySaysWhyAndShowsTheRules()
{
    AlertsPage page;
    showPage(page);
    page.showAlerts({}, {.rules = 9, .leastSample = 50});
    QVERIFY(emptyText(page).startsWith(u"Nothing has been judged yet"));
    page.showAlerts({}, {.at = QDateTime::currentDateTime(), .verdicts = 3, .recorded = true, .rules = 9});
    QVERIFY(emptyText(page).startsWith(u"All is well"));
    QVERIFY(!in<QTableView>(page, "alertTable")->isVisible());
    page.showRules({AlertRule{.id = 1, .name = u"One"_s}});
    const QList<QPushButton *> buttons = page.findChildren<QPushButton *>();
    const auto show =
        std::ranges::find_if(buttons, [](const QPushButton *button) { return button->text() == u"Show the rules"; });
    QVERIFY(show != buttons.end());
    QTest::mouseClick(*show, Qt::LeftButton);
    QVERIFY(in<QTableView>(page, "ruleTable")->isVisible());
}

void AlertsPageTest::alertInFull()
{
    AlertsPage page;
    showPage(page);
    page.showAlerts({failing(1)});
    const auto *table = in<QTableView>(page, "alertTable");
    const QAbstractItemModelTester tester(table->model(), strict);
    QVERIFY(table->isVisible());
    QCOMPARE(table->currentIndex().row(), 0);
    QVERIFY(in<QLabel>(page, "alertTitle")->text().startsWith(u"Success rate 80.0"));
    QVERIFY(in<QLabel>(page, "alertEvidence")->text().contains(u"120 executions"));
    QVERIFY(in<QLabel>(page, "alertState")->text().contains(u"130 executions"));
}

void AlertsPageTest::incidentOfTwoRulesIsOneRow()
{
    AlertsPage page;
    showPage(page);
    AlertEvent event = failing(1);
    event.rules = {u"Success rate fell"_s, u"Floor"_s};
    page.showAlerts({failing(2), event});
    page.showAlert(1);
    QTest::keyClicks(in<QLineEdit>(page, "alertNote"), u"half typed"_s);
    const auto *table = in<QTableView>(page, "alertTable");
    const QModelIndex rule = table->model()->index(1, AlertModel::Rule);
    QCOMPARE(rule.data().toString(), u"Success rate fell and 1 more rule"_s);
    QCOMPARE(rule.data(Qt::ToolTipRole).toString(), u"Success rate fell\nFloor"_s);
    event.id = 7; // a more severe alert of the incident speaks for it now
    page.showAlerts({event, failing(2)});
    QCOMPARE(table->currentIndex().row(), 0);
    QCOMPARE(in<QLineEdit>(page, "alertNote")->text(), u"half typed"_s);
    const QSignalSpy acknowledged(&page, &AlertsPage::acknowledgeRequested);
    in<QPushButton>(page, "acknowledgeAlert")->click();
    QCOMPARE(acknowledged[0], (QVariantList{7, u"half typed"_s}));
}

void AlertsPageTest::listNamesTheRule()
{
    AlertsPage page;
    showPage(page);
    page.resize(1200, 700); // what a window of 1280 gives it
    AlertEvent newVersion = failing(2);
    newVersion.rule.name = u"The new version succeeds less"_s;
    page.showAlerts({failing(1), newVersion});
    const auto *table = in<QTableView>(page, "alertTable");
    const QAbstractItemModel *model = table->model();
    QCOMPARE(model->headerData(AlertModel::Rule, Qt::Horizontal).toString(), u"Rule"_s);
    QCOMPARE(model->index(0, AlertModel::Rule).data().toString(), u"Success rate fell"_s);
    const QModelIndex rule = model->index(1, AlertModel::Rule);
    QCOMPARE(rule.data().toString(), u"The new version succeeds less"_s);
    QCOMPARE(rule.data(Qt::ToolTipRole).toString(), u"The new version succeeds less"_s);
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0); // all columns are seen
    const QList<QAction *> actions = table->actions();
    const auto copy = std::ranges::find(actions, QKeySequence(QKeySequence::Copy), &QAction::shortcut);
    QVERIFY(copy != actions.end());
    (*copy)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"\tRule\t"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"Success rate fell\t"));
}

void AlertsPageTest::rollBackIsOfferedWhereItHelps()
{
    AlertsPage page;
    showPage(page);
    AlertEvent old = failing(2);
    old.activatedAt = old.activatedAt.addDays(-2);
    page.showAlerts({failing(1), old});
    auto *rollBack = in<QPushButton>(page, "alertRollBack");
    QVERIFY(rollBack->isVisible());
    QCOMPARE(rollBack->text(), u"Roll back to v3…"_s);
    const QSignalSpy wanted(&page, &AlertsPage::rollBackRequested);
    QTest::mouseClick(rollBack, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    page.showAlert(2);
    QVERIFY(!rollBack->isVisible()); // a version of days ago is not to blame
}

void AlertsPageTest::answersAreAskedFor()
{
    AlertsPage page;
    showPage(page);
    page.showAlerts({failing(5)});
    const QSignalSpy acknowledged(&page, &AlertsPage::acknowledgeRequested);
    auto *note = in<QLineEdit>(page, "alertNote");
    QTest::keyClicks(note, u" Known since noon "_s);
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(acknowledged.count(), 1);
    QCOMPARE(acknowledged[0], (QVariantList{5, u"Known since noon"_s}));
    const QSignalSpy snoozed(&page, &AlertsPage::snoozeRequested);
    const QList<QAction *> actions = in<QPushButton>(page, "snoozeAlert")->menu()->actions();
    actions.at(1)->trigger();
    actions.constLast()->trigger();
    QCOMPARE(snoozed[0], (QVariantList{5, 4}));
    QCOMPARE(snoozed[1], (QVariantList{5, 0}));
}

void AlertsPageTest::selectionStaysWithItsAlert()
{
    AlertsPage page;
    showPage(page);
    page.showAlerts({failing(2), failing(1)});
    page.showAlert(1);
    QTest::keyClicks(in<QLineEdit>(page, "alertNote"), u"half typed"_s);
    page.showAlerts({failing(3), failing(2), failing(1)});
    QCOMPARE(in<QTableView>(page, "alertTable")->currentIndex().row(), 2);
    QCOMPARE(in<QLineEdit>(page, "alertNote")->text(), u"half typed"_s);
}

void AlertsPageTest::withoutRightsOneReads()
{
    AlertsPage page;
    showPage(page);
    page.setRights(false, false);
    page.showAlerts({failing(1)});
    page.showRules({AlertRule{.id = 1, .name = u"One"_s}});
    for (const char *name : {"acknowledgeAlert", "snoozeAlert", "alertRollBack", "newRule", "editRule", "removeRule"})
        QVERIFY2(!in<QPushButton>(page, name)->isEnabled(), name);
    // Each says which role could.
    for (const char *name : {"newRule", "editRule", "removeRule", "alertRollBack"})
        QVERIFY2(in<QPushButton>(page, name)->toolTip().contains(u"promptuary_publisher"), name);
    for (const char *name : {"acknowledgeAlert", "snoozeAlert"})
        QVERIFY2(in<QPushButton>(page, name)->toolTip().contains(u"promptuary_editor"), name);
    QVERIFY(in<QPushButton>(page, "alertMetrics")->isEnabled());
    const QModelIndex box = in<QTableView>(page, "ruleTable")->model()->index(0, 0);
    QVERIFY(!box.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(box.data(Qt::ToolTipRole).toString().contains(u"promptuary_publisher"));
    page.setRights(true, true);
    const QSignalSpy webhooks(&page, &AlertsPage::webhooksRequested);
    in<QPushButton>(page, "showWebhooks")->click();
    QCOMPARE(webhooks.count(), 1);
    for (const char *name : {"newRule", "acknowledgeAlert", "alertRollBack"})
        QVERIFY2(in<QPushButton>(page, name)->isEnabled() && in<QPushButton>(page, name)->toolTip().isEmpty(), name);
}

void AlertsPageTest::saysThatOneMayNotRead()
{
    AlertsPage page;
    showPage(page);
    const QSignalSpy retried(&page, &AlertsPage::retryRequested);
    page.showError({.kind = ErrorKind::NotPermitted, .message = u"permission denied"_s});
    auto *refused = in<QWidget>(page, "alertsRefused");
    QVERIFY(refused->isVisible());
    QVERIFY(!in<QWidget>(page, "alertTabs")->isVisible());
    QVERIFY(!in<QWidget>(page, "alertsBanner")->isVisible());
    QVERIFY(in<QLabel>(*refused, "emptyText")->text().contains(u"promptuary_viewer"));
    QTest::mouseClick(in<QPushButton>(*refused, "emptyFirstStep"), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    page.showAlerts({failing(1)}); // once it was granted
    QVERIFY(!refused->isVisible());
    QVERIFY(in<QTableView>(page, "alertTable")->isVisible());
    page.showError({.kind = ErrorKind::NoDatabase, .message = u"Gone"_s});
    QVERIFY(in<QWidget>(page, "alertsBanner")->isVisible());
    QVERIFY(in<QTableView>(page, "alertTable")->isVisible()); // what was read stays
}

void AlertsPageTest::ruleIsSwitchedByItsBox()
{
    AlertsPage page;
    showPage(page);
    page.showRules({AlertRule{.id = 7, .name = u"One"_s}});
    QAbstractItemModel *model = in<QTableView>(page, "ruleTable")->model();
    const QAbstractItemModelTester tester(model, strict);
    const QSignalSpy wanted(&page, &AlertsPage::ruleSwitched);
    model->setData(model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0], (QVariantList{7, false}));
    QCOMPARE(model->index(0, 0).data(Qt::CheckStateRole), QVariant(Qt::Checked)); // until the database has it
}

void AlertsPageTest::ruleCommandsNeedARule()
{
    AlertsPage page;
    showPage(page);
    QVERIFY(in<QPushButton>(page, "newRule")->isEnabled());
    QVERIFY(!in<QPushButton>(page, "editRule")->isEnabled());
    page.showRules({AlertRule{.id = 9, .name = u"One"_s}});
    QVERIFY(in<QPushButton>(page, "editRule")->isEnabled());
    QList<AlertRule> wanted;
    connect(&page, &AlertsPage::ruleEditRequested, &page, [&wanted](const AlertRule &rule) { wanted << rule; });
    in<QPushButton>(page, "newRule")->click();
    in<QPushButton>(page, "editRule")->click();
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[0].id, 0);
    QCOMPARE(wanted[1].id, 9);
}

void AlertsPageTest::ruleIsRemovedAfterAQuestion()
{
    AlertsPage page;
    showPage(page);
    in<QTabWidget>(page, "alertTabs")->setCurrentIndex(1);
    const QList<AlertRule> rules{{.id = 9, .name = u"One"_s}, {.id = 4, .name = u"Two"_s}};
    page.showRules(rules);
    QList<AlertRule> wanted;
    connect(&page, &AlertsPage::ruleRemovalRequested, &page, [&wanted](const AlertRule &rule) { wanted << rule; });
    auto *remove = in<QPushButton>(page, "removeRule");
    auto *table = in<QTableView>(page, "ruleTable");
    const auto *question = in<QLabel>(page, "ruleRemoval");
    QVERIFY(!question->isVisible());
    remove->click();
    QVERIFY(question->isVisible());
    QVERIFY(question->text().contains(u"“One”"));
    QVERIFY(wanted.isEmpty());
    QCOMPARE(page.focusWidget(), in<QPushButton>(page, "keepRule"));
    in<QPushButton>(page, "keepRule")->click();
    QVERIFY(!question->isVisible());
    QCOMPARE(page.focusWidget(), table);

    remove->click();
    page.showRules({rules[1], rules[0]}); // read again meanwhile: the rule chosen stays it, wherever it stands
    QCOMPARE(table->currentIndex().row(), 1);
    QVERIFY(question->isVisible());
    in<QPushButton>(page, "confirmRuleRemoval")->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0].id, 9);
    QVERIFY(!question->isVisible());

    remove->click();
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(!question->isVisible()); // it was about another one
    remove->click();
    page.showRules({rules[0]}); // somebody else was faster
    QVERIFY(!question->isVisible());
}

void AlertsPageTest::dialogGivesBackWhatItWasGiven_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::newRow("as by default") << AlertRule{.name = u"One"_s};
    QTest::newRow("a template") << AlertRule{.id = 4,
                                             .name = u"Slow"_s,
                                             .metric = AlertMetric::LatencyP95,
                                             .comparedTo = AlertComparison::Fixed,
                                             .threshold = 2500,
                                             .windowHours = 6,
                                             .baselineDays = 30,
                                             .minimumSample = 20,
                                             .severity = AlertSeverity::Critical,
                                             .templateId = TemplateId{7},
                                             .environment = u"staging"_s,
                                             .notifyDesktop = false,
                                             .webhookId = 3,
                                             .enabled = false};
    QTest::newRow("a task type") << AlertRule{.name = u"Cost"_s,
                                              .metric = AlertMetric::CostPerExecution,
                                              .comparedTo = AlertComparison::VersionBefore,
                                              .threshold = 0.25,
                                              .taskType = u"extraction"_s};
    QTest::newRow("share") << AlertRule{.name = u"Floor"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.9};
    QTest::newRow("money") << AlertRule{.name = u"Dear"_s,
                                        .metric = AlertMetric::CostPerExecution,
                                        .comparedTo = AlertComparison::Fixed,
                                        .threshold = 0.0125};
}

void AlertsPageTest::dialogGivesBackWhatItWasGiven()
{
    QFETCH(const AlertRule, rule);
    const AlertScopes scopes{.templates = {{TemplateId{7}, u"Invoice fields"_s}, {TemplateId{8}, u"Other"_s}},
                             .taskTypes = {{u"extraction"_s, u"Extraction"_s}},
                             .environments = {u"production"_s, u"staging"_s},
                             .webhooks = {{.id = 3, .name = u"ops"_s}}};
    RuleDialog dialog(rule, scopes, nullptr);
    QVERIFY(dialog.rule() == rule);
    QList<AlertRule> saved;
    connect(&dialog, &RuleDialog::saveRequested, &dialog, [&saved](const AlertRule &wanted) { saved << wanted; });
    in<QPushButton>(dialog, "saveRule")->click();
    QCOMPARE(saved, QList{rule});
    QVERIFY(!in<QPushButton>(dialog, "saveRule")->isEnabled()); // not twice
    dialog.showError({.kind = ErrorKind::Invalid, .message = u"No"_s});
    QVERIFY(in<QPushButton>(dialog, "saveRule")->isEnabled());
}

void AlertsPageTest::dialogKeepsWhatNobodyOffers()
{
    // An archived template, an environment and a webhook that are not in the lists.
    AlertRule rule{
        .id = 4, .name = u"Slow"_s, .templateId = TemplateId{7}, .environment = u"staging"_s, .webhookId = 3};
    const RuleDialog ofTemplate(rule, {}, nullptr);
    QVERIFY(ofTemplate.rule() == rule);
    rule.templateId = {};
    rule.taskType = u"extraction"_s;
    const RuleDialog ofTaskType(rule, {}, nullptr);
    QVERIFY(ofTaskType.rule() == rule);
}

void AlertsPageTest::dialogSaysWhatItWouldDo()
{
    RuleDialog dialog({.name = u"One"_s}, {}, nullptr);
    const QSignalSpy asked(&dialog, &RuleDialog::ruleChanged);
    in<QDoubleSpinBox>(dialog, "ruleThreshold")->setValue(10);
    QCOMPARE(asked.count(), 1);
    QVERIFY(in<QLabel>(dialog, "ruleSentence")->text().contains(u"below 0.9 × that of"));
    const auto *preview = in<QLabel>(dialog, "rulePreview");
    dialog.showVerdicts(QList<AlertVerdict>());
    QVERIFY(preview->text().startsWith(u"No version that serves"));
    dialog.showVerdicts(QList{AlertVerdict{.templateName = u"Invoice fields"_s,
                                           .version = 4,
                                           .environment = u"production"_s,
                                           .value = 0.7,
                                           .limit = 0.9,
                                           .fires = true},
                              AlertVerdict{.templateName = u"Other"_s}});
    QVERIFY2(preview->text().contains(u"2 versions") && preview->text().contains(u"fire for 1") &&
                 preview->text().contains(u"Invoice fields v4"),
             qPrintable(preview->text()));
    dialog.showVerdicts(QList{AlertVerdict{.templateName = u"Other"_s, .value = 0.95, .limit = 0.91}});
    QCOMPARE(preview->text(),
             u"Now it would judge 1 version that serves and fire for 0. The limit is 91.0\u202F% now."_s);
    dialog.showVerdicts(QList{AlertVerdict{.limit = 0.9}, AlertVerdict{.limit = 0.82}, AlertVerdict{.limit = 0.85}});
    QVERIFY2(preview->text().endsWith(u"The limits lie between 82.0\u202F% and 90.0\u202F% now."),
             qPrintable(preview->text()));
    auto *comparison = in<QComboBox>(dialog, "ruleComparison");
    comparison->setCurrentIndex(comparison->findData(int(AlertComparison::Fixed)));
    dialog.showVerdicts(QList{AlertVerdict{.limit = 0.9}});
    QVERIFY(!preview->text().contains(u"limit")); // it stands above
    in<QLineEdit>(dialog, "ruleName")->clear();
    QVERIFY(!in<QPushButton>(dialog, "saveRule")->isEnabled());
}

void AlertsPageTest::limitIsInTheMetricsUnit()
{
    RuleDialog dialog({.name = u"One"_s}, {}, nullptr);
    auto *metric = in<QComboBox>(dialog, "ruleMetric");
    auto *comparison = in<QComboBox>(dialog, "ruleComparison");
    const auto *limit = in<QDoubleSpinBox>(dialog, "ruleThreshold");
    QCOMPARE(limit->suffix(), u" % worse"_s);
    comparison->setCurrentIndex(comparison->findData(int(AlertComparison::Fixed)));
    QCOMPARE(limit->suffix(), u" %"_s);
    QCOMPARE(limit->maximum(), 100.0);
    metric->setCurrentIndex(metric->findData(int(AlertMetric::LatencyP95)));
    QCOMPARE(limit->suffix(), u" ms"_s);
    metric->setCurrentIndex(metric->findData(int(AlertMetric::CostPerExecution)));
    QCOMPARE(limit->prefix(), u"$"_s);
}

QTEST_MAIN(AlertsPageTest)
#include "tst_alertspage.moc"
