// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A version gets worse, and who is told.
#include "app/promptuary/tour.h"
#include "ui/shell/alertfeed.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatedocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>

#include <tuple>

namespace promptuary
{

/// Another version is activated, and fails.
void Tour::recordFailures()
{
    constexpr int failing = 4;
    const TemplateDocument *document = m_window->workspace()->document();
    std::ignore = answered(
        m_application.session().prompts().activate(document->id(), failing, m_window->workspace()->environment(),
                                                   QStringLiteral("The ledger wants its dates in one form")),
        QStringLiteral("the activation of another version"));
    waitUntil([this] { return active() == failing; }, QStringLiteral("another version to serve"));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonArray batch;
    for (int i = 0; i < 600; ++i) {
        const bool success = i % 5 < 3;
        batch << QJsonObject{{QStringLiteral("id"), QStringLiteral("tour-%1").arg(i)},
                             {QStringLiteral("template"), document->summary().key},
                             {QStringLiteral("version"), failing},
                             {QStringLiteral("environment"), m_window->workspace()->environment()},
                             {QStringLiteral("started_at"), now.addSecs(-4LL * i).toString(Qt::ISODateWithMs)},
                             {QStringLiteral("latency_ms"), 700 + i},
                             {QStringLiteral("success"), success},
                             {QStringLiteral("error_type"), success ? QJsonValue() : QStringLiteral("invalid_json")}};
    }
    ExecutionStore &store = m_application.session().executions();
    const auto recorded = store.record(QJsonDocument(batch).toJson(QJsonDocument::Compact));
    waitUntil([&recorded] { return recorded.isFinished(); }, QStringLiteral("the failures to be recorded"));
    const auto rolledUp = store.rollUp(); // what judges the rules
    waitUntil([&rolledUp] { return rolledUp.isFinished(); }, QStringLiteral("the rollup"));
}

void Tour::beAlerted()
{
    recordFailures();
    AlertFeed &feed = m_application.session().alertFeed();
    feed.refresh();
    // Versions of the invented history may have their own.
    const TemplateId open = m_window->workspace()->document()->id();
    const auto ours = [&feed, open] {
        return std::ranges::any_of(feed.events(), [open](const AlertEvent &event) { return event.templateId == open; });
    };
    waitUntil(ours, QStringLiteral("the alert"));
    trigger("showAlerts");
    auto *alerts = find<QTableView>("alertTable");
    waitUntil([alerts] { return alerts->model()->rowCount() > 0; }, QStringLiteral("the alerts"));
    const qsizetype row =
        std::ranges::distance(feed.events().begin(), std::ranges::find(feed.events(), open, &AlertEvent::templateId));
    alerts->setCurrentIndex(alerts->model()->index(int(row), 0));
    find<QWidget>("alertDetails");
    picture(QStringLiteral("alerts"));
    press("alertRollBack");
    find<QWidget>("reviewDialog");
    picture(QStringLiteral("alert-roll-back"));
    press("reviewCancel");
    trigger("showAlerts");
    find<QTabWidget>("alertTabs")->setCurrentIndex(1);
    find<QTableView>("ruleTable");
    picture(QStringLiteral("alert-rules"));
    press("editRule");
    auto *preview = find<QLabel>("rulePreview");
    waitUntil([preview] { return !preview->text().isEmpty(); }, QStringLiteral("what the rule would say"));
    picture(QStringLiteral("alert-rule"));
    press("cancelRule");
    lookAtWebhooks();
    find<QTabWidget>("alertTabs")->setCurrentIndex(0);
    darkPicture(QStringLiteral("dark-alerts"));
    trigger("showPrompts");
}

} // namespace promptuary
