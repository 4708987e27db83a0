// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace promptuary
{

namespace
{

constexpr double readableContrast = 4.5; // WCAG AA for text

const Colors &lightColors()
{
    static const Colors roles{
        .surface = QColor(0xFFFFFF),
        .raised = QColor(0xF4F5F7),
        .hairline = QColor(0xDFE2E7),
        .text = QColor(0x1D2430),
        .secondaryText = QColor(0x596276),
        .accent = QColor(0x1A57C0),
        .onAccent = QColor(0xFFFFFF),
        .accentSoft = QColor(0xE8F0FE),
        .selection = QColor(0xDCE8FC),
        .active = QColor(0x146C45),
        .activeSoft = QColor(0xE6F4EC),
        .warning = QColor(0x8A5E00),
        .warningSoft = QColor(0xFFF4D6),
        .danger = QColor(0xB42318),
        .dangerSoft = QColor(0xFDECEA),
        .added = QColor(0xE3F5E8),
        .addedWord = QColor(0xBDE9CA),
        .removed = QColor(0xFDE8E7),
        .removedWord = QColor(0xFBD0CD),
        .absent = QColor(0xC4CAD4),
        .dark = false,
    };
    return roles;
}

const Colors &darkColors()
{
    static const Colors roles{
        .surface = QColor(0x22262E),
        .raised = QColor(0x1B1E24),
        .hairline = QColor(0x363C47),
        .text = QColor(0xE4E7EC),
        .secondaryText = QColor(0xA3ADBC),
        .accent = QColor(0x92BAFF),
        .onAccent = QColor(0x141A26),
        .accentSoft = QColor(0x25344F),
        .selection = QColor(0x2A3B5C),
        .active = QColor(0x5FD08F),
        .activeSoft = QColor(0x1C3A2A),
        .warning = QColor(0xF0B84A),
        .warningSoft = QColor(0x40351A),
        .danger = QColor(0xFF8A80),
        .dangerSoft = QColor(0x47231F),
        .added = QColor(0x1A3525),
        .addedWord = QColor(0x225236),
        .removed = QColor(0x44211F),
        .removedWord = QColor(0x6E2D29),
        .absent = QColor(0x4A5260),
        .dark = true,
    };
    return roles;
}

QColor mixed(const QColor &back, const QColor &front, double share)
{
    const auto channel = [share](float from, float to) { return static_cast<float>(from + (to - from) * share); };
    return QColor::fromRgbF(channel(back.redF(), front.redF()), channel(back.greenF(), front.greenF()),
                            channel(back.blueF(), front.blueF()));
}

bool readable(const Colors &roles)
{
    for (const QColor &back : {roles.surface, roles.raised}) {
        for (const QColor &front :
             {roles.text, roles.secondaryText, roles.accent, roles.active, roles.warning, roles.danger}) {
            if (contrast(front, back) < readableContrast)
                return false;
        }
    }
    return contrast(roles.text, roles.selection) >= readableContrast &&
           contrast(roles.secondaryText, roles.selection) >= readableContrast;
}

/// The platform's neutral colours where everything stays readable on them, ours otherwise: a platform whose base is
/// a middle grey or a tint would make state colours illegible.
Colors derived(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const Colors &own = relativeLuminance(base) < relativeLuminance(text) ? darkColors() : lightColors();
    Colors roles = own;
    roles.surface = base;
    roles.raised = palette.color(QPalette::Active, QPalette::Window);
    roles.text = text;
    if (roles.surface == own.surface && roles.raised == own.raised && roles.text == own.text)
        return own;
    roles.secondaryText = mixed(base, text, own.dark ? 0.72 : 0.76);
    roles.hairline = mixed(base, text, own.dark ? 0.15 : 0.14);
    return readable(roles) ? roles : own;
}

} // namespace

double relativeLuminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &first, const QColor &second)
{
    const auto [low, high] = std::minmax({relativeLuminance(first), relativeLuminance(second)});
    return (high + 0.05) / (low + 0.05);
}

const Colors &colors(const QPalette &palette)
{
    // Delegates ask for every row; the few palettes of a run are kept. Map nodes stay where they are.
    using Key = std::tuple<QRgb, QRgb, QRgb>;
    static std::map<Key, Colors> known;
    const Key key{palette.color(QPalette::Active, QPalette::Base).rgb(),
                  palette.color(QPalette::Active, QPalette::Window).rgb(),
                  palette.color(QPalette::Active, QPalette::Text).rgb()};
    auto found = known.find(key);
    if (found == known.end())
        found = known.emplace(key, derived(palette)).first;
    return found->second;
}

namespace
{

QPalette paletteOf(const Colors &roles)
{
    QPalette palette;
    palette.setColor(QPalette::Window, roles.raised);
    palette.setColor(QPalette::WindowText, roles.text);
    palette.setColor(QPalette::Base, roles.surface);
    palette.setColor(QPalette::AlternateBase, roles.raised);
    palette.setColor(QPalette::Text, roles.text);
    palette.setColor(QPalette::PlaceholderText, roles.secondaryText);
    palette.setColor(QPalette::Button, roles.surface);
    palette.setColor(QPalette::ButtonText, roles.text);
    palette.setColor(QPalette::BrightText, roles.danger);
    palette.setColor(QPalette::Highlight, roles.selection);
    palette.setColor(QPalette::HighlightedText, roles.text);
    palette.setColor(QPalette::Accent, roles.accent);
    palette.setColor(QPalette::Link, roles.accent);
    palette.setColor(QPalette::LinkVisited, roles.accent);
    palette.setColor(QPalette::ToolTipBase, roles.dark ? roles.hairline : roles.text);
    palette.setColor(QPalette::ToolTipText, roles.dark ? roles.text : roles.surface);
    palette.setColor(QPalette::Light, mixed(roles.surface, Qt::white, roles.dark ? 0.12 : 1.0));
    palette.setColor(QPalette::Midlight, mixed(roles.surface, roles.hairline, 0.5));
    palette.setColor(QPalette::Mid, roles.hairline);
    palette.setColor(QPalette::Dark, mixed(roles.hairline, roles.text, 0.25));
    palette.setColor(QPalette::Shadow, mixed(roles.raised, Qt::black, 0.6));
    const QColor faded = mixed(roles.surface, roles.text, 0.45);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faded);
    palette.setColor(QPalette::Disabled, QPalette::Button, roles.raised);
    palette.setColor(QPalette::Disabled, QPalette::Base, roles.raised);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(lightColors());
}

QPalette darkPalette()
{
    return paletteOf(darkColors());
}

} // namespace promptuary
