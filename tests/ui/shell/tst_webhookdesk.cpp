// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"
#include "tests/support/webhookreceiver.h"
#include "ui/alerts/webhooksdialog.h"
#include "ui/shell/webhookdesk.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The dialog of webhooks over a real database and a receiver that answers.
class WebhookDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void webhookIsMadeChangedAndRemoved();
    void refusedNameStandsInTheForm();
    void testIsSentAndAnswered();

private:
    void show();
    void press(const char *name);
    void type(const char *name, const QString &text);
    template<typename T>
    T *find(const char *name);

    TestServer m_server;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Connection> m_sql;
    std::unique_ptr<AlertStore> m_store;
    std::unique_ptr<WebhooksDialog> m_dialog;
    WebhookDesk *m_desk = nullptr;
};

namespace
{

constexpr int patience = 20'000;
const QString secret = QString::fromLatin1(QByteArray(32, 'k').toBase64());

} // namespace

void WebhookDeskTest::init()
{
    const QString conninfo = m_server.createDeployedDatabase();
    m_dialog.reset();
    m_store.reset();
    m_database = std::make_unique<Database>(conninfo);
    m_store = std::make_unique<AlertStore>(*m_database);
    m_sql = std::make_unique<Connection>(connectTo(conninfo));
}

void WebhookDeskTest::show()
{
    m_dialog = std::make_unique<WebhooksDialog>(true, nullptr);
    m_desk = new WebhookDesk(*m_store, *m_dialog);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

template<typename T>
T *WebhookDeskTest::find(const char *name)
{
    T *found = nullptr;
    const bool came = QTest::qWaitFor(
        [&] {
            const QList<T *> all = m_dialog->findChildren<T *>(QLatin1StringView(name));
            const auto visible = std::ranges::find_if(all, [](const T *one) { return one->isVisible(); });
            found = visible == all.end() ? nullptr : *visible;
            return found != nullptr;
        },
        patience);
    if (!came)
        qFatal("There is no %s.", name);
    return found;
}

void WebhookDeskTest::press(const char *name)
{
    auto *button = find<QPushButton>(name);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
    QTest::mouseClick(button, Qt::LeftButton);
}

void WebhookDeskTest::type(const char *name, const QString &text)
{
    find<QLineEdit>(name)->setText(text);
}

void WebhookDeskTest::webhookIsMadeChangedAndRemoved()
{
    show();
    press("emptyFirstStep");
    type("webhookName", u"ops"_s);
    type("webhookUrl", u"https://hooks.example.org/ops"_s);
    press("generateSecret");
    press("saveWebhook");
    const auto *table = find<QTableView>("webhookTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    const QString made = one(*m_sql, u"select secret from promptuary.alert_webhooks"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->findChild<QWidget *>(u"webhookDialog"_s), patience);

    press("editWebhook");
    type("webhookName", u"pager"_s);
    press("saveWebhook");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 0).data().toString(), u"pager"_s, patience);
    QCOMPARE(one(*m_sql, u"select secret from promptuary.alert_webhooks"_s), made);
    std::ignore = valueOf(m_store->saveRule(
        {.name = u"Half"_s, .webhookId = one(*m_sql, u"select id from promptuary.alert_webhooks"_s).toLongLong()}));

    show();
    press("removeWebhook");
    QVERIFY(find<QLabel>("webhookRemoval")->text().contains(u"“Half”"));
    const QSignalSpy changed(m_desk, &WebhookDesk::changed);
    press("confirmRemoval");
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patience);
    QVERIFY(valueOf(m_store->webhooks()).isEmpty());
}

void WebhookDeskTest::refusedNameStandsInTheForm()
{
    std::ignore = valueOf(m_store->saveWebhook(u"ops"_s, u"https://hooks.example.org"_s, secret));
    show();
    press("addWebhook");
    type("webhookName", u"ops"_s);
    type("webhookUrl", u"https://hooks.example.org/other"_s);
    type("webhookSecret", secret);
    press("saveWebhook");
    QCOMPARE(find<QLabel>("webhookNameProblem")->text(),
             u"There is a webhook “ops” already. Choose another name, or change that one."_s);
    type("webhookName", u"other"_s);
    press("saveWebhook");
    const auto *table = find<QTableView>("webhookTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(table->currentIndex().row(), 1, patience); // the new one
}

void WebhookDeskTest::testIsSentAndAnswered()
{
    Receiver receiver;
    std::ignore = valueOf(m_store->saveWebhook(u"ops"_s, receiver.url(), secret));
    show();
    press("testWebhook");
    const auto *banner = find<Banner>("webhooksBanner");
    QTRY_COMPARE_WITH_TIMEOUT(banner->text(), u"“ops” took the test."_s, patience);
    QCOMPARE(receiver.requests, 1);
    QVERIFY(receiver.body.contains("alert.test"));
    QVERIFY(receiver.header("webhook-signature").startsWith("v1,"));
    const auto *table = find<QTableView>("webhookTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 2).data().toString(), u"Taken just now"_s, patience);
    receiver.status = 503;
    press("testWebhook");
    QTRY_COMPARE_WITH_TIMEOUT(banner->text(), u"“ops” did not take the test: The receiver answered 503."_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 2).data().toString().startsWith(u"Failed just now"), patience);
}

QTEST_MAIN(WebhookDeskTest)
#include "tst_webhookdesk.moc"
