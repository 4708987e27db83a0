// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/relativetime.h"

#include <QLocale>
#include <QTimeZone>

namespace promptuary
{

namespace
{

QString ago(qint64 count, const char *one, const char *many)
{
    return count == 1 ? QString::fromLatin1(one) : QString::fromLatin1(many).arg(count);
}

} // namespace

QString relativeTime(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const qint64 seconds = time.secsTo(now);
    if (seconds < 60)
        return QStringLiteral("just now");
    if (seconds < 3600)
        return QStringLiteral("%1 min ago").arg(seconds / 60);
    const qint64 days = time.toTimeZone(now.timeZone()).date().daysTo(now.date());
    if (days == 0 || seconds < 6 * 3600)
        return QStringLiteral("%1 h ago").arg(seconds / 3600);
    if (days < 14)
        return ago(days, "yesterday", "%1 days ago");
    if (days < 30)
        return ago(days / 7, "1 week ago", "%1 weeks ago");
    if (days < 365)
        return ago(days / 30, "1 month ago", "%1 months ago");
    return ago(days / 365, "1 year ago", "%1 years ago");
}

QString exactTime(const QDateTime &time)
{
    return time.isValid() ? QLocale::c().toString(time.toLocalTime(), QStringLiteral("ddd d MMM yyyy, HH:mm:ss"))
                          : QString();
}

} // namespace promptuary
