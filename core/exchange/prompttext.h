// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <expected>

namespace promptuary
{

/// Whether a whole file is UTF-16: by its mark, or because it begins with characters of which every other byte is NUL.
[[nodiscard]] bool isUtf16(QByteArrayView file);

/// Bytes from outside as a prompt's text: exactly as they are, but for a UTF-8 mark at the start. Else a sentence that
/// says why they cannot be one: too large, no UTF-8, a NUL byte.
[[nodiscard]] std::expected<QString, QString> decodePromptText(QByteArrayView bytes, qsizetype maxBytes);

/// The sentence for a text of that size.
[[nodiscard]] QString tooLarge(qsizetype bytes, qsizetype maxBytes);

} // namespace promptuary
