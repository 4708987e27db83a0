// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/findingsmodel.h"
#include "ui/shell/findingspanel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repeatsAreOneRow()
    {
        FindingsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy count(&model, &FindingsModel::countChanged);
        model.add({.text = u"The server is away."_s});
        model.add({.severity = Severity::Warning, .text = u"v16 was saved meanwhile."_s});
        model.add({.text = u"The server is away."_s});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.at(0).text, u"The server is away."_s);
        QCOMPARE(model.at(0).times, 2);
        QVERIFY(model.index(0, FindingsModel::TextColumn).data().toString().contains(u'2'));
        QCOMPARE(count.size(), 2);
        model.remove(0);
        QCOMPARE(model.rowCount(), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(count.last().at(0).toInt(), 0);
    }

    void isBounded()
    {
        FindingsModel model;
        for (int i = 0; i < 700; ++i)
            model.add({.text = QString::number(i)});
        QVERIFY(model.rowCount() <= 500);
        QCOMPARE(model.at(0).text, u"699"_s);
    }

    void keyboardAndButtons()
    {
        FindingsPanel panel;
        panel.resize(900, 160);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QSignalSpy activated(&panel, &FindingsPanel::activated);
        int retried = 0;
        panel.add(Error{.kind = ErrorKind::NoDatabase,
                        .message = u"Not saved: the server is away."_s,
                        .remedy = u"Wait."_s,
                        .place = u"Invoices"_s},
                  u"Retry"_s, [&retried] { ++retried; });
        QCOMPARE(panel.count(), 1);
        auto *view = panel.findChild<QTreeView *>(u"findingsView"_s);
        auto *act = panel.findChild<QPushButton *>(u"findingsActButton"_s);
        QVERIFY(view->isVisible());
        QTRY_VERIFY(view->visualRect(view->model()->index(0, 0)).width() > 100);
        QCOMPARE(act->text(), u"Retry"_s);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(retried, 1);
        QTest::mouseClick(act, Qt::LeftButton);
        QCOMPARE(retried, 2);
        const QPoint row = view->visualRect(view->model()->index(0, 0)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, row);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, row);
        QCOMPARE(retried, 3);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Invoices: Not saved: the server is away. Wait."));
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(panel.count(), 0);
        QVERIFY(!view->isVisible());
        QVERIFY(!act->isEnabled());
    }

    void longFindingsAreReadWhole()
    {
        // As in the window, where the first finding opens the panel.
        FindingsPanel panel;
        panel.resize(900, 160);
        const auto *view = panel.findChild<QTreeView *>(u"findingsView"_s);
        const auto height = [view](int row) { return view->visualRect(view->model()->index(row, 0)).height(); };
        panel.add({.text = u"Short."_s});
        panel.add({.text = u"Words that go on and on. "_s.repeated(12), .remedy = u"Less. "_s.repeated(40)});
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const int line = view->fontMetrics().lineSpacing();
        QTRY_VERIFY2(height(0) >= 4 * line, qPrintable(QString::number(height(0))));
        QVERIFY(height(1) > 0 && height(1) < 2 * line);
        const int before = height(0);
        panel.resize(600, 160);
        QTRY_VERIFY(height(0) > before);
    }

    void theKeyboardReadsWhatIsTallerThanThePanel()
    {
        FindingsPanel panel;
        panel.resize(700, 140);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *view = panel.findChild<QTreeView *>(u"findingsView"_s);
        panel.add({.text = u"Older."_s});
        panel.add({.text = u"Words that go on and on. "_s.repeated(60)});
        const auto row = [view] { return view->visualRect(view->model()->index(0, 0)); };
        QTRY_VERIFY(row().height() > view->viewport()->height());
        QTRY_COMPARE(row().top(), 0);
        int keys = 0;
        for (; keys < 100 && row().bottom() >= view->viewport()->height(); ++keys) {
            QTest::keyClick(view, Qt::Key_Down);
            QCOMPARE(view->currentIndex().row(), 0);
        }
        QVERIFY2(keys > 0 && keys < 100, qPrintable(QString::number(keys)));
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->currentIndex().row(), 1);
        for (keys = 0; keys < 100 && (view->currentIndex().row() != 0 || row().top() < 0); ++keys)
            QTest::keyClick(view, Qt::Key_Up);
        QCOMPARE(row().top(), 0);
    }

    void errorsBecomeFindings()
    {
        QVERIFY(findingOf({.kind = ErrorKind::Conflict, .message = u"x"_s}).severity == Severity::Warning);
        QVERIFY(findingOf({.kind = ErrorKind::Failed, .message = u"x"_s}).severity == Severity::Error);
        QVERIFY(findingOf({.kind = ErrorKind::Cancelled, .message = u"x"_s}).severity == Severity::Information);
    }
};

QTEST_MAIN(TestFindings)
#include "tst_findings.moc"
