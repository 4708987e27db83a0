// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/activationlist.h"
#include "ui/prompts/timeline.h"
#include "ui/prompts/timelinedelegate.h"
#include "ui/prompts/timelinemodel.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/emptystate.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime now = QDateTime::fromString(u"2026-11-21T14:00:00Z"_s, Qt::ISODate);

VersionSummary version(int number, int parent)
{
    return {.number = number,
            .parent = parent,
            .author = u"ada"_s,
            .createdAt = now.addSecs(-3600 * (1000 - number)),
            .note = u"Note %1"_s.arg(number),
            .sha256 = QByteArray::number(number),
            .archived = false};
}

/// Parents from the first version on, e.g. {0, 1, 2, 1}: v4 was made from v1.
QList<VersionSummary> history(const QList<int> &parents)
{
    QList<VersionSummary> result;
    for (const int parent : parents)
        result.append(version(int(result.size()) + 1, parent));
    return result;
}

QList<VersionSummary> straight(int count)
{
    QList<int> parents;
    for (int i = 0; i < count; ++i)
        parents.append(i);
    return history(parents);
}

Activation activation(int previous, int active, const QString &environment = u"production"_s)
{
    return {.id = ActivationId{active + 1},
            .templateId = TemplateId{1},
            .environment = environment,
            .kind = u"activate"_s,
            .previous = previous,
            .active = active,
            .reason = u"Because"_s,
            .actor = u"ada"_s,
            .at = now};
}

/// One line a row: o a version, | the main line or a lane passing, \\ a branch leaving, / one arriving.
QString drawn(const QList<Lineage> &lines)
{
    QString text;
    for (const Lineage &line : lines) {
        text += line.down ? u"o|"_s : u"o "_s;
        for (int lane = 0; lane < Lineage::lanes; ++lane) {
            const int bit = 1 << lane;
            if (line.arriving & bit)
                text += line.leaves == lane ? u'X' : u'/';
            else
                text += line.leaves == lane ? u'\\' : (line.passing & bit) != 0 ? u'|' : u' ';
        }
        text += u'\n';
    }
    return text;
}

QString printed(const TimelineModel &model)
{
    QString text;
    for (int i = 0; i < model.rowCount(); ++i) {
        const TimelineModel::Row row = model.row(model.index(i));
        const bool served = !row.activeIn.isEmpty() || (row.servings && !row.servings->isEmpty());
        text += u"v%1 %2 %3%4%5%6\n"_s.arg(row.version.number)
                    .arg(row.activeIn.join(u'+'), row.activeHere ? u"here "_s : QString(),
                         row.newest ? u"newest "_s : QString(), served ? QString() : u"unserved "_s,
                         row.size ? u"+%1-%2"_s.arg(row.size->first).arg(row.size->second) : QString());
    }
    return text;
}

RecentFigures ran(qint64 executions, const QList<double> &days = {})
{
    return {.total = {.executions = executions, .successes = executions}, .days = days};
}

QString record(const TimelineModel &model, int number)
{
    return model.record(model.row(model.indexOf(number)));
}

QString said(const TimelineModel &model, int number)
{
    return model.indexOf(number).data(Qt::AccessibleTextRole).toString();
}

QImage painted(const TimelineModel &model, int number, const QPalette &palette, int width)
{
    QStyleOptionViewItem option;
    option.palette = palette;
    option.rect = QRect(0, 0, width, 80);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(colors(palette).surface);
    QPainter painter(&image);
    TimelineDelegate().paint(&painter, option, model.indexOf(number));
    painter.end();
    return image;
}

/// How many columns at the right of a row hold a bar of a day: text has no such straight line of its colour.
int barsSeen(const TimelineModel &model, int number, const QPalette &palette, int width = 400)
{
    const QImage image = painted(model, number, palette, width);
    int bars = 0;
    for (int x = width - 100; x < width; ++x) {
        int longest = 0;
        for (int y = 0, run = 0; y < image.height(); ++y) {
            run = image.pixelColor(x, y) == colors(palette).secondaryText ? run + 1 : 0;
            longest = std::max(longest, run);
        }
        bars += longest >= 11 ? 1 : 0;
    }
    return bars;
}

} // namespace

class TimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineage_data();
    void lineage();
    void rowsSayWhatServes();
    void figuresAreOfWhatWasRead();
    void daysAreDrawnAndSaid();
    void ageStaysWhereThereIsLittleRoom();
    void recordSaysWhenAndWhereItServed();
    void growingInsertsOnlyTheNew();
    void randomGrowthEqualsFresh();
    void otherTemplateResets();
    void selectionStaysWhenHistoryGrows();
    void readingPlaceStaysWhenHistoryGrows();
    void buttonsTellTheChosenVersion();
    void primaryNamesTheVersion();
    void rightsDisableWithReason();
    void whatIsArchivedIsRestoredFirst();
    void rollBackGoesToWhatServedBefore();
    void menuDeactivates();
    void activationLog();
    void emptyStates();
    void focusStaysWhereAButtonIsDisabled();
    void manyVersionsAreScrolledThrough();
};

void TimelineTest::lineage_data()
{
    QTest::addColumn<QList<int>>("parents");
    QTest::addColumn<QString>("drawing");
    QTest::newRow("none") << QList<int>{} << QString();
    QTest::newRow("straight") << QList<int>{0, 1, 2} << u"o|  \no|  \no   \n"_s;
    QTest::newRow("branch") << QList<int>{0, 1, 2, 1} << u"o \\ \no|| \no|| \no / \n"_s;
    QTest::newRow("two branches") << QList<int>{0, 1, 2, 1, 2} << u"o \\ \no |\\\no|||\no|/|\no  /\n"_s;
    QTest::newRow("lane used again") << QList<int>{0, 1, 1, 3, 3} << u"o \\ \no|| \no X \no|| \no / \n"_s;
    QTest::newRow("a third at once is words only")
        << QList<int>{0, 1, 2, 3, 1, 1, 1} << u"o \\ \no |\\\no ||\no|||\no|||\no|||\no //\n"_s;
    QTest::newRow("parent not known") << QList<int>{0, 9} << u"o   \no   \n"_s;
}

void TimelineTest::lineage()
{
    QFETCH(QList<int>, parents);
    QFETCH(QString, drawing);
    QList<VersionSummary> versions = history(parents);
    std::ranges::reverse(versions);
    QCOMPARE(drawn(lineageOf(versions)), drawing);
}

void TimelineTest::rowsSayWhatServes()
{
    TimelineModel model([] { return now; });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(!model.setHistory(straight(4)));
    model.setActive({{u"production"_s, 3}, {u"staging"_s, 2}}, u"production"_s);
    model.setSizes({{4, {9, 4}}});
    model.setServings(Servings{{1, {{.environment = u"production"_s, .from = now, .to = now}}}});
    QCOMPARE(printed(model), u"v4  newest unserved +9-4\nv3 production here \nv2 staging \nv1  \n"_s);
    model.setActive({{u"production"_s, 3}, {u"staging"_s, 3}}, u"staging"_s);
    QCOMPARE(printed(model), u"v4  newest unserved +9-4\nv3 staging+production here \nv2  unserved \nv1  \n"_s);
    QCOMPARE(model.activeHere(), 3);
    QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().contains(u"active in staging, production"_s));
    QVERIFY2(said(model, 4).contains(u"v3: 9 lines added, 4 removed"_s), qPrintable(said(model, 4)));
    model.setSizes({{4, {1, 1}}});
    QVERIFY2(said(model, 4).contains(u"v3: 1 line added, 1 removed"_s), qPrintable(said(model, 4)));
}

void TimelineTest::figuresAreOfWhatWasRead()
{
    TimelineModel model([] { return now; });
    model.setHistory(straight(2));
    model.setActive({}, u"production"_s);
    QVERIFY(!model.row(model.indexOf(1)).figures);
    model.setFigures({{1, ran(7)}});
    QCOMPARE(model.row(model.indexOf(1)).figures->total.executions, 7);
    QCOMPARE(model.row(model.indexOf(2)).figures->total.executions, 0);
    model.setActive({{u"production"_s, 1}}, u"production"_s);
    QVERIFY(model.row(model.indexOf(1)).figures);
    model.setActive({{u"production"_s, 1}}, u"staging"_s);
    QVERIFY(!model.row(model.indexOf(1)).figures); // those were of production
    model.setFigures({});
    QVERIFY(model.row(model.indexOf(1)).figures);
    model.setHistory({}); // as for another template
    model.setHistory(straight(1));
    QVERIFY(!model.row(model.indexOf(1)).figures);
}

void TimelineTest::daysAreDrawnAndSaid()
{
    TimelineModel model([] { return now; });
    model.setHistory(straight(2));
    model.setActive({{u"production"_s, 2}}, u"production"_s);
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        model.setFigures({});
        QCOMPARE(barsSeen(model, 2, palette), 0);
        model.setFigures({{2, ran(12, QList<double>(29, 0.0) << 12)}});
        QCOMPARE(barsSeen(model, 2, palette), 1);
        QCOMPARE(barsSeen(model, 1, palette), 0); // which did not run
        model.setFigures({{2, ran(24, QList<double>(28, 0.0) << 12 << 12)}});
        QCOMPARE(barsSeen(model, 2, palette), 2);
        QCOMPARE(barsSeen(model, 2, palette, 180), 0); // the note needs the room
    }
    QVERIFY2(said(model, 2).contains(u"Last 30 days in production: 24 executions"_s), qPrintable(said(model, 2)));
    QVERIFY2(said(model, 2).contains(u"ran on 2 of 30 days, at most 12 times a day"_s), qPrintable(said(model, 2)));
    QVERIFY2(said(model, 1).contains(u"No executions in production in the last 30 days"_s), qPrintable(said(model, 1)));
    model.setFigures({{2, ran(1)}});
    QVERIFY2(said(model, 2).contains(u"Last 30 days in production: 1 execution, "_s), qPrintable(said(model, 2)));
}

void TimelineTest::ageStaysWhereThereIsLittleRoom()
{
    QList<VersionSummary> versions = straight(1);
    const auto row = [&versions](const QDateTime &clock, const QString &author, int width) {
        versions.first().author = author;
        TimelineModel model([clock] { return clock; });
        model.setHistory(versions);
        model.setActive({{u"production"_s, 1}}, u"production"_s);
        model.setFigures({});
        return painted(model, 1, lightPalette(), width);
    };
    for (int width = 220; width <= 420; width += 20) {
        const QImage image = row(now, u"Daniel Miessler"_s, width);
        QVERIFY2(image != row(now.addYears(2), u"Daniel Miessler"_s, width), qPrintable(QString::number(width)));
        QVERIFY2(image != row(now, u"Grace"_s, width), qPrintable(QString::number(width)));
    }
}

void TimelineTest::recordSaysWhenAndWhereItServed()
{
    const auto day = [](int month, int date) { return QDateTime(QDate(2026, month, date), QTime(12, 0)); };
    const auto change = [&](int previous, int active, const QDateTime &at, const QString &environment) {
        Activation made = activation(previous, active, environment);
        made.at = at;
        return made;
    };
    TimelineModel model([] { return now; });
    model.setHistory(straight(5));
    model.setActive({{u"production"_s, 4}, {u"staging"_s, 3}}, u"production"_s);
    for (int number = 1; number <= 5; ++number)
        QCOMPARE(record(model, number), QString()); // nothing is known yet
    model.setFigures({});
    QCOMPARE(record(model, 1), QString()); // figures alone do not tell whether it served
    model.setServings(servingsOf({change(2, 3, day(6, 5), u"staging"_s), change(0, 2, day(6, 4), u"staging"_s),
                                  change(1, 4, day(4, 9), u"production"_s), change(0, 1, day(3, 2), u"production"_s)}));
    QCOMPARE(record(model, 1), u"served 2 Mar to 9 Apr"_s);
    QCOMPARE(record(model, 2), u"served 4 Jun to 5 Jun in staging"_s);
    QCOMPARE(record(model, 3), u"serves in staging since 5 Jun"_s);
    QCOMPARE(record(model, 4), u"not run lately"_s);
    QCOMPARE(record(model, 5), u"never active"_s);
    QVERIFY2(said(model, 1).contains(u"Served in production from Mon 2 Mar 2026, 12:00:00 to Thu 9 Apr 2026"_s),
             qPrintable(said(model, 1)));
    QVERIFY(said(model, 4).contains(u"Serves in production since Thu 9 Apr 2026"_s));
    QVERIFY(said(model, 5).contains(u"Never active in any environment"_s));
    QVERIFY(!said(model, 2).contains(u"Never active"_s));
    // Seen from the other environment it is the other way round.
    model.setActive({{u"production"_s, 4}, {u"staging"_s, 3}}, u"staging"_s);
    model.setFigures({{2, ran(3)}});
    QCOMPARE(record(model, 1), u"served 2 Mar to 9 Apr in production"_s);
    QVERIFY(record(model, 2).startsWith(u"100"));
    QCOMPARE(record(model, 3), u"not run lately"_s);
    // Of another template nothing is known until its log is read.
    model.setServings({});
    QCOMPARE(record(model, 1), QString());
}

void TimelineTest::growingInsertsOnlyTheNew()
{
    TimelineModel model([] { return now; });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setHistory(straight(3));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex second = model.indexOf(2);
    QVERIFY(model.setHistory(straight(5)));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().at(2).toInt(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(second.row(), 3);
    QList<VersionSummary> archived = straight(5);
    archived[1].archived = true;
    archived[1].importedBy = u"grace"_s;
    QVERIFY(model.setHistory(archived));
    QVERIFY(model.row(second).version.archived);
    QVERIFY(second.data(Qt::ToolTipRole).toString().contains(u"Imported by grace"_s));
    QVERIFY(!model.index(0).data(Qt::ToolTipRole).toString().contains(u"Imported"_s));
    QCOMPARE(inserted.size(), 1);
}

void TimelineTest::randomGrowthEqualsFresh()
{
    for (quint32 seed = 1; seed <= 30; ++seed) {
        QRandomGenerator random(seed);
        TimelineModel model([] { return now; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<int> parents{0};
        for (int step = 0; step < 20; ++step) {
            for (int added = random.bounded(3); added > 0; --added)
                parents.append(1 + random.bounded(int(parents.size())));
            model.setHistory(history(parents));
            TimelineModel fresh([] { return now; });
            fresh.setHistory(history(parents));
            QCOMPARE(model.rowCount(), fresh.rowCount());
            for (int row = 0; row < fresh.rowCount(); ++row)
                QVERIFY(model.row(model.index(row)).lineage == fresh.row(fresh.index(row)).lineage);
            QCOMPARE(printed(model), printed(fresh));
        }
    }
}

void TimelineTest::otherTemplateResets()
{
    TimelineModel model([] { return now; });
    model.setHistory(straight(3));
    model.setSizes({{1, {1, 1}}});
    QList<VersionSummary> other = straight(4);
    other[0].sha256 = "else";
    QVERIFY(!model.setHistory(other));
    QVERIFY(!printed(model).contains(u'+'));
}

void TimelineTest::selectionStaysWhenHistoryGrows()
{
    Timeline timeline;
    QSignalSpy selected(&timeline, &Timeline::versionSelected);
    timeline.setHistory(straight(3));
    QCOMPARE(timeline.selected(), 3);
    QCOMPARE(selected.takeFirst().first().toInt(), 3);
    timeline.select(2);
    QCOMPARE(selected.takeFirst().first().toInt(), 2);
    timeline.setHistory(straight(4));
    QCOMPARE(timeline.selected(), 2);
    QCOMPARE(selected.size(), 0);
    QTest::keyClick(timeline.findChild<QListView *>(u"timeline"_s), Qt::Key_Up);
    QCOMPARE(selected.takeFirst().first().toInt(), 3);
}

void TimelineTest::readingPlaceStaysWhenHistoryGrows()
{
    Timeline timeline;
    timeline.resize(300, 500);
    timeline.setHistory(straight(60));
    timeline.show();
    QVERIFY(QTest::qWaitForWindowExposed(&timeline));
    auto *list = timeline.findChild<QListView *>(u"timeline"_s);
    list->verticalScrollBar()->setValue(1000);
    const QString before = list->indexAt(QPoint(60, 60)).data().toString();
    timeline.setHistory(straight(63));
    QCOMPARE(list->indexAt(QPoint(60, 60)).data().toString(), before);
}

void TimelineTest::buttonsTellTheChosenVersion()
{
    Timeline timeline;
    timeline.setHistory(straight(5));
    timeline.setActive({{u"production"_s, 3}}, u"production"_s);
    timeline.select(4);
    QSignalSpy compare(&timeline, &Timeline::compareRequested);
    QSignalSpy edit(&timeline, &Timeline::editRequested);
    QSignalSpy activate(&timeline, &Timeline::activateRequested);
    const auto click = [&timeline](const QString &name) {
        QTest::mouseClick(timeline.findChild<QPushButton *>(name), Qt::LeftButton);
    };
    click(u"compareVersion"_s);
    click(u"editFromHere"_s);
    click(u"activateVersion"_s);
    QCOMPARE(compare.takeFirst().first().toInt(), 4);
    QCOMPARE(edit.takeFirst().first().toInt(), 4);
    QCOMPARE(activate.takeFirst().first().toInt(), 4);
}

void TimelineTest::primaryNamesTheVersion()
{
    Timeline timeline;
    auto *activate = timeline.findChild<QPushButton *>(u"activateVersion"_s);
    QVERIFY(!activate->isEnabled());
    timeline.setHistory(straight(5));
    timeline.setActive({{u"production"_s, 3}}, u"production"_s);
    QCOMPARE(activate->text(), u"Activate v5…"_s);
    timeline.select(3);
    QCOMPARE(activate->text(), u"v3 is active"_s);
    QVERIFY(!activate->isEnabled());
    QCOMPARE(activate->toolTip(), u"v3 serves in production already"_s);
    timeline.setActive({{u"production"_s, 3}}, u"staging"_s);
    QVERIFY(activate->isEnabled());
    QCOMPARE(activate->toolTip(), u"Let v3 serve in staging"_s);
}

void TimelineTest::rightsDisableWithReason()
{
    Timeline timeline;
    timeline.setHistory(straight(2));
    timeline.setRights({.view = true, .edit = true, .publish = false, .administer = false, .role = u"bob"_s});
    auto *activate = timeline.findChild<QPushButton *>(u"activateVersion"_s);
    QVERIFY(!activate->isEnabled());
    QCOMPARE(activate->toolTip(), u"Your role may not activate versions"_s);
    QVERIFY(timeline.findChild<QPushButton *>(u"editFromHere"_s)->isEnabled());
    timeline.setRights({.view = true, .edit = false, .publish = false, .administer = false, .role = u"bob"_s});
    QVERIFY(!timeline.findChild<QPushButton *>(u"editFromHere"_s)->isEnabled());
    QVERIFY(timeline.findChild<QPushButton *>(u"compareVersion"_s)->isEnabled());
}

void TimelineTest::whatIsArchivedIsRestoredFirst()
{
    Timeline timeline;
    timeline.setHistory(straight(3));
    timeline.setActive({{u"production"_s, 2}}, u"production"_s);
    timeline.setActivations({activation(1, 2), activation(0, 1)});
    const auto *activate = timeline.findChild<QPushButton *>(u"activateVersion"_s);
    const auto *rollBack = timeline.findChild<QPushButton *>(u"rollBack"_s);
    QVERIFY(activate->isEnabled() && rollBack->isEnabled());
    timeline.setArchived(true);
    for (const QPushButton *button : {activate, rollBack}) {
        QVERIFY(!button->isEnabled());
        QVERIFY2(button->toolTip().contains(u"archived. Restore it first"_s), qPrintable(button->toolTip()));
    }
    QVERIFY(timeline.findChild<QPushButton *>(u"compareVersion"_s)->isEnabled());
    timeline.setArchived(false);
    QVERIFY(activate->isEnabled() && rollBack->isEnabled());
}

void TimelineTest::rollBackGoesToWhatServedBefore()
{
    Timeline timeline;
    timeline.setHistory(straight(9));
    timeline.setActive({{u"production"_s, 7}}, u"production"_s);
    auto *rollBack = timeline.findChild<QPushButton *>(u"rollBack"_s);
    QVERIFY(!rollBack->isEnabled());
    timeline.setActivations({activation(2, 9, u"staging"_s), activation(4, 7), activation(0, 4)});
    QVERIFY(rollBack->isEnabled());
    QCOMPARE(rollBack->toolTip(), u"Let v4 serve in production again in place of v7"_s);
    QSignalSpy asked(&timeline, &Timeline::rollBackRequested);
    QTest::mouseClick(rollBack, Qt::LeftButton);
    QCOMPARE(asked.takeFirst().first().toInt(), 4);
}

void TimelineTest::menuDeactivates()
{
    Timeline timeline;
    timeline.setHistory(straight(3));
    timeline.setActive({{u"production"_s, 2}}, u"production"_s);
    timeline.show();
    QSignalSpy deactivate(&timeline, &Timeline::deactivateRequested);
    QTest::mouseClick(timeline.findChild<QWidget *>(u"timelineMore"_s), Qt::LeftButton);
    auto *menu = timeline.findChild<QMenu *>(u"versionMenu"_s);
    QVERIFY(menu);
    auto *action = timeline.findChild<QAction *>(u"deactivateAction"_s);
    QVERIFY(menu->actions().contains(action));
    QCOMPARE(action->text(), u"Deactivate v2 in production…"_s);
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(deactivate.size(), 1);
}

void TimelineTest::activationLog()
{
    Timeline timeline;
    timeline.setHistory(straight(9));
    timeline.setActivations({activation(4, 7), activation(0, 4)});
    auto *tabs = timeline.findChild<QTabBar *>(u"timelineTabs"_s);
    tabs->setCurrentIndex(1);
    auto *log = timeline.findChild<QListView *>(u"activationLog"_s);
    QCOMPARE(timeline.findChild<QStackedWidget *>()->currentWidget(), log);
    QCOMPARE(log->model()->rowCount(), 2);
    QCOMPARE(log->model()->index(0, 0).data().toString(), u"v4 → v7"_s);
    QCOMPARE(log->model()->index(1, 0).data().toString(), u"none → v4"_s);
    QCOMPARE(timeline.findChild<QLabel *>(u"timelineCount"_s)->text(), u"2 entries"_s);
    timeline.show();
    timeline.activateWindow();
    log->setFocus();
    QTRY_VERIFY(log->hasFocus());
    log->setCurrentIndex(log->model()->index(1, 0));
    QTest::keyClick(log, Qt::Key_Return);
    QCOMPARE(tabs->currentIndex(), 0);
    QCOMPARE(timeline.selected(), 4);
}

void TimelineTest::emptyStates()
{
    Timeline timeline;
    auto *empty = timeline.findChild<EmptyState *>();
    auto *text = timeline.findChild<QLabel *>(u"emptyText"_s);
    auto *stack = timeline.findChild<QStackedWidget *>();
    // Until the history is known, nothing is said of it.
    QVERIFY(stack->currentWidget() != empty);
    timeline.setHistory({});
    QCOMPARE(stack->currentWidget(), empty);
    QVERIFY(text->text().startsWith(u"No versions yet."_s));
    timeline.setHistory(straight(1));
    QVERIFY(stack->currentWidget() != empty);
    timeline.findChild<QTabBar *>(u"timelineTabs"_s)->setCurrentIndex(1);
    QCOMPARE(stack->currentWidget(), empty);
    QVERIFY(text->text().startsWith(u"Nothing served yet."_s));
    timeline.clear();
    QCOMPARE(timeline.selected(), 0);
    QVERIFY(stack->currentWidget() != empty);
}

void TimelineTest::focusStaysWhereAButtonIsDisabled()
{
    Timeline timeline;
    timeline.setHistory(straight(3));
    timeline.setRights({.view = true, .edit = true, .publish = true, .role = {}});
    timeline.show();
    timeline.activateWindow();
    auto *activate = timeline.findChild<QPushButton *>(u"activateVersion"_s);
    QVERIFY(activate->isEnabled());
    activate->setFocus();
    timeline.setActive({{u"production"_s, 3}}, u"production"_s);
    QVERIFY(!activate->isEnabled());
    QCOMPARE(timeline.focusWidget(), timeline.findChild<QListView *>(u"timeline"_s));
}

void TimelineTest::manyVersionsAreScrolledThrough()
{
    Timeline timeline;
    timeline.resize(300, 800);
    timeline.show();
    QVERIFY(QTest::qWaitForWindowExposed(&timeline));
    timeline.setHistory(straight(2000));
    timeline.select(1000);
    QCOMPARE(timeline.selected(), 1000);
    const auto *list = timeline.findChild<QListView *>(u"timeline"_s);
    QVERIFY(list->viewport()->rect().intersects(list->visualRect(list->currentIndex())));
    QCOMPARE_LE(timeline.findChild<QListView *>(u"timeline"_s)->sizeHintForRow(0), 72);
}

QTEST_MAIN(TimelineTest)
#include "tst_timeline.moc"
