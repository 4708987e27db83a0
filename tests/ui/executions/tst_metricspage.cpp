// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/metricspage.h"
#include "ui/executions/templatebox.h"
#include "ui/executions/versionbox.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The metrics page's filters and what it says where there is nothing to show.
class MetricsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void pageOffersMoreThanTheTab();
    void templateIsFoundByAPartOfItsName();
    void nameThatIsNoneLeavesTheChoice();
    void taskTypeOrTemplate();
    void versionsOfTheChosenTemplate();
    void versionsEndWithTheirTemplate();
    void tabHasItsTemplatesVersions();
    void renamedTemplateStaysChosen();
    void fitsANarrowWindow();
    void emptyTimeOffersTheNewest();
    void emptyNamesTheFilters_data();
    void emptyNamesTheFilters();
    void saysThatOneMayNotRead();

private:
    std::unique_ptr<MetricsPage> m_page;
    std::unique_ptr<QSignalSpy> m_changed;
};

namespace
{

using Versions = QList<int>;

const QList<TaskType> taskTypes{{u"extraction"_s, u"Extraction"_s}, {u"conversation"_s, u"Conversation"_s}};

/// "Template 1" to "Template 4000", of which the odd ones are of the first task type.
QList<TemplateSummary> thousands()
{
    QList<TemplateSummary> templates;
    for (int number = 1; number <= 4000; ++number) {
        TemplateSummary summary;
        summary.id = TemplateId{number};
        summary.name = u"Template %1"_s.arg(number);
        summary.taskType = taskTypes.at(number % 2 == 0).key;
        summary.newest = 5;
        summary.active.insert(u"production"_s, 4);
        summary.active.insert(u"staging"_s, 5);
        templates << summary;
    }
    return templates;
}

template<typename T>
T *in(QWidget &page, const char *name)
{
    T *found = page.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("There is no %s.", name);
    return found;
}

void choose(QComboBox *box, const QString &text)
{
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
}

/// The list behind the button, as it stands open.
QListWidget *openVersions(MetricsPage &page)
{
    auto *button = in<VersionBox>(page, "metricsVersions");
    Q_EMIT button->menu()->aboutToShow();
    auto *list = button->menu()->findChild<QListWidget *>(u"metricsVersionList"_s);
    if (!list)
        qFatal("The button has no list.");
    return list;
}

void check(QListWidget *list, const QString &text, Qt::CheckState state = Qt::Checked)
{
    const QList<QListWidgetItem *> found = list->findItems(text, Qt::MatchExactly);
    if (found.size() != 1)
        qFatal("There is no %s.", qPrintable(text));
    found.constFirst()->setCheckState(state);
}

} // namespace

void MetricsPageTest::init()
{
    m_page = std::make_unique<MetricsPage>(MetricsPage::Scope::Everything);
    m_page->setEnvironments({u"production"_s, u"staging"_s}, u"production"_s);
    m_page->setModels({u"small-model"_s});
    m_page->setCatalog(taskTypes, thousands());
    m_page->resize(1400, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_changed = std::make_unique<QSignalSpy>(m_page.get(), &MetricsPage::filterChanged);
}

void MetricsPageTest::pageOffersMoreThanTheTab()
{
    for (const char *name :
         {"metricsTaskType", "metricsTemplate", "metricsEnvironment", "metricsModel", "metricsRange"})
        QVERIFY2(in<QComboBox>(*m_page, name)->isVisible(), name);
    QVERIFY(!in<VersionBox>(*m_page, "metricsVersions")->isVisible()); // versions are of one template
    MetricsPage tab(MetricsPage::Scope::OneTemplate);
    tab.setCatalog(taskTypes, thousands());
    tab.setTemplate(TemplateId{7});
    tab.show();
    for (const char *name : {"metricsTaskType", "metricsTemplate", "metricsEnvironment"})
        QVERIFY2(!in<QComboBox>(tab, name)->isVisible(), name);
    QVERIFY(in<VersionBox>(tab, "metricsVersions")->isVisible());
}

void MetricsPageTest::templateIsFoundByAPartOfItsName()
{
    auto *box = in<TemplateBox>(*m_page, "metricsTemplate");
    QLineEdit *line = box->lineEdit();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, u"PLATE 3999"_s);
    QAbstractItemView *found = box->completer()->popup();
    QTRY_VERIFY(found->isVisible());
    QCOMPARE(found->model()->rowCount(), 1);
    QTest::keyClick(found, Qt::Key_Down);
    QTest::keyClick(found, Qt::Key_Return);
    QTRY_COMPARE(m_page->filter().templateId, TemplateId{3999});
    QVERIFY(!m_changed->isEmpty());
    QCOMPARE(in<QLabel>(*m_page, "metricsTitle")->text(), u"Template 3999"_s);
}

void MetricsPageTest::nameThatIsNoneLeavesTheChoice()
{
    auto *box = in<TemplateBox>(*m_page, "metricsTemplate");
    choose(box, u"Template 12"_s);
    m_changed->clear();
    box->lineEdit()->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), u"nothing of that name"_s);
    in<QComboBox>(*m_page, "metricsModel")->setFocus();
    QCOMPARE(box->currentText(), u"Template 12"_s);
    QCOMPARE(m_page->filter().templateId, TemplateId{12});
    QVERIFY(m_changed->isEmpty());
}

void MetricsPageTest::taskTypeOrTemplate()
{
    auto *taskType = in<QComboBox>(*m_page, "metricsTaskType");
    auto *which = in<TemplateBox>(*m_page, "metricsTemplate");
    const auto *title = in<QLabel>(*m_page, "metricsTitle");
    QCOMPARE(title->text(), u"All templates"_s);
    choose(taskType, u"Conversation"_s);
    QCOMPARE(m_page->filter().taskType, u"conversation"_s);
    QCOMPARE(title->text(), u"Conversation"_s);
    choose(which, u"Template 3"_s);
    QCOMPARE(m_page->filter().templateId, TemplateId{3});
    QVERIFY(m_page->filter().taskType.isEmpty());
    QCOMPARE(taskType->currentIndex(), 0);
    choose(taskType, u"Extraction"_s);
    QVERIFY(!m_page->filter().templateId);
    QCOMPARE(which->currentText(), u"All templates"_s);
    QCOMPARE(m_page->filter().taskType, u"extraction"_s);
    QCOMPARE(m_changed->count(), 3);
}

void MetricsPageTest::versionsOfTheChosenTemplate()
{
    choose(in<TemplateBox>(*m_page, "metricsTemplate"), u"Template 3"_s);
    const auto *button = in<VersionBox>(*m_page, "metricsVersions");
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), u"All versions"_s);
    QListWidget *list = openVersions(*m_page);
    QStringList rows;
    for (int row = 0; row < list->count(); ++row)
        rows << list->item(row)->text();
    QCOMPARE(rows, (QStringList{u"All versions"_s, u"v5"_s, u"v4 · serves now"_s, u"v3"_s, u"v2"_s, u"v1"_s}));
    m_changed->clear();
    check(list, u"v5"_s);
    check(list, u"v3"_s);
    QCOMPARE(m_changed->count(), 2);
    QCOMPARE(m_page->filter().versions, (Versions{3, 5}));
    QCOMPARE(button->text(), u"v3, v5"_s);
    QCOMPARE(list->item(0)->checkState(), Qt::Unchecked);
    check(list, u"v5"_s, Qt::Unchecked);
    QCOMPARE(m_page->filter().versions, Versions{3});
    check(list, u"All versions"_s);
    QVERIFY(m_page->filter().versions.isEmpty());
    QCOMPARE(list->item(0)->checkState(), Qt::Checked);
    check(list, u"All versions"_s, Qt::Unchecked);
    QCOMPARE(list->item(0)->checkState(), Qt::Checked); // none is all
    for (const char16_t *version : {u"v1", u"v2", u"v3", u"v5"})
        check(list, QString::fromUtf16(version));
    QCOMPARE(button->text(), u"4 versions"_s);
    QVERIFY(button->toolTip().endsWith(u"v1, v2, v3, v5"));
    choose(in<QComboBox>(*m_page, "metricsEnvironment"), u"staging"_s);
    QCOMPARE(openVersions(*m_page)->item(1)->text(), u"v5 · serves now"_s);
}

void MetricsPageTest::versionsEndWithTheirTemplate()
{
    auto *which = in<TemplateBox>(*m_page, "metricsTemplate");
    choose(which, u"Template 3"_s);
    check(openVersions(*m_page), u"v2"_s);
    choose(which, u"Template 4"_s);
    QVERIFY(m_page->filter().versions.isEmpty());
    choose(which, u"All templates"_s);
    QVERIFY(!in<VersionBox>(*m_page, "metricsVersions")->isVisible());
    QVERIFY(m_page->filter() == (DashboardFilter{.environment = u"production"_s}));
}

void MetricsPageTest::tabHasItsTemplatesVersions()
{
    MetricsPage tab(MetricsPage::Scope::OneTemplate);
    tab.setEnvironments({u"production"_s, u"staging"_s}, u"staging"_s);
    tab.setCatalog(taskTypes, thousands());
    tab.setTemplate(TemplateId{7});
    QListWidget *list = openVersions(tab);
    QCOMPARE(list->item(1)->text(), u"v5 · serves now"_s);
    check(list, u"v1"_s);
    QCOMPARE(tab.filter().templateId, TemplateId{7});
    QCOMPARE(tab.filter().versions, Versions{1});
    tab.setTemplate(TemplateId{8});
    QVERIFY(tab.filter().versions.isEmpty());
}

void MetricsPageTest::renamedTemplateStaysChosen()
{
    auto *which = in<TemplateBox>(*m_page, "metricsTemplate");
    choose(which, u"Template 3"_s);
    QList<TemplateSummary> templates = thousands();
    templates[2].name = u"Another name"_s;
    std::ranges::reverse(templates);
    m_page->setCatalog(taskTypes, templates);
    QCOMPARE(m_page->filter().templateId, TemplateId{3});
    QCOMPARE(which->currentText(), u"Another name"_s);
    QCOMPARE(in<QLabel>(*m_page, "metricsTitle")->text(), u"Another name"_s);
    templates.removeIf([](const TemplateSummary &summary) { return summary.id == TemplateId{3}; });
    m_page->setCatalog(taskTypes, templates);
    QVERIFY(!m_page->filter().templateId);
}

void MetricsPageTest::fitsANarrowWindow()
{
    QList<TemplateSummary> templates = thousands();
    templates[0].name = u"Customer support reply drafting for the escalation desk, formal tone "_s.repeated(3);
    m_page->setCatalog({{u"long"_s, u"Classification of whatever comes in from outside"_s}}, templates);
    m_page->setModels({u"a-provider/a-model-with-a-very-long-name-2026-11-22-preview"_s});
    choose(in<TemplateBox>(*m_page, "metricsTemplate"), templates[0].name);
    choose(in<QComboBox>(*m_page, "metricsModel"), u"a-provider/a-model-with-a-very-long-name-2026-11-22-preview"_s);
    constexpr int activityBar = 48;
    QVERIFY2(m_page->minimumSizeHint().width() <= 1280 - activityBar,
             qPrintable(QString::number(m_page->minimumSizeHint().width())));
    m_page->resize(1280 - activityBar, 700);
    for (const char *name : {"metricsTaskType", "metricsTemplate", "metricsVersions", "metricsEnvironment",
                             "metricsModel", "metricsRange"}) {
        const auto *box = in<QWidget>(*m_page, name);
        QTRY_VERIFY2(box->mapTo(m_page.get(), QPoint(box->width(), 0)).x() <= m_page->width(), name);
    }
}

void MetricsPageTest::emptyTimeOffersTheNewest()
{
    const QDateTime month(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
    m_page->showData({.filter = m_page->filter(), .newest = month}, {});
    QVERIFY(in<QLabel>(*m_page, "emptyText")->text().contains(u"March 2026"));
    auto *show = in<QPushButton>(*m_page, "emptyFirstStep");
    QCOMPARE(show->text(), u"Show March 2026"_s);
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(m_page->filter().range, TimeRange::Custom);
    QCOMPARE(m_page->filter().since, month);
    QCOMPARE(m_page->filter().until, month.addMonths(1));
}

void MetricsPageTest::emptyNamesTheFilters_data()
{
    QTest::addColumn<bool>("ofTaskType");
    QTest::addColumn<QString>("text");
    QTest::newRow("task type") << true << u"No executions match these filters."_s;
    QTest::newRow("versions") << false << u"No executions of “Template 3” match these filters."_s;
}

void MetricsPageTest::emptyNamesTheFilters()
{
    QFETCH(const bool, ofTaskType);
    QFETCH(const QString, text);
    for (const char *name : {"metricsEnvironment", "metricsRange"})
        choose(in<QComboBox>(*m_page, name),
               QLatin1StringView(name) == "metricsRange"_L1 ? u"All time"_s : u"All environments"_s);
    if (ofTaskType) {
        choose(in<QComboBox>(*m_page, "metricsTaskType"), u"Extraction"_s);
    } else {
        choose(in<TemplateBox>(*m_page, "metricsTemplate"), u"Template 3"_s);
        check(openVersions(*m_page), u"v2"_s);
    }
    m_page->showData({.filter = m_page->filter()}, {});
    QCOMPARE(in<QLabel>(*m_page, "emptyText")->text(), text);
    auto *clear = in<QPushButton>(*m_page, "emptyFirstStep");
    QCOMPARE(clear->text(), u"Clear filters"_s);
    m_changed->clear();
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(m_changed->count(), 1);
    const DashboardFilter all{.templateId = ofTaskType ? TemplateId() : TemplateId{3}, .range = TimeRange::All};
    QVERIFY(m_page->filter() == all);
}

void MetricsPageTest::saysThatOneMayNotRead()
{
    const Error refused{.kind = ErrorKind::NotPermitted, .message = u"permission denied"_s};
    const QSignalSpy retried(m_page.get(), &MetricsPage::retryRequested);
    m_page->showLoading();
    m_page->showError(refused);
    const auto *text = in<QLabel>(*m_page, "emptyText");
    QVERIFY(text->isVisible());
    QVERIFY(text->text().startsWith(u"You may not read executions"));
    QVERIFY(text->text().contains(u"promptuary_viewer"));
    QVERIFY(!in<Banner>(*m_page, "metricsBanner")->isVisible());
    auto *again = in<QPushButton>(*m_page, "emptyFirstStep");
    QCOMPARE(again->text(), u"Try again"_s);
    const DashboardFilter before = m_page->filter();
    QTest::mouseClick(again, Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    QVERIFY(m_page->filter() == before);
    m_page->showLoading();
    QVERIFY(text->isVisible()); // until there is something to show
    m_page->showData({.filter = m_page->filter(), .everExecuted = false}, {});
    QVERIFY(text->text().startsWith(u"No executions yet"));
    m_page->showError({.kind = ErrorKind::NoDatabase, .message = u"Gone"_s});
    QVERIFY(in<Banner>(*m_page, "metricsBanner")->isVisible());
}

QTEST_MAIN(MetricsPageTest)
#include "tst_metricspage.moc"
