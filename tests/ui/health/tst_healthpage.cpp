// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/healthfigures.h"
#include "ui/health/healthpage.h"
#include "ui/health/storagemodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/metrictile.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The page of health, and the model of the room that tables take.
class HealthPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatItWaits();
    void figuresConcernsAndTables();
    void wellAndWithoutReports();
    void concernsComeAndGo();
    void lagArrivesBetweenReadings();
    void daysAreShownWhenAsked();
    void selectionAndScrollStay();
    void rowsAreCopied();
    void sortsByWhatItShows();
    void failureLeavesWhatWasRead();
    void withoutRightsItSaysWhatIsNeeded();
    void modelChangesOnlyWhatDiffers();
    void coloursFollowThePalette();
    void tilesFitTheWidth();
    void leadsToTheRetention();
};

namespace
{

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

HealthReading someReading(int days = 30)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    HealthReading reading;
    reading.day = {.loads = 1000, .attempts = 200, .timed = 1000, .loadP50 = 3.2, .loadP95 = 12.4, .executions = 800};
    reading.before = reading.day;
    reading.state = {.at = now,
                     .rolledUpAt = now,
                     .judgedAt = now,
                     .maintainedAt = now,
                     .installedAt = now.addDays(-90),
                     .rawDays = 30};
    reading.storage = {{.table = u"audit_events"_s, .rows = 10, .bytes = 16'384, .indexBytes = 8'192},
                       {.table = u"prompt_versions"_s, .rows = 400, .bytes = 900'000, .indexBytes = 50'000}};
    for (int day = 0; day < days; ++day)
        reading.storage.append({.table = u"prompt_executions"_s,
                                .day = QDate(2026, 10, 1).addDays(day),
                                .days = 1,
                                .rows = 1'000 * (day + 1),
                                .bytes = 100'000 * (day + 1),
                                .indexBytes = 40'000 * (day + 1)});
    return reading;
}

template<typename T>
T *in(QWidget &page, const char *name)
{
    T *found = page.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("There is no %s.", name);
    return found;
}

void showPage(HealthPage &page)
{
    page.resize(1100, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

QString figure(const HealthPage &page, const QString &name)
{
    for (const MetricTile *tile : page.findChildren<MetricTile *>()) {
        if (tile->figure().name == name)
            return tile->figure().figure;
    }
    return u"(none)"_s;
}

/// The concerns that are shown, in their order.
QStringList concerns(const HealthPage &page)
{
    QStringList shown;
    for (const QLabel *label : page.findChildren<QLabel *>(u"concern"_s)) {
        if (label->isVisible())
            shown << label->text();
    }
    return shown;
}

QString cell(const QTableView &table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

void HealthPageTest::saysThatItWaits()
{
    HealthPage page;
    showPage(page);
    QVERIFY(in<QLabel>(page, "emptyText")->isVisible());
    QVERIFY(!in<QTableView>(page, "storageTable")->isVisible());
    page.showConnection({.attempts = 1}); // may come before the first reading
    page.showReading(someReading());
    QVERIFY(in<QTableView>(page, "storageTable")->isVisible());
}

void HealthPageTest::figuresConcernsAndTables()
{
    HealthPage page;
    showPage(page);
    HealthReading reading = someReading();
    reading.day.fromFile = 100;
    page.showConnection({.attempts = 2, .notificationLag = std::chrono::milliseconds(41)});
    page.showReading(reading);
    QCOMPARE(page.findChildren<MetricTile *>().size(), healthFigures(reading, {}).size());
    QCOMPARE(figure(page, u"Fallback rate"_s), u"10.0\u202F%"_s);
    QCOMPARE(figure(page, u"Notification lag"_s), u"41\u202Fms"_s);
    QCOMPARE(concerns(page).size(), 1);
    QVERIFY(concerns(page).constFirst().contains(u"100 by a file"));
    const auto *table = in<QTableView>(page, "storageTable");
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(cell(*table, 0, StorageModel::Table), u"prompt_executions"_s); // the largest
    QCOMPARE(cell(*table, 0, StorageModel::Day), u"30 days"_s);
    QVERIFY(in<QLabel>(page, "storageTotal")->text().contains(u"in all"));
}

void HealthPageTest::wellAndWithoutReports()
{
    HealthPage page;
    showPage(page);
    HealthReading reading = someReading();
    page.showReading(reading);
    QCOMPARE(concerns(page), QStringList{u"Everything is well."_s});
    const auto *hint = in<QLabel>(page, "healthHint");
    QVERIFY(!hint->isVisible());
    reading.day = {};
    reading.before = {};
    page.showReading(reading);
    QVERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(u"record_prompt_loads()"));
    QCOMPARE(figure(page, u"Fallback rate"_s), u"–"_s);
}

void HealthPageTest::concernsComeAndGo()
{
    HealthPage page;
    showPage(page);
    HealthReading reading = someReading();
    reading.day.fromFile = 100;
    reading.state.overdueDays = 3;
    reading.state.notificationQueue = 0.3;
    page.showReading(reading);
    QCOMPARE(concerns(page).size(), 3);
    reading.day.fromFile = 0;
    page.showReading(reading);
    QCOMPARE(concerns(page).size(), 2);
    page.showReading(someReading());
    QCOMPARE(concerns(page), QStringList{u"Everything is well."_s});
}

void HealthPageTest::lagArrivesBetweenReadings()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    QCOMPARE(figure(page, u"Notification lag"_s), u"–"_s);
    page.showConnection({.notificationLag = std::chrono::seconds(12)});
    QCOMPARE(figure(page, u"Notification lag"_s), u"12.0\u202Fs"_s);
    QVERIFY(concerns(page).constFirst().startsWith(u"A notification takes"));
}

void HealthPageTest::daysAreShownWhenAsked()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    const auto *table = in<QTableView>(page, "storageTable");
    auto *eachDay = in<QCheckBox>(page, "storageEachDay");
    eachDay->setFocus();
    QTest::keyClick(eachDay, Qt::Key_Space);
    QCOMPARE(table->model()->rowCount(), 32);
    QCOMPARE(cell(*table, 0, StorageModel::Day), u"Fri 30 Oct 2026"_s);
    QCOMPARE(cell(*table, 0, StorageModel::Rows), u"30,000"_s);
    QTest::keyClick(eachDay, Qt::Key_Space);
    QCOMPARE(table->model()->rowCount(), 3);
}

/// What is read every few seconds takes neither one's row nor one's place.
void HealthPageTest::selectionAndScrollStay()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    in<QCheckBox>(page, "storageEachDay")->setChecked(true);
    auto *table = in<QTableView>(page, "storageTable");
    table->setCurrentIndex(table->model()->index(25, 0));
    const QString day = cell(*table, 25, StorageModel::Day);
    QTRY_VERIFY(table->verticalScrollBar()->maximum() > 10); // rows are laid out when there is time
    table->verticalScrollBar()->setValue(10);
    const int place = table->verticalScrollBar()->value();
    HealthReading later = someReading(31); // the next day has begun
    later.storage[5].rows = *later.storage[5].rows + 7;
    page.showReading(later);
    const int row = table->currentIndex().row();
    QCOMPARE(cell(*table, row, StorageModel::Day), day);
    QVERIFY(table->selectionModel()->isRowSelected(row));
    QCOMPARE(table->verticalScrollBar()->value(), place);
}

void HealthPageTest::rowsAreCopied()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    auto *table = in<QTableView>(page, "storageTable");
    table->setFocus();
    table->selectRow(1);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.at(0), u"Table\tDay (UTC)\tRows (estimate)\tSize\tOf it indexes\tShare"_s);
    QVERIFY2(lines.at(1).startsWith(u"prompt_versions\t\t400\t878.9 kB\t48.8 kB\t"), qPrintable(lines.at(1)));
    QCOMPARE(lines.size(), 3);
}

void HealthPageTest::sortsByWhatItShows()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    auto *table = in<QTableView>(page, "storageTable");
    table->sortByColumn(StorageModel::Rows, Qt::AscendingOrder);
    QCOMPARE(cell(*table, 0, StorageModel::Table), u"audit_events"_s);
    table->sortByColumn(StorageModel::Table, Qt::DescendingOrder);
    QCOMPARE(cell(*table, 0, StorageModel::Table), u"prompt_versions"_s);
    in<QCheckBox>(page, "storageEachDay")->setChecked(true);
    table->sortByColumn(StorageModel::Day, Qt::DescendingOrder);
    QCOMPARE(cell(*table, 0, StorageModel::Day), u"Fri 30 Oct 2026"_s);
}

void HealthPageTest::failureLeavesWhatWasRead()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    page.showError({.kind = ErrorKind::NoDatabase, .message = u"The server went away."_s});
    auto *banner = in<Banner>(page, "healthBanner");
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains(u"could not be brought up to date: The database does not answer."),
             qPrintable(banner->text()));
    QVERIFY(banner->toolTip().contains(u"The server went away."));
    QVERIFY(in<QTableView>(page, "storageTable")->isVisible());
    QCOMPARE(figure(page, u"Loads"_s), u"1,000"_s);
    const QSignalSpy retried(&page, &HealthPage::retryRequested);
    QTest::mouseClick(in<QPushButton>(*banner, "bannerAction"), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    page.showReading(someReading());
    QVERIFY(!banner->isVisible());
    // What the window says the page does not say again.
    const Error lost{.kind = ErrorKind::NoDatabase, .message = u"The server went away."_s};
    page.showError(lost);
    QVERIFY(banner->isVisible());
    page.setConnected(false);
    QVERIFY(!banner->isVisible());
    page.showError(lost);
    QVERIFY(!banner->isVisible());
    page.showError({.kind = ErrorKind::Failed, .message = u"It is something else."_s});
    QVERIFY(banner->isVisible() && banner->text().contains(u"something else"));
    page.setConnected(true);
    page.showError(lost);
    QVERIFY(banner->isVisible());
}

void HealthPageTest::withoutRightsItSaysWhatIsNeeded()
{
    HealthPage page;
    showPage(page);
    page.showError({.kind = ErrorKind::NotPermitted, .message = u"permission denied"_s});
    QVERIFY(in<QLabel>(page, "emptyText")->text().contains(u"promptuary_viewer"));
    const QSignalSpy retried(&page, &HealthPage::retryRequested);
    QTest::mouseClick(in<QPushButton>(page, "emptyFirstStep"), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    page.showError({.kind = ErrorKind::NoDatabase, .message = u"The server went away."_s});
    QVERIFY(in<QLabel>(page, "emptyText")->text().contains(u"The database does not answer."));
}

void HealthPageTest::modelChangesOnlyWhatDiffers()
{
    StorageModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&model);
    const QAbstractItemModelTester sortedTester(&sorted, strict);
    HealthReading reading = someReading(3);
    model.setFigures(reading.storage);
    QCOMPARE(model.rowCount(), 5);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setFigures(reading.storage);
    QCOMPARE(changed.count() + inserted.count() + removed.count(), 0);
    reading.storage[2].rows = *reading.storage[2].rows + 1; // the first day
    model.setFigures(reading.storage);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1); // after audit_events
    HealthReading next = someReading(4);
    next.storage.removeAt(2); // a day was dropped, another begun
    model.setFigures(next.storage);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(1, StorageModel::Day).data().toString(), u"Fri 2 Oct 2026"_s);
    model.setFigures({});
    QCOMPARE(model.rowCount(), 0);
}

void HealthPageTest::coloursFollowThePalette()
{
    HealthPage page;
    showPage(page);
    HealthReading reading = someReading();
    reading.day.fromFile = 100;
    page.showReading(reading);
    for (const QPalette &palette : {darkPalette(), lightPalette()}) {
        page.setPalette(palette);
        const auto *remedy = in<QLabel>(page, "concernRemedy");
        QCOMPARE(remedy->palette().color(QPalette::WindowText), colors(palette).secondaryText);
        const QImage picture = page.grab().toImage();
        QVERIFY(!picture.isNull());
    }
}

void HealthPageTest::tilesFitTheWidth()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    const auto inFirstRow = [&page] {
        const QList<MetricTile *> tiles = page.findChildren<MetricTile *>();
        return std::ranges::count(tiles, tiles.constFirst()->y(), [](const MetricTile *tile) { return tile->y(); });
    };
    QTRY_COMPARE(inFirstRow(), 5);
    page.resize(620, 900);
    QTRY_COMPARE(inFirstRow(), 3);
    QVERIFY(page.width() <= 640);
}

void HealthPageTest::leadsToTheRetention()
{
    HealthPage page;
    showPage(page);
    page.showReading(someReading());
    const QSignalSpy asked(&page, &HealthPage::retentionRequested);
    QTest::mouseClick(in<QPushButton>(page, "healthRetention"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

QTEST_MAIN(HealthPageTest)
#include "tst_healthpage.moc"
