// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace promptuary
{

/// The colours of the application by role: defined once for light and once for dark, the neutral ones taken from the
/// platform's palette. Green, amber and red mean state and nothing else. A test holds them to WCAG AA contrast.
struct Colors {
    QColor surface;  ///< where text is read and lists stand
    QColor raised;   ///< bars, headers, the activity bar
    QColor hairline; ///< one-pixel borders and separators
    QColor text;
    QColor secondaryText;
    QColor accent;     ///< the one accent: primary button, chosen tab, placeholders in a prompt
    QColor onAccent;   ///< text on accent
    QColor accentSoft; ///< behind accent text: pills, hover
    QColor selection;  ///< the chosen row
    QColor active;     ///< serves now: green
    QColor activeSoft;
    QColor warning; ///< newer than active, needs a look: amber
    QColor warningSoft;
    QColor danger; ///< wrong, lost: red
    QColor dangerSoft;
    QColor added;     ///< background of added lines
    QColor addedWord; ///< background of added words inside them
    QColor removed;
    QColor removedWord;
    QColor absent; ///< hatching where the other side has lines and this one has none
    bool dark = false;
};

/// The colours that go with a palette; dark where its base is darker than its text. Widgets ask with their own palette
/// and again on QEvent::PaletteChange.
[[nodiscard]] const Colors &colors(const QPalette &palette);

/// Palettes for those who choose light or dark by hand, and for platforms that have no theme of their own.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// WCAG 2's measures, for those who colour by other means (syntax themes, charts) and for the test.
[[nodiscard]] double relativeLuminance(const QColor &color);
[[nodiscard]] double contrast(const QColor &first, const QColor &second); ///< 1 to 21

} // namespace promptuary
