// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>

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

/// Tab goes through these in this order, and through each from its first part to its last.
void setTabOrderThrough(const QList<QWidget *> &widgets);

/// Enables or disables it. The keyboard's focus, where it has it, goes to `heir` first: by itself it would go to
/// whatever comes next.
void setEnabledOr(QWidget *widget, bool enabled, QWidget *heir);

/// Gives a widget both names every interactive widget must have: objectName for tests, the accessible name for people.
void setNames(QWidget *widget, const char *objectName, const QString &accessibleName);

} // namespace promptuary
