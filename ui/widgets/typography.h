// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QWidget;

namespace promptuary
{

/// The three sizes of the interface, from the platform's own font: the body is QApplication::font().
[[nodiscard]] QFont smallFont(); ///< secondary text
[[nodiscard]] QFont titleFont(); ///< one per page
[[nodiscard]] QFont boldFont();
/// The platform's fixed font, for prompt text. Lines stand 1.5 times the font's height apart.
[[nodiscard]] QFont fixedFont();
[[nodiscard]] QFont tabularFont(QFont font); ///< the same font with figures of equal width

/// Gives a widget both names every interactive widget must have: objectName for tests, the accessible name for people.
void setNames(QWidget *widget, const char *objectName, const QString &accessibleName);

} // namespace promptuary
