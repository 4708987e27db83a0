// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>
#include <QSettings>

#include <optional>

namespace promptuary
{

/// Light, dark, or as the platform says; remembered, applied to the whole application at once.
class Appearance : public QObject
{
    Q_OBJECT
public:
    enum class Scheme : std::uint8_t { System, Light, Dark };
    Q_ENUM(Scheme)

    /// `once` overrides what is remembered, without being remembered itself.
    explicit Appearance(QSettings &settings, std::optional<Scheme> once = {}, QObject *parent = nullptr);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    [[nodiscard]] bool isDark() const; ///< what is seen now, whichever way it came about

Q_SIGNALS:
    void schemeChanged(promptuary::Appearance::Scheme scheme);

private:
    void apply();

    QSettings &m_settings;
    Scheme m_scheme = Scheme::System;
};

} // namespace promptuary
