// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flatstyle.h"

#include <QApplication>
#include <QStyle>
#include <QStyleHints>

namespace promptuary
{

namespace
{

/// Qt falls back to Fusion where the platform names no style; a style named by the user on the command line or in the
/// environment is kept.
bool platformHasStyle()
{
    static const bool has =
        !qEnvironmentVariableIsEmpty("QT_STYLE_OVERRIDE") ||
        QApplication::style()->name().compare(QLatin1StringView("fusion"), Qt::CaseInsensitive) != 0;
    return has;
}

bool darkWanted(Theme theme)
{
    if (theme == Theme::System)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return theme == Theme::Dark;
}

} // namespace

void applyTheme(Theme theme)
{
    const bool ownStyle = platformHasStyle();
    if (!ownStyle && !qobject_cast<FlatStyle *>(QApplication::style()))
        QApplication::setStyle(new FlatStyle);
    if (theme == Theme::System && ownStyle)
        QApplication::setPalette(QPalette()); // what the platform says, also after a choice by hand
    else
        QApplication::setPalette(darkWanted(theme) ? darkPalette() : lightPalette());
}

} // namespace promptuary
