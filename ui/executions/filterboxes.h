// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;
class QHBoxLayout;

namespace promptuary
{

// Boxes beside each other that filter what is below them.

/// Lets a box be narrower than its entries; what does not fit ends in an ellipsis, and is whole in its list.
void letGiveWay(QComboBox *box);
/// But not this one, unless what is chosen is very long: which environment figures are of is never in doubt.
void keepWhole(QComboBox *box);
/// As wide as what is chosen needs. Where there is not the room, the boxes of the row that may give way alike. The
/// tooltip says what the box is about and what is chosen.
void fitToChoice(QComboBox *box, QHBoxLayout *row);

} // namespace promptuary
