// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/executions/samplelog.h"
#include "ui/executions/executionlist.h"
#include "ui/executions/executionmodel.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestExecutionList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<SampleLog>(m_server);
        m_list = std::make_unique<ExecutionList>(m_log->store());
        m_list->setTemplateNames([](TemplateId) { return u"Alpha"_s; });
        m_list->setEnvironments({u"production"_s, u"staging"_s});
        m_list->resize(900, 800);
        m_table = find<QTableView>("executionTable");
    }

    void cleanup()
    {
        m_list.reset();
        m_log.reset();
    }

    void saysWhatBelongsHere()
    {
        show();
        auto *text = find<QLabel>("emptyText");
        QTRY_VERIFY(text->text().startsWith(u"No executions of “Alpha” yet."_s));
        QVERIFY(text->text().contains(u"promptuaryctl record"_s));
        choose("executionEnvironment", u"staging"_s);
        QTRY_VERIFY(text->text().startsWith(u"No executions of “Alpha” yet."_s)); // with or without that filter
        m_log->record(u"Alpha"_s, 3, m_now);
        QTRY_COMPARE(text->text(), u"No execution matches these filters."_s);
        QTest::mouseClick(find<QPushButton>("emptyFirstStep"), Qt::LeftButton);
        QTRY_COMPARE(m_table->model()->rowCount(), 3);
        QVERIFY(m_table->isVisible());
        m_log->record(u"Alpha"_s, 2, m_now.addSecs(10));
        QTRY_COMPARE(m_table->model()->rowCount(), 5); // by itself
    }

    /// There are figures of them: nobody must read that there were none.
    void saysThatExecutionsAreGone()
    {
        m_log->record(u"Alpha"_s, 3, m_now.addDays(-40));
        QCOMPARE(m_log->store().page({}, 10).result()->size(), 3);
        const auto gone = [this] {
            return m_log->store().maintain().result() && m_log->store().page({}, 1).result()->isEmpty();
        };
        QTRY_VERIFY(gone());
        show();
        const auto *text = find<QLabel>("emptyText");
        QTRY_VERIFY(text->text().startsWith(u"No executions of “Alpha” are left in the log. There were 3."_s));
        QVERIFY2(text->text().contains(u"kept for 30 days"), qPrintable(text->text()));
        choose("executionEnvironment", u"staging"_s);
        QTRY_VERIFY(text->text().startsWith(u"No executions of “Alpha” are left"_s));
    }

    void filters()
    {
        m_log->record(u"Alpha"_s, 100, m_now);
        m_log->record(u"Beta"_s, 40, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 100);
        choose("executionVersion", u"v2"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 33);
        choose("executionModel", u"model-1"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 17);
        find<QToolButton>("executionClearFilters")->click();
        QTRY_COMPARE(m_table->model()->rowCount(), 100);
        choose("executionOutcome", u"Failed: timeout"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 10);
        choose("executionOutcome", u"Waits for review"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        choose("executionEnvironment", u"staging"_s);
        QTRY_COMPARE(find<QLabel>("emptyText")->text(), u"No execution matches these filters."_s);
        QTest::mouseClick(find<QPushButton>("emptyFirstStep"), Qt::LeftButton);
        QTRY_COMPARE(m_table->model()->rowCount(), 100);
        choose("executionTime", u"From … to …"_s);
        auto *until = find<QDateTimeEdit>("executionUntil");
        QVERIFY(until->isVisible());
        until->setDateTime(m_log->store().page({}, 1).result()->first().startedAt); // the newest is out
        QTRY_COMPARE(m_table->model()->rowCount(), 99);
        choose("executionTime", u"Any time"_s);
        choose("executionScope", u"All templates"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 140);
        QVERIFY(!m_table->isColumnHidden(ExecutionModel::Template));
    }

    void staysWhereOneReads()
    {
        m_log->record(u"Alpha"_s, 300, m_now.addSecs(-60));
        show();
        QTRY_VERIFY(m_table->model()->rowCount() >= 200);
        m_table->verticalScrollBar()->setValue(50);
        m_table->selectRow(55);
        const QUuid chosen = m_list->model()->at(55).id;
        const QUuid top = m_list->model()->at(m_table->rowAt(0)).id;
        m_log->record(u"Alpha"_s, 40, m_now);
        auto *news = find<QPushButton>("executionNews");
        QTRY_VERIFY(news->isVisible());
        QCOMPARE(news->text(), u"40 newer above"_s);
        QCOMPARE(m_list->model()->at(m_table->rowAt(0)).id, top);
        QCOMPARE(m_list->model()->at(m_table->currentIndex().row()).id, chosen);
        QTest::mouseClick(news, Qt::LeftButton);
        QVERIFY(!news->isVisible());
        QCOMPARE(m_table->verticalScrollBar()->value(), 0);
    }

    void opensAndStepsBackByKeyboard()
    {
        m_log->record(u"Alpha"_s, 20, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 20);
        m_list->focusContent();
        QVERIFY(!m_table->currentIndex().isValid()); // the list still follows what comes in
        QTest::keyClick(m_table, Qt::Key_Down);
        auto *details = find<QWidget>("executionDetails");
        QVERIFY(!details->isVisible());
        QTest::keyClick(m_table, Qt::Key_Return);
        QVERIFY(details->isVisible());
        auto *prompt = find<QPlainTextEdit>("executionPrompt");
        QTRY_COMPARE(prompt->toPlainText(), u"Prompt 0"_s);
        QCOMPARE(find<QPlainTextEdit>("executionVariables")->toPlainText(), u"{\n  \"number\": 0\n}"_s);
        QTest::keyClick(m_table, Qt::Key_Down);
        QTRY_COMPARE(prompt->toPlainText(), u"Prompt 1"_s);
        QTest::keyClick(m_table, Qt::Key_Return);
        QVERIFY(details->isAncestorOf(m_list->focusWidget()));
        QTest::keyClick(m_list->focusWidget(), Qt::Key_Escape);
        QCOMPARE(m_list->focusWidget(), m_table);
        QVERIFY(details->isVisible());
        QTest::keyClick(m_table, Qt::Key_Escape);
        QVERIFY(!details->isVisible());
        QTest::keyClick(m_table, Qt::Key_Escape);
        QVERIFY(!m_table->currentIndex().isValid());
    }

    void reviews()
    {
        m_log->record(u"Alpha"_s, 20, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 20);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(index(3)).center());
        auto *approve = find<QPushButton>("executionApprove");
        auto *takeBack = find<QPushButton>("executionTakeBack");
        QTRY_VERIFY(approve->isVisible());
        QVERIFY(!takeBack->isVisible());
        QTest::keyClicks(find<QLineEdit>("executionNote"), u"Reads well"_s);
        press(approve);
        QVERIFY(!approve->isEnabled()); // at once
        QTRY_COMPARE(m_list->model()->at(3).reviewOutcome, u"approved"_s);
        const auto payload = m_log->store().payload(m_list->model()->at(3)).result();
        QCOMPARE(payload->reviewNote, u"Reads well"_s);
        QTRY_VERIFY(takeBack->isEnabled());
        press(takeBack);
        QTRY_COMPARE(m_list->model()->at(3).reviewOutcome, QString());
        QTRY_VERIFY(approve->isEnabled());
        m_list->setMayReview(false);
        QVERIFY(!approve->isEnabled());
        QVERIFY(!approve->toolTip().isEmpty());
    }

    void reviewsTheOneThatIsShown()
    {
        m_log->run(u"select promptuary.record_executions((select json_agg(json_build_object('id', 'twice', 'template', "
                   "'Alpha', 'version', 1, 'started_at', now() - i * interval '1 h', 'success', true, "
                   "'rendered_prompt', 'Prompt ' || i)) from generate_series(1, 2) i))"_s);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(index(1)).center());
        QTRY_COMPARE(find<QPlainTextEdit>("executionPrompt")->toPlainText(), u"Prompt 2"_s);
        press(find<QPushButton>("executionReject"));
        QTRY_COMPARE(m_list->model()->at(1).reviewOutcome, u"rejected"_s);
        QVERIFY(m_list->model()->at(0).reviewOutcome.isEmpty()); // of the same id, but an hour later
        const QList<Execution> kept = m_log->store().page({}, 2).result().value();
        QVERIFY(kept.at(0).reviewOutcome.isEmpty());
        QCOMPARE(kept.at(1).reviewOutcome, u"rejected"_s);
    }

    /// The button that was pressed is disabled; the focus must not go to another part of the window.
    void reviewsOneAfterTheOtherByKeyboard()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        m_list->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_list.get()));
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(index(1)).center());
        auto *approve = find<QPushButton>("executionApprove");
        QTRY_VERIFY(approve->isVisible());
        approve->setFocus();
        QTest::keyClick(approve, Qt::Key_Space);
        QCOMPARE(m_list->focusWidget(), m_table);
        QTRY_COMPARE(m_list->model()->at(1).reviewOutcome, u"approved"_s);
        QCOMPARE(m_list->focusWidget(), m_table);
        QTest::keyClick(m_table, Qt::Key_Down);
        QCOMPARE(m_table->currentIndex().row(), 2);
    }

    void saysWhyAReviewWasRefused()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(index(0)).center());
        QVERIFY(
            m_log->store().review(m_list->model()->at(0).id, {}, u"approved"_s, {}).result()); // someone else, just now
        press(find<QPushButton>("executionApprove"));
        QTRY_VERIFY(find<QWidget>("executionBanner")->isVisible());
    }

    void copiesRows()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        m_table->selectAll();
        m_table->setFocus();
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 6);
    }

    void asksForTheAddressOfTraces()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        const QSignalSpy changed(m_list.get(), &ExecutionList::traceTemplateChanged);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(index(0)).center());
        auto *open = find<QPushButton>("executionOpenTrace");
        QTRY_VERIFY(open->isVisible());
        press(open);
        auto *field = find<QLineEdit>("executionTraceTemplate");
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, u"file:///{trace_id}"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(changed.count(), 0);
        QVERIFY(find<QWidget>("executionBanner")->isVisible());
        field->clear();
        QTest::keyClicks(field, u"https://traces.example.com/{trace_id}"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(open->text(), u"Open trace"_s);
        QCOMPARE(open->toolTip(), u"https://traces.example.com/trace-0"_s);
    }

    void saysThatTheDatabaseIsAway()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        m_server.stop();
        auto *banner = find<QWidget>("executionsBanner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(m_table->isVisible()); // what was read stays
        m_server.start();
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 20'000);
    }

    void saysThatOneMayNotRead()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        m_log->run(u"create role outsider login"_s);
        Database database(m_log->conninfo() + u" user=outsider"_s);
        ExecutionStore store(database);
        ExecutionList list(store);
        list.setTemplate(m_log->find(u"Alpha"_s));
        list.show();
        const auto *text = list.findChild<QLabel *>(u"emptyText"_s);
        QTRY_VERIFY(text->text().startsWith(u"You may not read executions"_s));
        m_log->run(u"grant promptuary_viewer to outsider"_s);
        QTest::mouseClick(list.findChild<QPushButton *>(u"emptyFirstStep"_s), Qt::LeftButton);
        QTRY_COMPARE(list.model()->rowCount(), 5);
    }

    void goesThroughRowsByHomeAndEnd()
    {
        m_log->record(u"Alpha"_s, 50, m_now);
        show();
        QTRY_COMPARE(m_table->model()->rowCount(), 50);
        m_list->focusContent();
        QTest::keyClick(m_table, Qt::Key_End);
        QCOMPARE(m_table->currentIndex().row(), 49);
        QTest::keyClick(m_table, Qt::Key_Home);
        QCOMPARE(m_table->currentIndex().row(), 0);
    }

    void followsTheEnvironmentOfTheWindow()
    {
        m_log->record(u"Alpha"_s, 5, m_now);
        m_list->setEnvironments({u"production"_s, u"staging"_s}, u"staging"_s);
        show();
        auto *text = find<QLabel>("emptyText");
        QTRY_COMPARE(text->text(), u"No execution matches these filters."_s);
        m_list->setEnvironments({u"production"_s, u"staging"_s}, u"production"_s);
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        QVERIFY(m_table->isColumnHidden(ExecutionModel::Environment)); // all rows have the same
        choose("executionEnvironment", u"Any environment"_s);
        QTRY_VERIFY(!m_table->isColumnHidden(ExecutionModel::Environment));
        m_list->setEnvironments({u"production"_s, u"staging"_s}, u"production"_s); // the same again: the user chose
        QCOMPARE(find<QComboBox>("executionEnvironment")->currentText(), u"Any environment"_s);
    }

    void namesEveryControl()
    {
        for (const QWidget *widget : m_list->findChildren<QWidget *>()) {
            const bool interactive =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
                qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractScrollArea *>(widget);
            if (!interactive || widget->objectName().startsWith("qt_"_L1) || widget->inherits("QHeaderView") ||
                QLatin1StringView(widget->metaObject()->className()).contains("Private"_L1) ||
                QLatin1StringView(widget->metaObject()->className()) == "QTableCornerButton"_L1 ||
                qobject_cast<const QTabBar *>(widget->parentWidget()) ||
                qobject_cast<const QComboBox *>(widget->parentWidget()) || widget->parentWidget()->isWindow() ||
                (widget->objectName() == "bannerAction"_L1))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            const bool offered =
                widget->objectName() != "emptyFirstStep"_L1 && widget->objectName() != "emptySecondStep"_L1;
            QVERIFY2(!widget->accessibleName().isEmpty() || !offered, qPrintable(widget->objectName()));
        }
    }

private:
    template<typename T>
    T *find(const char *name)
    {
        return m_list->findChild<T *>(QString::fromLatin1(name));
    }

    QModelIndex index(int row) { return m_table->model()->index(row, ExecutionModel::Environment); }

    void show()
    {
        m_list->setTemplate(m_log->find(u"Alpha"_s));
        m_list->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
    }

    /// As soon as it has its place.
    static void press(QAbstractButton *button)
    {
        QTRY_VERIFY(button->isEnabled() && !button->visibleRegion().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
    }

    /// As soon as it is offered.
    void choose(const char *box, const QString &choice)
    {
        auto *found = find<QComboBox>(box);
        QTRY_VERIFY(found->findText(choice) >= 0);
        found->setCurrentIndex(found->findText(choice));
    }

    TestServer m_server;
    const QDateTime m_now = QDateTime::currentDateTimeUtc().addSecs(-200);
    std::unique_ptr<SampleLog> m_log;
    std::unique_ptr<ExecutionList> m_list;
    QTableView *m_table = nullptr;
};

QTEST_MAIN(TestExecutionList)
#include "tst_executionlist.moc"
