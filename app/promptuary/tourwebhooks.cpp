// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where alerts are sent.
#include "app/promptuary/tour.h"
#include "ui/widgets/banner.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace promptuary
{

/// Names an address where nobody listens, and tries it.
void Tour::lookAtWebhooks()
{
    press("showWebhooks");
    find<QWidget>("webhooksDialog");
    press("addWebhook");
    find<QLineEdit>("webhookName")->setText(QStringLiteral("Support channel"));
    find<QLineEdit>("webhookUrl")->setText(QStringLiteral("http://127.0.0.1:9/alerts"));
    press("generateSecret");
    picture(QStringLiteral("webhook"));
    press("saveWebhook");
    const auto *table = find<QTableView>("webhookTable");
    waitUntil([table] { return table->currentIndex().isValid(); }, QStringLiteral("the webhook"));
    const auto *test = find<QPushButton>("testWebhook");
    waitUntil([test] { return test->isEnabled() && test->window()->isActiveWindow(); },
              QStringLiteral("the list of webhooks"));
    press("testWebhook");
    const auto *banner = find<Banner>("webhooksBanner");
    waitUntil([banner] { return banner->kind() == BannerKind::Danger; }, QStringLiteral("the answer to the test"));
    picture(QStringLiteral("webhooks"));
    darkPicture(QStringLiteral("dark-webhooks"));
    press("closeWebhooks");
}

} // namespace promptuary
