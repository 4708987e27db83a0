// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/database/migrator.h"
#include "core/prompts/promptstore.h"
#include "tests/support/testserver.h"
#include "ui/exchange/importdialog.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class TestImportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const QString conninfo = m_server.createDatabase();
        auto connection = Connection::open(conninfo);
        QVERIFY(connection);
        QVERIFY(Migrator(*connection).deploy());
        m_database = std::make_unique<Database>(conninfo);
        m_store = std::make_unique<ImportStore>(*m_database);
        m_dialog = std::make_unique<ImportDialog>(*m_store, QStringList{u"Classification"_s});
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_store.reset();
        m_database.reset();
    }

    void importsWhatIsTicked()
    {
        const QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
        auto *button = find<QPushButton>("importButton");
        QVERIFY(!button->isEnabled());
        open("act,prompt\nOne,1\nTwo,2\nBad\nThree,3\n");
        QTRY_VERIFY(button->isEnabled());
        QCOMPARE(button->text(), u"&Import 3 templates"_s);
        auto *table = find<QTableView>("importTable");
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(message().contains(u"cannot be imported"_s));

        // Untick the second template with the mouse.
        const QModelIndex two = table->model()->index(2, 0);
        QCOMPARE(two.data().toString(), u"Two"_s);
        const QRect cell = table->visualRect(two);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 12, cell.center().y()));
        QCOMPARE(button->text(), u"&Import 2 templates"_s);
        QCOMPARE(find<QCheckBox>("importTickAll")->checkState(), Qt::PartiallyChecked);

        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(imported.count(), 1);
        QCOMPARE(names(), (QStringList{u"One"_s, u"Three"_s}));
        QVERIFY2(message().startsWith(u"Added 2 new templates and 2 new versions."_s), qPrintable(message()));
        QCOMPARE(button->text(), u"&Close"_s);
        QTest::mouseClick(find<QPushButton>("importCopyReport"), Qt::LeftButton);
        const QString report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(u"One\tImported\t1\tadded\t"_s));
        QVERIFY(report.contains(u"problem: The row has 1 cells, the header 2."_s));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_dialog->isHidden());
    }

    void filtersAndTicksWhatIsShown()
    {
        open("act,prompt\nAlpha,1\nBeta,2\nAlphabet,3\n");
        auto *button = find<QPushButton>("importButton");
        QTRY_COMPARE(button->text(), u"&Import 3 templates"_s);
        QTest::keyClicks(find<QLineEdit>("importFilter"), u"alpha"_s);
        QCOMPARE(find<QTableView>("importTable")->model()->rowCount(), 2);
        find<QCheckBox>("importTickAll")->click();
        QCOMPARE(button->text(), u"&Import 1 template"_s);
        find<QCheckBox>("importTickAll")->click();
        QCOMPARE(button->text(), u"&Import 3 templates"_s);
        QTest::keyClicks(find<QLineEdit>("importFilter"), u"x"_s);
        QCOMPARE(find<QLabel>("importEmptyHint")->text(), u"No row matches “alphax”."_s);
        QVERIFY(find<QLabel>("importEmptyHint")->isVisible());
    }

    void worksByKeyboard()
    {
        auto *button = find<QPushButton>("importButton");
        open("act,prompt\nOne,1\n");
        QTRY_VERIFY(button->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_I, Qt::AltModifier);
        QTRY_COMPARE(button->text(), u"&Close"_s);
        QTRY_VERIFY(button->hasFocus());
        QTest::keyClick(button, Qt::Key_Return);
        QVERIFY(m_dialog->isHidden());
    }

    void refusesAllWhereAsked()
    {
        open("act,prompt\nOne,1\nBad\n");
        auto *button = find<QPushButton>("importButton");
        QTRY_VERIFY(button->isEnabled());
        find<QCheckBox>("importStrict")->click();
        QVERIFY(!button->isEnabled());
        QVERIFY(message().contains(u"nothing would be"_s));
        find<QCheckBox>("importStrict")->click();
        QVERIFY(button->isEnabled());
    }

    void saysWhatIsThereAlready()
    {
        open("act,prompt\nOne,1\n");
        auto *button = find<QPushButton>("importButton");
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QTRY_COMPARE(button->text(), u"&Close"_s);
        ImportDialog again(*m_store, {});
        again.setSource(m_file);
        auto *table = again.findChild<QTableView *>(u"importTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(table->model()->index(0, 3).data().toString(), u"unchanged"_s);
        QVERIFY(!again.findChild<QPushButton *>(u"importButton"_s)->isEnabled());
    }

    void letsTheColumnsBeChosen()
    {
        open("id,persona,instruction\n1,Poet,Write.\n");
        auto *nameColumn = find<QComboBox>("importNameColumn");
        QTRY_COMPARE(nameColumn->count(), 4);
        QVERIFY(message().contains(u"no column"_s));
        const auto choose = [](QComboBox *box, const QString &column) {
            box->setCurrentText(column);
            Q_EMIT box->activated(box->currentIndex());
        };
        choose(nameColumn, u"persona"_s);
        choose(find<QComboBox>("importTextColumn"), u"instruction"_s);
        auto *button = find<QPushButton>("importButton");
        QTRY_VERIFY(button->isEnabled());
        QCOMPARE(find<QTableView>("importTable")->model()->index(0, 0).data().toString(), u"Poet"_s);
        find<QComboBox>("importTaskType")->setEditText(u"Poetry"_s);
        QTRY_COMPARE(find<QTableView>("importTable")->model()->index(0, 1).data().toString(), u"Poetry"_s);
    }

    void takesWhatIsDropped()
    {
        write("act,prompt\nOne,1\n");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_file)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_dialog.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_dialog.get(), &drop);
        QTRY_VERIFY(find<QPushButton>("importButton")->isEnabled());
    }

    void closingCancels()
    {
        QByteArray csv = "act,prompt\n";
        for (int i = 0; i < 400; ++i)
            csv += "t" + QByteArray::number(i) + ",text\n";
        open(csv);
        auto *button = find<QPushButton>("importButton");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), 60'000);
        button->click();
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isHidden());
        m_dialog.reset();
        // What comes after in the same database waits for the import to be gone, and finds nothing of it.
        QVERIFY(m_store->import({}, {}).result());
        QCOMPARE(names(), QStringList());
    }

    void namesEveryControl()
    {
        for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
            const bool interactive = qobject_cast<const QAbstractButton *>(widget) ||
                                     qobject_cast<const QComboBox *>(widget) ||
                                     qobject_cast<const QTableView *>(widget);
            if (!interactive || widget->objectName().startsWith("qt_"_L1) ||
                QLatin1StringView(widget->metaObject()->className()) == "QTableCornerButton"_L1 ||
                qobject_cast<const QLineEdit *>(widget->parentWidget()))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }

private:
    template<typename T>
    T *find(const char *name)
    {
        return m_dialog->findChild<T *>(QString::fromLatin1(name));
    }

    void write(const QByteArray &csv)
    {
        m_file = m_folder.filePath(u"prompts%1.csv"_s.arg(++m_files));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(csv);
    }

    void open(const QByteArray &csv)
    {
        write(csv);
        m_dialog->setSource(m_file);
    }

    QString message() { return find<QLabel>("importMessage")->text(); }

    /// What was imported, beside the templates of a fresh install.
    QStringList names()
    {
        QStringList names;
        const auto templates = PromptStore(*m_database).templates().result();
        for (const TemplateSummary &summary : templates.value_or(QList<TemplateSummary>())) {
            if (summary.taskType == "imported"_L1)
                names.append(summary.name);
        }
        return names;
    }

    TestServer m_server;
    QTemporaryDir m_folder;
    QString m_file;
    int m_files = 0;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ImportStore> m_store;
    std::unique_ptr<ImportDialog> m_dialog;
};

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
