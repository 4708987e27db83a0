// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether agents reach the database.
#include "app/promptuary/tour.h"
#include "core/health/healthstore.h"
#include "ui/health/healthpage.h"
#include "ui/widgets/metrictile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSpinBox>
#include <QTableView>
namespace promptuary
{

/// Two days of agents that load prompts; for an hour of today some of them did not reach the database.
void Tour::reportLoads()
{
    QJsonArray batch;
    const auto add = [&batch](const QDateTime &at, const QString &source, int loads, int attempts, int failed) {
        QJsonArray times;
        for (int load = 0; load < loads / 10; ++load)
            times.append(2.4 + load * load % 37 * 0.31);
        batch.append(QJsonObject{{QStringLiteral("at"), at.toString(Qt::ISODate)},
                                 {QStringLiteral("source"), source},
                                 {QStringLiteral("loads"), loads},
                                 {QStringLiteral("connection_attempts"), attempts},
                                 {QStringLiteral("failed_attempts"), failed},
                                 {QStringLiteral("load_ms"), times}});
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int hour = 0; hour < 48; ++hour) {
        const bool outage = hour == 7;
        const QDateTime at = now.addSecs(-3600LL * hour);
        add(at, QStringLiteral("database"), 400 + hour * 31 % 90, 24, outage ? 9 : 0);
        if (outage)
            add(at, QStringLiteral("environment"), 61, 0, 0);
    }
    HealthStore store(m_application.session().database());
    const auto refused = answered(store.reportLoads(QJsonDocument(batch).toJson(QJsonDocument::Compact)),
                                  QStringLiteral("the reports of loads"));
    if (!refused->isEmpty())
        throw TourError(refused->join(u' '));
}

void Tour::lookAtHealth()
{
    reportLoads();
    trigger("showHealth");
    auto *page = find<HealthPage>("healthPage");
    const auto figures = page->findChildren<MetricTile *>();
    const auto measured = [&figures] {
        return std::ranges::none_of(
            figures, [](const MetricTile *tile) { return tile->figure().figure == QStringLiteral("–"); });
    };
    waitUntil(measured, QStringLiteral("the figures of health"));
    find<QTableView>("storageTable");
    picture(QStringLiteral("health"));
    press("healthRetention");
    auto *days = find<QSpinBox>("retentionRawDays");
    waitUntil([days] { return days->isEnabled(); }, QStringLiteral("what is kept"));
    days->setValue(14);
    picture(QStringLiteral("retention"));
    darkPicture(QStringLiteral("dark-retention"));
    press("closeRetention");
    darkPicture(QStringLiteral("dark-health"));
}

} // namespace promptuary
