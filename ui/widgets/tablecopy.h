// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace promptuary
{

/// Copy, by key and from the context menu: the chosen rows, or all of them, with their header, as a spreadsheet takes
/// them.
void makeCopyable(QTableView *table);

} // namespace promptuary
