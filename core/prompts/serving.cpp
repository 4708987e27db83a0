// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/serving.h"

#include "core/base/relativetime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <ranges>

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Serving", text);
}

QString dayText(const QDateTime &time, const QDateTime &now)
{
    const QDate day = time.toLocalTime().date();
    const bool thisYear = day.year() == now.toLocalTime().date().year();
    return QLocale::c().toString(day, thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

} // namespace

Servings servingsOf(const QList<Activation> &activations)
{
    Servings servings;
    for (const Activation &activation : std::views::reverse(activations)) {
        if (activation.previous > 0) {
            QList<Serving> &times = servings[activation.previous];
            const auto open = std::ranges::find_if(times, [&](const Serving &serving) {
                return serving.environment == activation.environment && !serving.to.isValid();
            });
            if (open != times.end())
                open->to = activation.at;
            else
                times.prepend({.environment = activation.environment, .to = activation.at});
        }
        if (activation.active > 0)
            servings[activation.active].prepend({.environment = activation.environment, .from = activation.at});
    }
    return servings;
}

int lastSwitchedOff(const QList<Activation> &activations, const QString &environment)
{
    const auto found = std::ranges::find_if(activations, [&](const Activation &activation) {
        return activation.environment == environment && activation.active == 0;
    });
    return found == activations.end() ? 0 : found->previous;
}

QString servingDays(const Serving &serving, const QDateTime &now)
{
    if (!serving.to.isValid())
        return tr("since %1").arg(dayText(serving.from, now));
    const QString to = dayText(serving.to, now);
    if (!serving.from.isValid())
        return tr("until %1").arg(to);
    const QString from = dayText(serving.from, now);
    return from == to ? to : tr("%1 to %2").arg(from, to);
}

QString servingText(const Serving &serving)
{
    if (!serving.to.isValid())
        return tr("Serves in %1 since %2").arg(serving.environment, exactTime(serving.from));
    if (!serving.from.isValid())
        return tr("Served in %1 until %2").arg(serving.environment, exactTime(serving.to));
    return tr("Served in %1 from %2 to %3").arg(serving.environment, exactTime(serving.from), exactTime(serving.to));
}

} // namespace promptuary
