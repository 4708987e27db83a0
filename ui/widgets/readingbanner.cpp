// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readingbanner.h"

namespace promptuary
{

namespace
{

/// Nobody answers, or the server hung up; another reason to have no database (too many connections, none of that name)
/// is worth its own words.
bool isOfConnection(const Error &error)
{
    const QString &state = error.sqlState;
    const bool known =
        !state.isEmpty() && !state.startsWith(QLatin1StringView("08")) && !state.startsWith(QLatin1StringView("57P"));
    return error.kind == ErrorKind::NoDatabase && !known;
}

} // namespace

QString plainReason(const Error &error)
{
    return isOfConnection(error) ? ReadingBanner::tr("The database does not answer.") : error.toString();
}

void ReadingBanner::tellOf(const Error &error, const QString &sentence, const QString &action, bool closable)
{
    m_ofConnection = isOfConnection(error);
    if (m_ofConnection && !m_connected) {
        clear();
        return;
    }
    tell(BannerKind::Warning, sentence.arg(plainReason(error)), action, closable);
    setToolTip(error.toString());
}

void ReadingBanner::setConnected(bool connected)
{
    m_connected = connected;
    if (m_ofConnection && !connected)
        clear();
}

} // namespace promptuary
