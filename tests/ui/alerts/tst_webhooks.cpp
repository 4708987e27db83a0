// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/webhookdialog.h"
#include "ui/alerts/webhookmodel.h"
#include "ui/alerts/webhooksdialog.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The dialogs in which webhooks are named, changed, removed and tried.
class WebhooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyOffersTheFirstOne();
    void listSaysHowItWent();
    void removalIsConfirmedWithWhatItTakesAway();
    void othersOnlyRead();
    void testShowsTheAnswer();
    void choiceStaysWhereItWas();
    void secretIsNeverShownAgain();
    void generatedSecretIsShownAndCopied();
    void refusalStandsBelowItsField_data();
    void refusalStandsBelowItsField();
    void otherRefusalsStandInTheDialog();

private:
    QList<AlertWebhook> m_wanted;
    void collect(const WebhooksDialog &dialog, void (WebhooksDialog::*signal)(const AlertWebhook &));
};

namespace
{

AlertWebhook ops()
{
    return {.id = 3,
            .name = u"ops"_s,
            .url = u"https://hooks.example.org/ops"_s,
            .waiting = 2,
            .problem = u"The receiver answered 503."_s,
            .triedAt = QDateTime::currentDateTime().addSecs(-300),
            .deliveredAt = QDateTime::currentDateTime().addDays(-1),
            .rules = {u"Success rate fell"_s}};
}

template<typename T>
T *in(QWidget &page, const char *name)
{
    T *found = page.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("There is no %s.", name);
    return found;
}

void press(QWidget &page, const char *name)
{
    QTest::mouseClick(in<QPushButton>(page, name), Qt::LeftButton);
}

void showAll(QDialog &dialog)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
}

} // namespace

void WebhooksTest::collect(const WebhooksDialog &dialog, void (WebhooksDialog::*signal)(const AlertWebhook &))
{
    m_wanted.clear();
    connect(&dialog, signal, this, [this](const AlertWebhook &webhook) { m_wanted << webhook; });
}

void WebhooksTest::emptyOffersTheFirstOne()
{
    WebhooksDialog dialog(true, nullptr);
    showAll(dialog);
    dialog.showWebhooks({});
    QVERIFY(!in<QTableView>(dialog, "webhookTable")->isVisible());
    QVERIFY(!in<QPushButton>(dialog, "editWebhook")->isEnabled());
    collect(dialog, &WebhooksDialog::editRequested);
    press(dialog, "emptyFirstStep");
    QCOMPARE(m_wanted.size(), 1);
    QCOMPARE(m_wanted[0].id, 0);
}

void WebhooksTest::listSaysHowItWent()
{
    WebhooksDialog dialog(true, nullptr);
    showAll(dialog);
    dialog.showWebhooks({ops(), {.id = 4, .name = u"pager"_s, .url = u"https://pager.example.org"_s}});
    QAbstractItemModel *model = in<QTableView>(dialog, "webhookTable")->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto cell = [model](int row, int column) { return model->index(row, column).data().toString(); };
    QCOMPARE(cell(0, WebhookModel::Address), u"https://hooks.example.org/ops"_s);
    QCOMPARE(cell(0, WebhookModel::LastDelivery), u"Failed 5 min ago: The receiver answered 503."_s);
    QCOMPARE(cell(0, WebhookModel::Waiting), u"2"_s);
    QCOMPARE(cell(1, WebhookModel::LastDelivery), u"Never told anything"_s);
    QVERIFY(model->index(0, WebhookModel::Name).data(Qt::ToolTipRole).toString().contains(u"Success rate fell"));
    QVERIFY(
        model->index(0, WebhookModel::LastDelivery).data(Qt::ToolTipRole).toString().contains(u"Took something last"));
    collect(dialog, &WebhooksDialog::editRequested);
    press(dialog, "editWebhook");
    QCOMPARE(m_wanted.size(), 1);
    QCOMPARE(m_wanted[0].id, 3);
}

void WebhooksTest::removalIsConfirmedWithWhatItTakesAway()
{
    WebhooksDialog dialog(true, nullptr);
    showAll(dialog);
    dialog.showWebhooks({ops()});
    collect(dialog, &WebhooksDialog::removalRequested);
    press(dialog, "removeWebhook");
    const auto *question = in<QLabel>(dialog, "webhookRemoval");
    QVERIFY(question->isVisible());
    QVERIFY(question->text().contains(u"“Success rate fell”") && question->text().contains(u"2 deliveries"));
    QVERIFY(m_wanted.isEmpty());
    press(dialog, "keepWebhook");
    QVERIFY(!question->isVisible());
    press(dialog, "removeWebhook");
    press(dialog, "confirmRemoval");
    QCOMPARE(m_wanted.size(), 1);
    QCOMPARE(m_wanted[0].id, 3);
}

void WebhooksTest::othersOnlyRead()
{
    WebhooksDialog dialog(false, nullptr);
    showAll(dialog);
    dialog.showWebhooks({ops()});
    for (const char *name : {"addWebhook", "editWebhook", "removeWebhook", "testWebhook"}) {
        QVERIFY2(!in<QPushButton>(dialog, name)->isEnabled(), name);
        QVERIFY2(in<QPushButton>(dialog, name)->toolTip().contains(u"promptuary_admin"), name);
    }
    dialog.showWebhooks({});
    QVERIFY(!in<QPushButton>(dialog, "emptyFirstStep")->isVisible());
}

void WebhooksTest::testShowsTheAnswer()
{
    WebhooksDialog dialog(true, nullptr);
    showAll(dialog);
    dialog.showWebhooks({ops()});
    collect(dialog, &WebhooksDialog::testRequested);
    press(dialog, "testWebhook");
    QCOMPARE(m_wanted.size(), 1);
    const auto *banner = in<Banner>(dialog, "webhooksBanner");
    dialog.showTesting(ops());
    QVERIFY(!in<QPushButton>(dialog, "testWebhook")->isEnabled()); // one at a time
    dialog.showOutcome(ops(), {.tried = true});
    QCOMPARE(banner->kind(), BannerKind::Success);
    QVERIFY(in<QPushButton>(dialog, "testWebhook")->isEnabled());
    dialog.showOutcome(ops(), {.tried = true, .problem = u"The receiver answered 404."_s});
    QCOMPARE(banner->kind(), BannerKind::Danger);
    QVERIFY(banner->text().endsWith(u"The receiver answered 404."));
    dialog.showOutcome(ops(), {});
    QCOMPARE(banner->kind(), BannerKind::Warning);
    dialog.showTesting(ops());
    dialog.showError({.message = u"Gone."_s});
    QVERIFY(in<QPushButton>(dialog, "testWebhook")->isEnabled());
    const QSignalSpy retried(&dialog, &WebhooksDialog::retryRequested);
    press(dialog, "bannerAction");
    QCOMPARE(retried.count(), 1);
    QVERIFY(!banner->isVisible());
}

void WebhooksTest::choiceStaysWhereItWas()
{
    WebhooksDialog dialog(true, nullptr);
    const AlertWebhook first{.id = 1, .name = u"a"_s};
    const AlertWebhook other{.id = 2, .name = u"b"_s};
    dialog.showWebhooks({first, other});
    dialog.choose(2);
    dialog.showWebhooks({{.id = 7, .name = u"0"_s}, first, other});
    QCOMPARE(in<QTableView>(dialog, "webhookTable")->currentIndex().row(), 2);
    dialog.showWebhooks({first});
    QCOMPARE(in<QTableView>(dialog, "webhookTable")->currentIndex().row(), 0);
}

void WebhooksTest::secretIsNeverShownAgain()
{
    WebhookDialog dialog(ops(), nullptr);
    showAll(dialog);
    auto *secret = in<QLineEdit>(dialog, "webhookSecret");
    QVERIFY(secret->text().isEmpty());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QVERIFY(!in<QPushButton>(dialog, "copySecret")->isEnabled());
    QSignalSpy saved(&dialog, &WebhookDialog::saveRequested);
    in<QLineEdit>(dialog, "webhookName")->setText(u" support "_s);
    press(dialog, "saveWebhook"); // with the secret there is
    QCOMPARE(saved.count(), 1);
    const auto wanted = saved[0][0].value<AlertWebhook>();
    QCOMPARE(wanted.id, 3);
    QCOMPARE(wanted.name, u"support"_s);
    QCOMPARE(saved[0][1].toString(), QString());
    QVERIFY(!in<QPushButton>(dialog, "saveWebhook")->isEnabled()); // not twice
}

void WebhooksTest::generatedSecretIsShownAndCopied()
{
    WebhookDialog dialog({}, nullptr);
    showAll(dialog);
    in<QLineEdit>(dialog, "webhookName")->setText(u"ops"_s);
    in<QLineEdit>(dialog, "webhookUrl")->setText(u"https://hooks.example.org"_s);
    QVERIFY(!in<QPushButton>(dialog, "saveWebhook")->isEnabled()); // a new one needs a secret
    press(dialog, "generateSecret");
    const auto *secret = in<QLineEdit>(dialog, "webhookSecret");
    QVERIFY(secret->text().startsWith(u"whsec_"));
    QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    QVERIFY(in<QLabel>(dialog, "webhookNote")->text().contains(u"once"));
    press(dialog, "copySecret");
    QCOMPARE(QGuiApplication::clipboard()->text(), secret->text());
    QSignalSpy saved(&dialog, &WebhookDialog::saveRequested);
    press(dialog, "saveWebhook");
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved[0][1].toString(), secret->text());
}

void WebhooksTest::refusalStandsBelowItsField_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("field");
    QTest::newRow("name") << u"name"_s << u"webhookName"_s;
    QTest::newRow("address") << u"url"_s << u"webhookUrl"_s;
    QTest::newRow("secret") << u"secret"_s << u"webhookSecret"_s;
}

void WebhooksTest::refusalStandsBelowItsField()
{
    QFETCH(const QString, place);
    QFETCH(const QString, field);
    WebhookDialog dialog(ops(), nullptr);
    showAll(dialog);
    press(dialog, "saveWebhook");
    dialog.showError({.kind = ErrorKind::Invalid, .message = u"Wrong."_s, .remedy = u"Mend it."_s, .place = place});
    const auto *problem = dialog.findChild<QLabel *>(field + u"Problem"_s);
    QVERIFY(problem && problem->isVisible());
    QCOMPARE(problem->text(), u"Wrong. Mend it."_s);
    QVERIFY(!in<Banner>(dialog, "webhookBanner")->isVisible());
    QVERIFY(in<QPushButton>(dialog, "saveWebhook")->isEnabled());
    dialog.findChild<QLineEdit *>(field)->setText(u"another"_s);
    QVERIFY(!problem->isVisible());
}

void WebhooksTest::otherRefusalsStandInTheDialog()
{
    WebhookDialog dialog(ops(), nullptr);
    showAll(dialog);
    dialog.showError({.kind = ErrorKind::NotFound, .message = u"There is no webhook 3."_s});
    QVERIFY(in<Banner>(dialog, "webhookBanner")->isVisible());
}

QTEST_MAIN(WebhooksTest)
#include "tst_webhooks.moc"
