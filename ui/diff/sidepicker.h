// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diffside.h"

#include <QPalette>

class QComboBox;

namespace promptuary
{

/// Fills a combo box with the versions to choose from: filled green where one serves, hollow amber where it is newer.
void fillSidePicker(QComboBox *picker, const QList<DiffChoice> &choices, const QPalette &palette);

/// Makes a side the current item without telling anyone; one that is not among the choices leaves none chosen.
void showSide(QComboBox *picker, const DiffSide &side);

} // namespace promptuary
