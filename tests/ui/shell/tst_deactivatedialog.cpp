// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/deactivatedialog.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class DeactivateDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void confirmsOnce();
    void followsWhatServes();
    void followsThatNothingServes();
    void aConflictIsLookedAtAgain();

private:
    [[nodiscard]] QString title() const { return m_dialog->findChild<QLabel *>(u"deactivateTitle"_s)->text(); }
    [[nodiscard]] QPushButton *confirm() const { return m_dialog->findChild<QPushButton *>(u"confirmDeactivate"_s); }
    [[nodiscard]] Banner *banner() const { return m_dialog->findChild<Banner *>(); }
    void pressInBanner() const
    {
        QTest::mouseClick(banner()->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    }

    std::unique_ptr<DeactivateDialog> m_dialog;
};

void DeactivateDialogTest::init()
{
    m_dialog = std::make_unique<DeactivateDialog>(u"Invoices"_s, 3, u"production"_s, nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

void DeactivateDialogTest::confirmsOnce()
{
    QSignalSpy confirmed(m_dialog.get(), &DeactivateDialog::confirmed);
    QCOMPARE(title(), u"Deactivate v3 in production?"_s);
    QTest::keyClicks(m_dialog->findChild<QPlainTextEdit *>(u"deactivateReason"_s), u"Leaks"_s);
    QTest::mouseClick(confirm(), Qt::LeftButton);
    QTest::mouseClick(confirm(), Qt::LeftButton);
    QCOMPARE(confirmed.size(), 1);
    QCOMPARE(confirmed.first().first().toString(), u"Leaks"_s);
    QVERIFY(!m_dialog->isUndecided());
    m_dialog->showError({.message = u"The database is away."_s});
    QVERIFY(m_dialog->isUndecided());
    QVERIFY(confirm()->isEnabled());
    QVERIFY(banner()->text().contains(u"away"));
}

void DeactivateDialogTest::followsWhatServes()
{
    auto *reason = m_dialog->findChild<QPlainTextEdit *>(u"deactivateReason"_s);
    QTest::keyClicks(reason, u"Leaks"_s);
    m_dialog->setActive(4, u"ada activated v4 in production meanwhile."_s);
    QCOMPARE(title(), u"Deactivate v4 in production?"_s);
    QCOMPARE(confirm()->text(), u"Deactivate v4"_s);
    QCOMPARE(confirm()->accessibleName(), u"Deactivate v4"_s);
    QCOMPARE(banner()->text(), u"ada activated v4 in production meanwhile."_s);
    QCOMPARE(m_dialog->active(), 4);
    QCOMPARE(reason->toPlainText(), u"Leaks"_s);
    // A hand on its way to the button may not have read that.
    QVERIFY(!confirm()->isEnabled());
    pressInBanner();
    QVERIFY(confirm()->isEnabled());
    QVERIFY(!banner()->isVisible());
}

void DeactivateDialogTest::followsThatNothingServes()
{
    m_dialog->setActive(0, u"ada deactivated v3 in production meanwhile. Nothing serves there now."_s);
    QCOMPARE(title(), u"Nothing serves in production"_s);
    QVERIFY(!confirm()->isEnabled());
    QVERIFY(banner()->isVisible());
    QVERIFY(!banner()->findChild<QPushButton *>(u"bannerAction"_s)->isVisible());
}

void DeactivateDialogTest::aConflictIsLookedAtAgain()
{
    QSignalSpy asked(m_dialog.get(), &DeactivateDialog::lookAgainRequested);
    QTest::mouseClick(confirm(), Qt::LeftButton);
    m_dialog->showError({.kind = ErrorKind::Conflict, .message = u"Version 4 serves meanwhile."_s});
    QVERIFY(!confirm()->isEnabled());
    pressInBanner();
    QCOMPARE(asked.size(), 1);
    m_dialog->setActive(4, u"v4 serves in production now."_s);
    QVERIFY(!confirm()->isEnabled());
    pressInBanner();
    QCOMPARE(asked.size(), 1);
    QVERIFY(confirm()->isEnabled());
}

QTEST_MAIN(DeactivateDialogTest)
#include "tst_deactivatedialog.moc"
