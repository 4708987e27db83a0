// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include <QGuiApplication>
#include <QStyleHints>

#include <array>

namespace promptuary {

namespace {

const QString settingsKey = QStringLiteral("appearance/theme");
constexpr std::array names = {QLatin1StringView("system"), QLatin1StringView("light"), QLatin1StringView("dark")};

Theme remembered(const QSettings &settings)
{
    const auto found = std::ranges::find(names, settings.value(settingsKey).toString());
    return found == names.end() ? Theme::System : static_cast<Theme>(found - names.begin());
}

} // namespace

Appearance::Appearance(QSettings &settings, std::optional<Theme> once, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_theme(once.value_or(remembered(settings)))
{
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_theme == Theme::System)
            applyTheme(m_theme);
    });
    applyTheme(m_theme);
}

void Appearance::setTheme(Theme theme)
{
    m_theme = theme;
    m_settings.setValue(settingsKey, QString(names.at(std::size_t(theme))));
    applyTheme(theme);
}

} // namespace promptuary
