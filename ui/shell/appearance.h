// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QObject>
#include <QSettings>

#include <optional>

namespace promptuary {

/// Light, dark, or as the platform says; remembered, applied to the whole application at once.
class Appearance : public QObject
{
    Q_OBJECT
public:
    /// `once` overrides what is remembered, without being remembered itself.
    explicit Appearance(QSettings &settings, std::optional<Theme> once = {}, QObject *parent = nullptr);
    [[nodiscard]] Theme theme() const { return m_theme; }
    void setTheme(Theme theme);

private:
    QSettings &m_settings;
    Theme m_theme;
};

} // namespace promptuary
