// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace promptuary
{

/// A file's bytes; "-" is standard input. NotFound where there is none, Failed where it cannot be read.
[[nodiscard]] Result<QByteArray> readInput(const QString &path);

/// As readInput, for a text: a byte order mark is dropped, and bytes that are no UTF-8 are an error with their place.
[[nodiscard]] Result<QByteArray> readTextInput(const QString &path);

/// What messages call an input: its path, or "standard input".
[[nodiscard]] QString inputName(const QString &path);

} // namespace promptuary
