// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/report.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What stands in a report, before it has pages.
class ReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overviewHasItsParts();
    void factsAreThoseOfTheFigures();
    void figuresHaveTheTimeBefore();
    void templateHasVersionsAndChanges();
    void everyRowIsThere();
    void longReasonsFitOnAPage();
    void allEnvironmentsHaveNoChanges();
    void comparisonIsOfTheVersions();
    void emptyTimeSaysSo();
    void fileNamesAreSafe_data();
    void fileNamesAreSafe();
};

namespace
{

QDateTime made()
{
    return {QDate(2026, 11, 22), QTime(15, 6), QTimeZone(3600)};
}

QDateTime day(int number, int hour = 0)
{
    return {QDate(2026, 11, number), QTime(hour, 0), QTimeZone::UTC};
}

Metrics ran(int startDay, qint64 templateId, int version, qint64 executions, qint64 successes)
{
    const auto n = double(executions);
    return {.startsAt = day(startDay),
            .templateId = TemplateId{templateId},
            .version = version,
            .executions = executions,
            .successes = successes,
            .priced = executions,
            .costUsd = n * 0.01,
            .costSquares = n * 0.000102};
}

DashboardData overview()
{
    DashboardData data;
    data.filter.environment = u"production"_s;
    data.period = {.since = day(1), .until = day(22, 14), .step = MetricQuery::Step::Day};
    data.total = ran(1, 0, 0, 41'208, 40'000);
    data.earlier = ran(1, 0, 0, 30'000, 29'900);
    data.points = {ran(1, 0, 0, 20'000, 19'000), ran(2, 0, 0, 21'208, 21'000)};
    data.layers = {ran(1, 1, 0, 20'000, 19'000), ran(2, 1, 0, 21'208, 21'000)};
    data.groups = {ran(1, 1, 0, 41'208, 40'000)};
    data.failures = {{.errorType = u"timeout"_s, .failures = 1208}};
    data.usage = {.zone = u"UTC"_s, .hours = {{.weekday = 1, .hour = 3, .hours = 3, .executions = 9}}};
    return data;
}

Activation activation(int previous, int active, const QString &reason)
{
    Activation change;
    change.id = ActivationId{7};
    change.templateId = TemplateId{1};
    change.environment = u"production"_s;
    change.kind = u"activate"_s;
    change.previous = previous;
    change.active = active;
    change.actor = u"ada"_s;
    change.reason = reason;
    change.at = day(10);
    return change;
}

DashboardData ofTemplate()
{
    DashboardData data = overview();
    data.filter.templateId = TemplateId{1};
    data.groups = {ran(1, 1, 1, 20'000, 19'000), ran(1, 1, 2, 21'208, 21'000)};
    data.layers = {ran(2, 1, 1, 20'000, 19'000), ran(12, 1, 2, 21'208, 21'000)};
    data.usage = {};
    const Activation change = activation(1, 2, u"Cheaper"_s);
    data.changes.figures = {{.times = {.activation = change,
                                       .seconds = 9 * 24 * 3600,
                                       .before = {.since = change.at.addDays(-9), .until = change.at},
                                       .after = {.since = change.at, .until = change.at.addDays(9)}},
                             .before = data.layers.at(0),
                             .after = data.layers.at(1)}};
    return data;
}

DashboardContext context()
{
    return {.templateNames = {{TemplateId{1}, u"summarise-ticket"_s}},
            .activations = {activation(1, 2, u"Cheaper"_s)},
            .active = 2};
}

template<typename Part>
QList<Part> partsOf(const Report &report)
{
    QList<Part> found;
    for (const ReportPart &part : report.parts) {
        if (const auto *known = std::get_if<Part>(&part))
            found.append(*known);
    }
    return found;
}

QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ');
}

} // namespace

void ReportTest::overviewHasItsParts()
{
    const Report report = makeReport(overview(), context(), Ranking::Failures, made());
    QCOMPARE(report.title, u"All templates"_s);
    QCOMPARE(report.made, u"Metrics, as of 22 Nov 2026, 15:06"_s);
    QVERIFY(report.nothing.isEmpty());
    const auto charts = partsOf<ChartData>(report);
    QCOMPARE(charts.size(), 3);
    QCOMPARE(charts.constFirst(), costChart(overview(), context())); // what the window shows, nothing else
    QCOMPARE(partsOf<UsageMap>(report).size(), 1);
    const auto tables = partsOf<ReportTable>(report);
    QCOMPARE(tables.size(), 2);
    QCOMPARE(tables.at(1).title, u"Failures by type"_s);
    QCOMPARE(tables.at(1).rows.constFirst().cells.constFirst().text, u"timeout"_s);
    QCOMPARE(tables.at(1).rows.constFirst().cells.size(), tables.at(1).columns.size());
    QCOMPARE(tables.constFirst().subtitle, u"by failures"_s);
    const ReportRow row = tables.constFirst().rows.constFirst();
    QCOMPARE(row.cells.size(), tables.constFirst().columns.size());
    QCOMPARE(row.cells.at(0).text, u"summarise-ticket"_s);
    QCOMPARE(row.cells.at(1).text, u"41,208"_s);
    QCOMPARE(row.cells.at(3).text, u"1,208"_s);
}

void ReportTest::factsAreThoseOfTheFigures()
{
    DashboardData data = overview();
    data.filter.model = u"small-model"_s;
    const QList<ReportFact> facts = makeReport(data, context(), Ranking::Cost, made()).facts;
    QCOMPARE(facts.at(0).value, u"1 Nov 2026, 01:00 to 22 Nov 2026, 15:00 (UTC+01:00), by the day of UTC"_s);
    QCOMPARE(facts.at(1).value, u"production"_s);
    QCOMPARE(facts.at(2).value, u"small-model"_s);
    data.filter.environment.clear();
    data.filter.model.clear();
    data.period.step = MetricQuery::Step::Hour;
    const QList<ReportFact> wider = makeReport(data, context(), Ranking::Cost, made()).facts;
    QVERIFY(wider.at(0).value.endsWith(u"by the hour"));
    QCOMPARE(wider.at(1).value, u"all environments"_s);
    QCOMPARE(wider.at(2).value, u"all models"_s);
    QCOMPARE(wider.at(3).value, u"all templates"_s);
    data.filter.taskType = u"extraction"_s;
    DashboardContext named = context();
    named.taskTypeNames.insert(u"extraction"_s, u"Data extraction"_s);
    const Report ofType = makeReport(data, named, Ranking::Cost, made());
    QCOMPARE(ofType.title, u"Data extraction"_s);
    QCOMPARE(ofType.facts.at(3).value, u"those of task type Data extraction"_s);
    data = ofTemplate();
    QCOMPARE(makeReport(data, named, Ranking::Cost, made()).facts.at(3).value, u"all versions"_s);
    data.filter.versions = {2, 1};
    QCOMPARE(makeReport(data, named, Ranking::Cost, made()).facts.at(3).value, u"v2, v1"_s);
}

void ReportTest::figuresHaveTheTimeBefore()
{
    DashboardData data = overview();
    const Report report = makeReport(data, context(), Ranking::Cost, made());
    QCOMPARE(report.figures.size(), 10);
    QCOMPARE(report.figures.at(0).figure.figure, u"41,208"_s);
    QCOMPARE(report.figures.at(0).before, u"before: 30,000"_s);
    QCOMPARE(report.figures.at(1).figure.tone, Verdict::Bad); // 97.1 % after 99.7 %
    QCOMPARE(report.figures.at(2).before, u"before: $300.00"_s);
    QCOMPARE(report.figures.at(6).before, u"nothing measured before"_s); // no latency
    // 22 days less 10 hours, before they begin.
    QVERIFY2(report.figuresNote.contains(u"10 Oct 2026, 11:00 to 1 Nov 2026, 01:00"), qPrintable(report.figuresNote));
    data.earlier = {};
    QCOMPARE(makeReport(data, context(), Ranking::Cost, made()).figures.at(0).before, u"nothing measured before"_s);
}

void ReportTest::templateHasVersionsAndChanges()
{
    const Report report = makeReport(ofTemplate(), context(), Ranking::Cost, made());
    QCOMPARE(report.title, u"summarise-ticket"_s);
    const auto tables = partsOf<ReportTable>(report);
    QCOMPARE(tables.size(), 3);
    QCOMPARE(tables.at(0).rows.size(), 2);
    QCOMPARE(tables.at(0).rows.at(0).cells.at(0), (ReportCell{u"v2"_s, u"active"_s, Verdict::Good}));
    QVERIFY(plain(tables.at(0).rows.at(0).cells.at(2).text).startsWith(u"99.0 %"));
    QVERIFY(tables.at(0).remark.sentence.startsWith(u"v2 against v1"));
    QCOMPARE(tables.at(1).rows.size(), 1);
    const ReportRow change = tables.at(1).rows.constFirst();
    QCOMPARE(change.cells.size(), tables.at(1).columns.size());
    QCOMPARE(change.cells.at(0).text, u"v2 activated"_s);
    QCOMPARE(change.cells.at(0).note, u"9 d each"_s);
    QCOMPARE(change.cells.at(1).text, u"20,000 before"_s);
    QCOMPARE(change.cells.at(1).note, u"21,208 after"_s);
    QVERIFY2(change.cells.at(2).note.endsWith(u"· real"), qPrintable(change.cells.at(2).note));
    QCOMPARE(change.cells.at(2).tone, Verdict::Good);
    QCOMPARE(change.details, u"ada, 10 Nov 2026, 01:00: Cheaper"_s);
    QCOMPARE(partsOf<ChartData>(report).constFirst().marks.size(), 1);
}

void ReportTest::everyRowIsThere()
{
    DashboardData data = overview();
    data.groups.clear();
    for (int number = 1; number <= 340; ++number)
        data.groups.append(ran(1, number, 0, 100, 90));
    QCOMPARE(groupFigures(data, context()).size(), 100);
    QCOMPARE(templateTable(data, context(), Ranking::Cost).rows.size(), 340);
    data = ofTemplate();
    for (int number = 3; number <= 250; ++number)
        data.groups.append(ran(1, 1, number, 100, 90));
    QCOMPARE(versionTable(data, context()).rows.size(), 250);
}

void ReportTest::longReasonsFitOnAPage()
{
    const QString reason = u"because "_s.repeated(2000);
    DashboardData data = ofTemplate();
    data.changes.figures[0].times.activation.reason = reason;
    const QString details = impactTable(data, made()).rows.constFirst().details;
    QVERIFY(details.size() > 1000);
    QVERIFY(details.size() < 1700);
    QVERIFY(details.endsWith(QChar(0x2026)));
    data.changes.figures[0].times.activation.reason = u"one\n\ntwo"_s;
    const QString lines = impactTable(data, made()).rows.constFirst().details;
    QVERIFY(lines.endsWith(u": one two"));
}

void ReportTest::allEnvironmentsHaveNoChanges()
{
    DashboardData data = ofTemplate();
    data.filter.environment.clear();
    data.changes = {};
    const ReportTable all = impactTable(data, made());
    QVERIFY(all.rows.isEmpty());
    QVERIFY(all.nothing.contains(u"one environment to the other"));
    data.filter.environment = u"staging"_s;
    const ReportTable none = impactTable(data, made());
    QVERIFY(none.rows.isEmpty());
    QCOMPARE(none.nothing, u"Nothing was activated or rolled back in staging in this time."_s);
}

void ReportTest::comparisonIsOfTheVersions()
{
    DashboardData data = ofTemplate();
    data.filter.compared = {1, 2};
    const Report report = makeReport(data, context(), Ranking::Cost, made());
    QCOMPARE(report.facts.constLast(), (ReportFact{u"Versions"_s, u"v1, v2"_s}));
    QVERIFY(report.figures.isEmpty()); // they would be of other versions, too
    const auto tables = partsOf<ReportTable>(report);
    QCOMPARE(tables.size(), 1);
    const ReportTable &table = tables.constFirst();
    QCOMPARE(table.columns.size(), 3);
    QCOMPARE(table.columns.at(2).name, u"v2 against v1"_s);
    QCOMPARE(table.rows.at(1).cells.at(0).text, u"Success"_s);
    QVERIFY(plain(table.rows.at(1).cells.at(2).text).startsWith(u"99.0 %"));
    QVERIFY(table.rows.at(1).cells.at(2).note.contains(u'\n')); // the interval, and the difference below it
    QVERIFY(table.rows.at(1).cells.at(2).note.endsWith(u"· real"));
    QVERIFY(!table.remark.sentence.isEmpty());
    QVERIFY(!table.caution.isEmpty());
    QCOMPARE(partsOf<ChartData>(report).size(), 3);
}

void ReportTest::emptyTimeSaysSo()
{
    DashboardData data = overview();
    data.total = {};
    Report report = makeReport(data, context(), Ranking::Cost, made());
    QVERIFY(report.nothing.contains(u"match these filters"));
    QVERIFY(report.parts.isEmpty() && report.figures.isEmpty());
    QVERIFY(!report.facts.isEmpty());
    data.everExecuted = false;
    report = makeReport(data, context(), Ranking::Cost, made());
    QCOMPARE(report.nothing, u"There are no executions yet."_s);
}

void ReportTest::fileNamesAreSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("firstDay");
    QTest::addColumn<QString>("file");
    QTest::newRow("plain") << u"summarise-ticket"_s << 1 << u"summarise-ticket 2026-11-01 to 2026-11-22.pdf"_s;
    QTest::newRow("one day") << u"summarise-ticket"_s << 22 << u"summarise-ticket 2026-11-22.pdf"_s;
    QTest::newRow("no folders") << u"../a/b\\c:d"_s << 1 << u"-a-b-c-d 2026-11-01 to 2026-11-22.pdf"_s;
    QTest::newRow("no lines") << u"one\ntwo?"_s << 1 << u"one-two- 2026-11-01 to 2026-11-22.pdf"_s;
    QTest::newRow("not too long") << u"x"_s.repeated(300) << 1
                                  << u"x"_s.repeated(80) + u" 2026-11-01 to 2026-11-22.pdf"_s;
}

void ReportTest::fileNamesAreSafe()
{
    QFETCH(const QString, name);
    QFETCH(const int, firstDay);
    QFETCH(const QString, file);
    DashboardData data = ofTemplate();
    data.period.since = day(firstDay);
    DashboardContext named = context();
    named.templateNames[TemplateId{1}] = name;
    QCOMPARE(makeReport(data, named, Ranking::Cost, made()).fileName, file);
}

QTEST_GUILESS_MAIN(ReportTest)
#include "tst_report.moc"
