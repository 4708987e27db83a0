// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace promptuary
{

enum class Theme : std::uint8_t { System, Light, Dark };

/// Dresses the application, once after QApplication is made and again whenever the user chooses. The platform's style
/// and palette stay where the platform has them; otherwise FlatStyle with lightPalette() or darkPalette(), whichever
/// the desktop says it prefers. Light and Dark change the palette and keep the style.
void applyTheme(Theme theme);

} // namespace promptuary
