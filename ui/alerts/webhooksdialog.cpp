// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/webhooksdialog.h"

#include "core/alerts/alerttexts.h"
#include "ui/alerts/webhookmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/tablecopy.h"
#include "ui/widgets/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 28;

} // namespace

WebhooksDialog::WebhooksDialog(bool mayChange, QWidget *parent)
    : QDialog(parent)
    , m_mayChange(mayChange)
    , m_model(new WebhookModel(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_question(new QLabel(this))
    , m_confirm(new QPushButton(tr("Remove webhook"), this))
    , m_keep(new QPushButton(tr("Keep webhook"), this))
    , m_removal(new QWidget(this))
    , m_banner(new Banner(this))
    , m_add(new QPushButton(tr("&Add webhook…"), this))
    , m_edit(new QPushButton(tr("&Edit webhook…"), this))
    , m_remove(new QPushButton(tr("&Remove webhook…"), this))
    , m_test(new QPushButton(tr("Send a &test"), this))
{
    setNames(this, "webhooksDialog", tr("Webhooks"));
    setWindowTitle(tr("Webhooks"));
    setNames(m_banner, "webhooksBanner", tr("About the webhooks"));
    auto *title = new QLabel(tr("Webhooks"), this);
    title->setFont(titleFont());
    auto *meaning =
        new QLabel(tr("Alerts are sent to these addresses, signed as Standard Webhooks has it. A rule names the "
                      "one it tells. What cannot be delivered is tried again for a day."),
                   this);
    meaning->setWordWrap(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeTable());
    m_question->setObjectName(QStringLiteral("webhookRemoval"));
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    auto *asking = new QHBoxLayout(m_removal);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->setSpacing(8);
    asking->addWidget(m_question, 1);
    asking->addWidget(m_keep);
    asking->addWidget(m_confirm);
    m_removal->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(meaning);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_removal);
    layout->addWidget(m_banner);
    layout->addLayout(makeButtons());
    resize(820, 420);
    m_empty->tell(tr("Reading the webhooks…"));
    connect(m_empty, &EmptyState::firstStepTaken, m_add, &QPushButton::click);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->clear();
        Q_EMIT retryRequested();
    });
    offerCommands();
}

QWidget *WebhooksDialog::makeTable()
{
    setNames(m_table, "webhookTable", tr("Webhooks"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    for (const auto &[column, width] :
         {std::pair(WebhookModel::Name, 150), {WebhookModel::LastDelivery, 250}, {WebhookModel::Waiting, 72}})
        m_table->setColumnWidth(column, width);
    m_table->horizontalHeader()->setSectionResizeMode(WebhookModel::Address, QHeaderView::Stretch);
    makeCopyable(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_removal->hide();
        offerCommands();
    });
    connect(m_table, &QTableView::doubleClicked, m_edit, &QPushButton::click);
    return m_table;
}

QLayout *WebhooksDialog::makeButtons()
{
    setNames(m_add, "addWebhook", tr("Add a webhook"));
    setNames(m_edit, "editWebhook", tr("Edit the webhook"));
    setNames(m_remove, "removeWebhook", tr("Remove the webhook"));
    setNames(m_test, "testWebhook", tr("Send a test to the webhook"));
    setNames(m_confirm, "confirmRemoval", m_confirm->text());
    setNames(m_keep, "keepWebhook", m_keep->text());
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT editRequested({}); });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const AlertWebhook *webhook = current())
            Q_EMIT editRequested(*webhook);
    });
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (const AlertWebhook *webhook = current())
            Q_EMIT testRequested(*webhook);
    });
    connect(m_remove, &QPushButton::clicked, this, &WebhooksDialog::askForRemoval);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_removal->hide();
        m_table->setFocus();
    });
    connect(m_confirm, &QPushButton::clicked, this, &WebhooksDialog::takeAction);
    auto *close = new QPushButton(tr("Close"), this);
    setNames(close, "closeWebhooks", close->text());
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *button : {m_add, m_edit, m_remove, m_test})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(close);
    for (QPushButton *button : {m_add, m_edit, m_remove, m_test, m_confirm, m_keep, close})
        button->setAutoDefault(false);
    return row;
}

const AlertWebhook *WebhooksDialog::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 ? &m_model->at(row) : nullptr;
}

void WebhooksDialog::showWebhooks(const QList<AlertWebhook> &webhooks)
{
    const qint64 chosen = current() ? current()->id : 0;
    m_model->setWebhooks(webhooks, QDateTime::currentDateTime());
    m_stack->setCurrentIndex(webhooks.isEmpty() ? 0 : 1);
    m_removal->hide();
    if (webhooks.isEmpty())
        m_empty->tell(tr("Alerts are sent to no address yet."), m_mayChange ? tr("Add webhook…") : QString());
    else
        choose(m_model->rowOf(chosen) < 0 ? webhooks.constFirst().id : chosen);
    offerCommands();
}

void WebhooksDialog::choose(qint64 id)
{
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void WebhooksDialog::askForRemoval()
{
    const AlertWebhook *webhook = current();
    if (!webhook)
        return;
    m_removing = webhook->id;
    m_question->setText(removalOf(*webhook));
    m_removal->setAccessibleDescription(m_question->text());
    m_removal->show();
    m_keep->setFocus(); // so that a key pressed twice removes nothing
}

void WebhooksDialog::takeAction()
{
    m_removal->hide();
    const int row = m_model->rowOf(std::exchange(m_removing, 0));
    if (row >= 0)
        Q_EMIT removalRequested(m_model->at(row));
}

void WebhooksDialog::showTesting(const AlertWebhook &webhook)
{
    m_testing = true;
    offerCommands();
    m_banner->tell(BannerKind::Information, tr("Waiting for the answer of “%1”…").arg(webhook.name), {}, false);
}

void WebhooksDialog::showOutcome(const AlertWebhook &webhook, const DeliveryOutcome &outcome)
{
    m_testing = false;
    offerCommands();
    if (!outcome.tried)
        m_banner->tell(
            BannerKind::Warning,
            tr("“%1” was not tried yet; the test waits in the list and is sent as soon as may be.").arg(webhook.name));
    else if (outcome.problem.isEmpty())
        m_banner->tell(BannerKind::Success, tr("“%1” took the test.").arg(webhook.name));
    else
        m_banner->tell(BannerKind::Danger, tr("“%1” did not take the test: %2").arg(webhook.name, outcome.problem));
    m_banner->setToolTip(m_banner->text());
}

void WebhooksDialog::showError(const Error &error)
{
    m_testing = false;
    offerCommands();
    m_banner->tell(BannerKind::Danger, error.toString(), tr("Read again"));
    m_banner->setToolTip(error.toString());
}

void WebhooksDialog::offerCommands()
{
    const bool chosen = current() != nullptr;
    m_add->setEnabled(m_mayChange);
    m_edit->setEnabled(m_mayChange && chosen);
    m_remove->setEnabled(m_mayChange && chosen);
    setEnabledOr(m_test, m_mayChange && chosen && !m_testing, m_table);
    for (QPushButton *button : {m_add, m_edit, m_remove, m_test})
        button->setToolTip(m_mayChange ? QString() : tr("Webhooks are changed by the role promptuary_admin."));
}

} // namespace promptuary
