// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

#include <optional>

namespace promptuary
{

/// A monochrome Breeze icon (e.g. "document-save") in the palette's text colour, crisp at any scale; its disabled and
/// selected forms follow the palette too. Without a palette it is the application's, also when that changes. Rendered
/// on first use.
[[nodiscard]] QIcon icon(const QString &name, const std::optional<QPalette> &palette = {});

} // namespace promptuary
