// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flatstyle.h"

#include <QApplication>
#include <QMetaEnum>
#include <QStyleHints>

namespace promptuary
{

namespace
{

constexpr QLatin1StringView settingsKey("appearance/scheme");

/// A desktop with a theme of its own (Plasma, GNOME with its Qt theme…) reports its scheme; a bare X server does not.
bool platformIsDark()
{
    return QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
}

} // namespace

Appearance::Appearance(QSettings &settings, std::optional<Scheme> once, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    const QByteArray remembered = settings.value(settingsKey).toByteArray();
    bool known = false;
    const int value = QMetaEnum::fromType<Scheme>().keyToValue(remembered.constData(), &known);
    m_scheme = once.value_or(known ? static_cast<Scheme>(value) : Scheme::System);
    FlatStyle::installWhereNeeded();
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_scheme == Scheme::System)
            apply();
    });
    apply();
}

void Appearance::setScheme(Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    m_settings.setValue(settingsKey, QString::fromLatin1(QMetaEnum::fromType<Scheme>().valueToKey(int(scheme))));
    apply();
    Q_EMIT schemeChanged(scheme);
}

bool Appearance::isDark() const
{
    return m_scheme == Scheme::Dark || (m_scheme == Scheme::System && platformIsDark());
}

void Appearance::apply()
{
    QApplication::setPalette(isDark() ? darkPalette() : lightPalette());
}

} // namespace promptuary
